# Beside these there are words in words.rs: there, kept, text, texts, identifiers.

# The items of a list or an object, each as {key, value}; nothing for anything else.
def items: if type == "array" or type == "object" then to_entries[] else empty end;

# A text as a number, where it is one.
def number: try tonumber catch empty;

# The first of several values that is there.
def first_there(f): first(f | there) // null;

# A number of lines or columns, even where it is written as a text; null for anything else.
def whole: [try (tonumber | select(. >= 0 and . == floor and . < 1e15) | floor) catch empty][0];

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
