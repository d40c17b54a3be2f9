//! `signoff check`: the gates on the terminal, and the exit code.

mod limits;

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};
use comfy_table::{CellAlignment, ContentArrangement, Table, presets};

use super::args::{CheckOptions, MessageFormat};
use super::assess::{Judged, judge_since};
use super::diff;
use super::exit::{Exit, Failure};
use super::hypothetical::{self, Hypothetical};
use super::terminal::Terminal;
use crate::assess::contradictions::diagnostics;
use crate::diagnostic::{self, Diagnostic, Level, visible};
use crate::model::report::{GateReport, PolicyChoice, WayKind};
use crate::model::{GateLevel, Outcome, Report, RuleLevel, Verdict};
use crate::view::{Mark, effort, labels};

pub(super) fn run(options: &CheckOptions, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let judged = judge_since(&options.judge)?;
    limits::hold(&options.fail_on, &judged)?;
    let changes = judged.report.changes.clone();
    let real = judged.report.verdict.value;
    if options.assume.is_empty() {
        print(&judged, None, options.format, terminal)?;
        return Ok(limits::exit(&options.fail_on, real, changes.as_deref()));
    }
    let (judged, hypothetical) = hypothetical::assumed(judged, &options.assume)?;
    print(&judged, Some(&hypothetical), options.format, terminal)?;
    // An assumption alone never turns a check that fails into one that passes.
    let verdict = if options.fail_on.is_empty() { real } else { judged.report.verdict.value };
    Ok(limits::exit(&options.fail_on, verdict, changes.as_deref()))
}

fn print(
    judged: &Judged,
    hypothetical: Option<&Hypothetical>,
    format: MessageFormat,
    terminal: &mut Terminal,
) -> Result<(), Failure> {
    let text = match format {
        MessageFormat::Human => {
            terminal.diagnostics(&judged.diagnostics, &judged.texts);
            let text = human(&judged.report);
            hypothetical.map_or_else(|| text.clone(), |it| it.around(&text))
        }
        MessageFormat::Json => json(judged, hypothetical)?,
        MessageFormat::Github => diagnostic::github(&with_gates(judged, hypothetical)),
        MessageFormat::Sarif => {
            diagnostic::sarif(&with_gates(judged, hypothetical), env!("CARGO_PKG_VERSION"))
        }
    };
    judged.printable("the output", text.as_bytes())?;
    terminal.print(&text)
}

/// The verdict, its sentence and the score: what a command says when it is done.
pub(super) fn summary(report: &Report) -> String {
    let subject = &report.subject;
    let version = subject.version.as_deref().map(|version| format!(" {}", visible(version)));
    let version = version.unwrap_or_default();
    let word = Mark::from(report.verdict.value).word;
    let style = verdict_style(report.verdict.value);
    let name = visible(&subject.name);
    format!(
        "{name}{version}: {style}{word}{style:#} as of {}\n{}\n",
        report.as_of, report.verdict.sentence
    )
}

fn human(report: &Report) -> String {
    let mut text = summary(report);
    let _ = writeln!(text, "\n{}\n", gates(&report.gates));
    if let Some(score) = &report.scores.total.score {
        let _ = writeln!(text, "score      {score} of 100");
    }
    contradictions(report, &mut text);
    let policy = &report.provenance.policy;
    let choice = match policy.choice {
        PolicyChoice::Named => "",
        PolicyChoice::Found => " (found, not chosen by the reader)",
        PolicyChoice::Default => " (built in, no policy was found)",
    };
    let _ = writeln!(text, "policy     {}{choice}", policy.name);
    let without = Mark::from(report.verdict.without_signoffs).word;
    let _ = writeln!(text, "unsigned   {without}: the verdict without the sign-off gates");
    let _ = writeln!(text, "to sign    {}", report.provenance.of);
    way(report, &mut text);
    text.extend(report.changes.as_deref().map(diff::summary::since));
    text
}

/// How many contradictions hold, by level. The report has them all.
fn contradictions(report: &Report, text: &mut String) {
    if report.contradiction_rules.is_empty() {
        return;
    }
    let all = &report.contradictions;
    let counts = RuleLevel::ALL.into_iter().filter_map(|level| {
        let found = all.iter().filter(|one| one.level == level).count();
        let plural = if found == 1 { "" } else { "s" };
        (found > 0).then(|| format!("{found} {}{plural}", level.name()))
    });
    let counts: Vec<String> = counts.collect();
    let looked = report.contradiction_rules.iter().filter(|rule| rule.level != RuleLevel::Off);
    let _ = match all.len() {
        0 => writeln!(text, "conflicts  no contradiction; rules that looked: {}", looked.count()),
        1 => writeln!(text, "conflicts  1 contradiction: {}", counts.join(", ")),
        many => writeln!(text, "conflicts  {many} contradictions: {}", counts.join(", ")),
    };
}

fn gates(gates: &[GateReport]) -> String {
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Dynamic);
    table.set_header(["outcome", "level", "gate", "threshold", "observed", "why"]);
    for gate in gates {
        let style = outcome_style(gate.outcome);
        let mut word = lower(gate.outcome);
        if let Some(without) = gate.without_waivers {
            word = format!("{word}, else {}", lower(without));
        }
        table.add_row([
            format!("{style}{word}{style:#}"),
            gate.level.name().to_owned(),
            visible(gate.id.as_str()).into_owned(),
            visible(&gate.threshold).into_owned(),
            visible(&gate.observed).into_owned(),
            visible(&gate.because.replace('`', "")).into_owned(),
        ]);
    }
    for number in [3, 4] {
        if let Some(column) = table.column_mut(number) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    table.trim_fmt()
}

