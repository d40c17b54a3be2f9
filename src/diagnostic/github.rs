//! Messages as GitHub workflow commands, which show as annotations on the lines of a pull request.
//!
//! <https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands>

use super::visible::visible;
use super::{Diagnostic, Level};

/// One command a line.
#[must_use]
pub fn github(diagnostics: &[Diagnostic]) -> String {
    diagnostics.iter().map(command).collect()
}

fn command(diagnostic: &Diagnostic) -> String {
    let name = match diagnostic.level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Note => "notice",
    };
    let mut properties = Vec::new();
    let mut path = "";
    if let Some(place) = &diagnostic.place {
        properties.push(format!("file={}", property(&place.file)));
        if let Some(span) = place.span {
            properties.push(format!("line={}", span.line));
            properties.push(format!("col={}", span.column));
        }
        path = &place.path;
    }
    properties.push(format!("title={}", property(diagnostic.code)));

    let mut message = data(&diagnostic.message);
    if !path.is_empty() {
        message.extend(["%0Aat ", &data(path)]);
    }
    if let Some(help) = &diagnostic.help {
        message.extend(["%0Ahelp: ", &data(help)]);
    }
    format!("::{name} {}::{message}\n", properties.join(","))
}

/// Escapes what stands after the second `::`. Line breaks stay line breaks there.
fn data(text: &str) -> String {
    let escaped = text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    visible(&escaped).into_owned()
}

/// Escapes the value of a property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::super::{Place, Span};
    use super::*;

    #[test]
    fn writes_one_command_a_message() {
        let span = Span { start: 0, end: 1, line: 12, column: 5 };
        let made = [
            Diagnostic::error("duplicate-id", "twice")
                .at(Place::file("a.json").path("/x").span(span)),
            Diagnostic::warning("missing-file", "gone").at(Place::file("a.json")).help("add it"),
            Diagnostic::note("missing-file", "nowhere"),
        ];
        let expected = "\
::error file=a.json,line=12,col=5,title=duplicate-id::twice%0Aat /x
::warning file=a.json,title=missing-file::gone%0Ahelp: add it
::notice title=missing-file::nowhere
";
        assert_eq!(github(&made), expected);
        assert_eq!(github(&[]), "");
    }

    #[test]
    fn lets_no_text_make_a_command() {
        let made = Diagnostic::error("missing-file", "100 %\r\n::set-output: a, b\u{1b}")
            .at(Place::file("a:b,c%\n::x"));
        assert_eq!(
            github(&[made]),
            "::error file=a%3Ab%2Cc%25%0A%3A%3Ax,title=missing-file::100 %25%0D%0A::set-output: a, b␛\n"
        );
    }
}
