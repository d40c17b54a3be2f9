# What is there: null, an empty text and an empty list are not.
def there: if . == null or . == "" or . == [] or . == {} then empty else . end;

# The items of a list or an object, each as {key, value}; nothing for anything else.
def items: if type == "array" or type == "object" then to_entries[] else empty end;

# A text as a number, where it is one.
def number: try tonumber catch empty;

# CVE, CWE, GHSA and other identifiers in a text, in capitals, each once.
def identifiers: [tostring | scan("(?i)\\b(?:CVE-[0-9]{4}-[0-9]{4,}|CWE-[0-9]+|GHSA(?:-[0-9a-z]{4}){3}|RUSTSEC-[0-9]{4}-[0-9]{4}|PYSEC-[0-9]{4}-[0-9]+|GO-[0-9]{4}-[0-9]{4,})\\b")] | unique;

# The first of several values that is there.
def first_there(f): first(f | there) // null;

# Only the entries of an object that are there.
def kept: if type == "object" then with_entries(select([.value | there] != [])) else . end;

# A text, or a number as one; null for anything else.
def text: if type == "string" then . elif type == "number" then tostring else null end;

# The texts in a list, or a text alone, as a list.
def texts: if type == "array" then map(text | there) else [text | there] end;

# A number of lines or columns, even where it is written as a text. What is something else stays as it is, so that it is told.
def whole: if . == null or . == "" then null else . as $it
  | [try (tonumber | select(. >= 0 and . == floor and . < 1e15) | floor) catch empty][0] // $it end;

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

# Lines of code that carry their numbers (`12 x`, `12: x`), without them, since numbers move: those from the first number to the last, or all where none of them is there. Other text stays as it is.
def unnumbered($first; $last): if type != "string" then . else . as $text
  | (rtrimstr("\n") | split("\n")) as $lines
  | if all($lines[]; test("^[0-9]{1,9}:?( |$)")) then
      [$lines[] | capture("^(?<at>[0-9]{1,9}):?(?: |$)(?<line>(?s).*)") | .at |= tonumber] as $all
      | [$all[] | select($first != null and .at >= $first and .at <= ($last // $first))] as $these
      | (if $these == [] then $all else $these end) | map(.line) | join("\n")
    else $text end end;
