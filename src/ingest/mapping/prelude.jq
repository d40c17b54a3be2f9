# Beside these there are words in words.rs: there, kept, text, texts, identifiers.

# The items of a list or an object, each as {key, value}; nothing for anything else.
def items: if type == "array" or type == "object" then to_entries[] else empty end;

# A text as a number, where it is one. `tonumber` reads a text such as `5-7` as two.
def number: if type == "number" then . elif type == "string" and test("^ *-?[0-9]+([.][0-9]+)?([eE][+-]?[0-9]{1,3})? *$") then try tonumber catch empty else empty end;

# The first of several values that is there.
def first_there(f): first(f | there) // null;

# A whole number from 0 on, even where it is written as a text; null for anything else.
def natural: [try (number | select(. >= 0 and . == floor and . < 1e15) | floor) catch empty][0];

# The same for a field such as a line. What is something else stays as it is, so that it is told.
def whole: if . == null or . == "" then null else . as $it | natural // $it end;

# The version of the Common Vulnerability Scoring System that a vector is of. Vectors of version 2 don't say.
def cvss_version: if type != "string" or . == "" then null else first(capture("^CVSS:(?<of>[0-9]+\\.[0-9]+)").of, "2.0") end;

# A text of XML with its references to characters resolved. Entities that a document declares stay as they are.
def unescaped: gsub("&(?<of>lt|gt|quot|apos|amp|#[0-9]{1,7}|#x[0-9a-fA-F]{1,6});";
  .of as $of | { lt: "<", gt: ">", quot: "\"", apos: "'", amp: "&" }[$of]
  // (try ([$of[1:] | if startswith("x") then reduce (ascii_downcase[1:] | explode[]) as $digit
      (0; . * 16 + $digit - (if $digit > 96 then 87 else 48 end)) else tonumber end] | implode) catch "&\($of);"));

# The XML elements of a name directly in an element.
def elements($name): .c[]? | objects | select(.t != null and (.t | split(":") | last) == $name);

# The text directly in an XML element, or null.
def element_text: [.c[]? | if type == "string" then unescaped else objects | .cdata | strings end] | add | if . == null then null else trim end;

# A time as RFC 3339 writes it; null for any other, and for one that doesn't say its offset.
def zoned: [strings | capture("^(?<day>[0-9]{4}-[0-9]{2}-[0-9]{2})[T ](?<time>[0-9]{2}:[0-9]{2}:[0-9]{2}(?:[.][0-9]+)?) ?(?:Z|UTC|GMT|(?<hours>[+-][0-9]{2}):?(?<minutes>[0-9]{2}))$")
  | .day + "T" + .time + if .minutes != null then .hours + ":" + .minutes else "Z" end][0];

# Seconds or milliseconds since 1970 as a time; null for anything else.
def of_epoch: [try (number | if . > 1e11 then . / 1000 else . end | select(. > 0 and . < 2e11) | floor | todate) catch empty][0];

# Lines of code that carry their numbers (`12 x`, `12: x`), without them, since numbers move: those from the first number to the last, or all where none of them is there. Other text stays as it is.
def unnumbered($first; $last): if type != "string" then . else . as $text
  | (rtrimstr("\n") | split("\n")) as $lines
  | if all($lines[]; test("^[0-9]{1,9}:?( |$)")) then
      [$lines[] | capture("^(?<at>[0-9]{1,9}):?(?: |$)(?<line>(?s).*)") | .at |= tonumber] as $all
      | [$all[] | select($first != null and .at >= $first and .at <= ($last // $first))] as $these
      | (if $these == [] then $all else $these end) | map(.line) | join("\n")
    else $text end end;
