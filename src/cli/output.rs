//! Diagnostics and counts in the format that was asked for.

use super::args::{FailOn, MessageFormat};
use super::exit::{Exit, Failure, Texts};
use super::terminal::Terminal;
use crate::diagnostic::{self, Diagnostic};
use crate::model::{Findings, Verdict};

/// Prints diagnostics: for people to stderr, for programs to stdout.
pub(super) fn diagnostics(
    format: MessageFormat,
    diagnostics: &[Diagnostic],
    texts: &Texts,
    terminal: &mut Terminal,
) -> Result<(), Failure> {
    match format {
        MessageFormat::Human => {
            terminal.diagnostics(diagnostics, texts);
            Ok(())
        }
        MessageFormat::Json => terminal.print(&diagnostic::json(diagnostics)),
        MessageFormat::Github => terminal.print(&diagnostic::github(diagnostics)),
        MessageFormat::Sarif => {
            terminal.print(&diagnostic::sarif(diagnostics, env!("CARGO_PKG_VERSION")))
        }
    }
}

/// How many things of each kind there are, in words. Measures stand in claims and by themselves.
pub(super) fn counted(findings: &Findings) -> String {
    counted_with(findings, findings.findings.len() as u64)
}

/// The same for a document whose findings, of which there are so many, are kept elsewhere.
pub(super) fn counted_with(findings: &Findings, number: u64) -> String {
    let (mut claims, mut measures) = (0, findings.measures.len() as u64);
    let mut stack: Vec<_> = findings.claims.iter().collect();
    while let Some(claim) = stack.pop() {
        claims += 1;
        measures += u64::from(claim.measure.is_some());
        stack.extend(&claim.claims);
    }
    let kinds = [
        (claims, "claim"),
        (number, "finding"),
        (measures, "measure"),
        (findings.evidence.len() as u64, "piece of evidence"),
        (findings.actions.len() as u64, "action"),
    ];
    let words = kinds.iter().map(|(number, kind)| match (number, *kind) {
        (1, kind) => format!("1 {kind}"),
        (number, "piece of evidence") => format!("{number} pieces of evidence"),
        (number, kind) => format!("{number} {kind}s"),
    });
    words.collect::<Vec<_>>().join(", ")
}

/// `1 gate`, `12 gates`.
pub(super) fn number(count: usize, noun: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{plural}")
}

/// Whether the verdict is within what `--fail-on` allows.
pub(super) fn exit(verdict: Verdict, fail_on: FailOn) -> Exit {
    let beyond = match (verdict, fail_on) {
        (_, FailOn::Never) | (Verdict::Ready, _) => false,
        (Verdict::NotReady | Verdict::InsufficientEvidence, _) => true,
        (Verdict::ReadyWithConditions, fail_on) => fail_on == FailOn::Conditions,
    };
    if beyond { Exit::Beyond } else { Exit::Within }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn claims_and_measures_are_counted_wherever_they_stand() {
        let measure = serde_json::json!({ "metric": "m", "value": "load" });
        let inner = serde_json::json!({ "statement": "b", "measure": measure });
        let findings = serde_json::json!({
            "signoff": "1", "subject": { "name": "shop" }, "measures": [measure],
            "claims": [{ "statement": "a", "measure": measure, "claims": [inner] }],
        });
        assert_eq!(
            counted(&serde_json::from_value(findings).unwrap()),
            "2 claims, 0 findings, 3 measures, 0 pieces of evidence, 0 actions"
        );
    }

    #[test]
    fn both_ways_of_not_being_ready_fail_unless_nothing_does() {
        use FailOn::{Conditions, Never, NotReady};
        use Verdict::{InsufficientEvidence, NotReady as No, Ready, ReadyWithConditions};
        for (verdict, not_ready, conditions) in [
            (Ready, Exit::Within, Exit::Within),
            (ReadyWithConditions, Exit::Within, Exit::Beyond),
            (InsufficientEvidence, Exit::Beyond, Exit::Beyond),
            (No, Exit::Beyond, Exit::Beyond),
        ] {
            assert_eq!(exit(verdict, NotReady), not_ready);
            assert_eq!(exit(verdict, Conditions), conditions);
            assert_eq!(exit(verdict, Never), Exit::Within);
        }
    }
}