pub(super) fn lower(outcome: Outcome) -> String {
    Mark::from(outcome).word.to_lowercase()
}

/// The shortest way to ready, at most ten steps of it: the report has all.
fn way(report: &Report, text: &mut String) {
    const SHOWN: usize = 10;
    let way = &report.verdict.shortest_way;
    if !way.stuck.is_empty() {
        let gates: Vec<_> = way.stuck.iter().map(|gate| visible(gate.as_str())).collect();
        let _ =
            writeln!(text, "stuck      nothing that could be closed clears {}", gates.join(", "));
    }
    if way.items.is_empty() {
        return;
    }
    let name = labels::way(way);
    let things = if way.items.len() == 1 { "thing" } else { "things" };
    let _ = writeln!(text, "\n{name}: {} {things} to close", way.items.len());
    if let Some(effort) = effort(way) {
        let _ = writeln!(text, "  {effort}");
    }
    for item in way.items.iter().take(SHOWN) {
        let verb = match item.kind {
            WayKind::Finding => "mend",
            WayKind::Claim => "support",
            WayKind::Contradiction => "resolve",
            WayKind::Signoff => "get signed",
            WayKind::Expression => "meet",
            WayKind::Run => "run",
            WayKind::Waiver => "renew or take away",
        };
        let id = visible(item.id.as_str());
        // A contradiction's title is one of our sentences, with ids in backticks.
        let title = match item.kind {
            WayKind::Contradiction => item.title.replace('`', ""),
            WayKind::Finding
            | WayKind::Claim
            | WayKind::Signoff
            | WayKind::Expression
            | WayKind::Run
            | WayKind::Waiver => item.title.clone(),
        };
        let title = visible(&title);
        let _ = if id == title {
            writeln!(text, "  {verb} {id}")
        } else {
            writeln!(text, "  {verb} {id}: {title}")
        };
    }
    if let Some(more) = way.items.len().checked_sub(SHOWN).filter(|more| *more > 0) {
        let _ = writeln!(text, "  and {more} more; `signoff render` prints all");
    }
}

/// Verdict, gates and scores as in report.json, and the diagnostics.
fn json(judged: &Judged, hypothetical: Option<&Hypothetical>) -> Result<String, Failure> {
    let report = &judged.report;
    let mut value = serde_json::json!({
        "signoff": "1",
        "subject": report.subject,
        "as_of": report.as_of,
        "verdict": report.verdict,
        "gates": report.gates,
        "waivers": report.waivers,
        "forecast": report.forecast,
        "contradictions": report.contradictions,
        "scores": report.scores,
        "policy": report.provenance.policy,
        "of": report.provenance.of,
        "diagnostics": judged.diagnostics,
    });
    if let (Some(changes), Some(value)) = (&report.changes, value.as_object_mut()) {
        value.insert("changes".to_owned(), serde_json::json!(changes));
    }
    if let (Some(hypothetical), Some(value)) = (hypothetical, value.as_object_mut()) {
        hypothetical.mark(value);
    }
    serde_json::to_string_pretty(&value)
        .map(|text| text + "\n")
        .map_err(|error| Failure::Internal(error.to_string()))
}

/// The diagnostics, and one more for each contradiction and each gate that isn't passed, so that a pipeline shows it.
/// What is hypothetical is called so in each, since a pipeline shows each for itself.
fn with_gates(judged: &Judged, hypothetical: Option<&Hypothetical>) -> Vec<Diagnostic> {
    let mut all: Vec<Diagnostic> = hypothetical.map(Hypothetical::notice).into_iter().collect();
    all.extend(judged.diagnostics.iter().cloned());
    let mut told = diagnostics(&judged.report, judged.validated.as_ref());
    told.extend(judged.report.gates.iter().filter_map(of_gate));
    if hypothetical.is_some() {
        for one in &mut told {
            one.message.insert_str(0, "hypothetical: ");
        }
    }
    all.extend(told);
    all
}

fn of_gate(gate: &GateReport) -> Option<Diagnostic> {
    let level = match (gate.level, gate.outcome) {
        (_, Outcome::Pass) => return None,
        (_, Outcome::Waived) | (GateLevel::Warn, Outcome::Fail | Outcome::Undetermined) => {
            Level::Note
        }
        (GateLevel::Condition, Outcome::Fail | Outcome::Undetermined) => Level::Warning,
        (GateLevel::Block, Outcome::Fail | Outcome::Undetermined) => Level::Error,
    };
    let waived = if gate.outcome == Outcome::Waived { " is waived" } else { "" };
    Some(Diagnostic {
        code: "gate-not-passed",
        level,
        message: format!(
            "gate {} ({}){waived}: {} where {} is asked: {}",
            gate.id,
            gate.title,
            gate.observed,
            gate.threshold,
            gate.because.replace('`', "\"")
        ),
        place: None,
        help: None,
    })
}

fn verdict_style(verdict: Verdict) -> Style {
    match verdict {
        Verdict::Ready => AnsiColor::Green.on_default().bold(),
        Verdict::ReadyWithConditions => AnsiColor::Yellow.on_default().bold(),
        Verdict::NotReady => AnsiColor::Red.on_default().bold(),
        Verdict::InsufficientEvidence => AnsiColor::Magenta.on_default().bold(),
    }
}

fn outcome_style(outcome: Outcome) -> Style {
    match outcome {
        Outcome::Pass => AnsiColor::Green.on_default(),
        Outcome::Waived => AnsiColor::Yellow.on_default(),
        Outcome::Fail => AnsiColor::Red.on_default(),
        Outcome::Undetermined => AnsiColor::Magenta.on_default(),
    }
}
