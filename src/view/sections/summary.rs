//! Section 1: the verdict and why, the shortest way to ready, and what was declared instead.

use super::{Content, declared};
use crate::model::report::Reason;
use crate::model::{GateLevel, Outcome, Verdict};
use crate::view::context::Context;
use crate::view::delta::changes_sentence;
use crate::view::{Block, Span, Text, cover, labels, way};

pub(super) fn content(context: &Context<'_>) -> Content {
    let mut blocks = vec![Block::says(opening(context))];
    if let Some(description) = &context.report.subject.description {
        blocks.push(Block::says(description.clone()));
    }
    blocks.extend(changes_sentence(context).map(Block::text));
    blocks.extend(why(context));
    blocks.extend(way::blocks(context));
    blocks.extend(declared::blocks(context));
    Content { tally: String::new(), blocks }
}

fn opening(context: &Context<'_>) -> String {
    let report = context.report;
    let subject = cover::subject(context);
    let as_of = report.as_of;
    let first = match report.verdict.value {
        Verdict::Ready => format!("{subject} is ready as of {as_of}."),
        Verdict::ReadyWithConditions => {
            format!("{subject} is ready with conditions as of {as_of}.")
        }
        Verdict::NotReady => format!("{subject} is not ready as of {as_of}."),
        Verdict::InsufficientEvidence => {
            format!(
                "There is insufficient evidence to say whether {subject} is ready as of {as_of}."
            )
        }
    };
    format!("{first} {}", report.verdict.sentence)
}

/// Reasons that are told together.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    BlockFails,
    BlockUndetermined,
    BlockWaived,
    Condition,
    Warning,
}

const KINDS: [Kind; 5] =
    [Kind::BlockFails, Kind::BlockUndetermined, Kind::BlockWaived, Kind::Condition, Kind::Warning];

fn kind(reason: &Reason) -> Kind {
    match (reason.level, reason.outcome) {
        (GateLevel::Block, Outcome::Fail) => Kind::BlockFails,
        (GateLevel::Block, Outcome::Undetermined) => Kind::BlockUndetermined,
        (GateLevel::Block, Outcome::Waived | Outcome::Pass) => Kind::BlockWaived,
        (GateLevel::Condition, _) => Kind::Condition,
        (GateLevel::Warn, _) => Kind::Warning,
    }
}

fn why(context: &Context<'_>) -> Vec<Block> {
    let verdict = &context.report.verdict;
    let mut blocks = vec![Block::head(match verdict.value {
        Verdict::Ready => "Why it is ready",
        Verdict::ReadyWithConditions => "Why there are conditions",
        Verdict::NotReady => "Why it is not ready",
        Verdict::InsufficientEvidence => "Why it cannot be said",
    })];
    if verdict.reasons.is_empty() {
        blocks.push(Block::says(match verdict.value {
            Verdict::Ready => "No gate stands in the way.",
            Verdict::ReadyWithConditions | Verdict::NotReady | Verdict::InsufficientEvidence => {
                "No gate gives a reason; the verdict's sentence is all there is."
            }
        }));
    }
    for wanted in KINDS {
        let chosen: Vec<&Reason> =
            verdict.reasons.iter().filter(|reason| kind(reason) == wanted).collect();
        if chosen.is_empty() {
            continue;
        }
        blocks.push(Block::says(lead(wanted, chosen.len())));
        let items = chosen.into_iter().map(|reason| told(context, reason)).collect();
        blocks.push(match wanted {
            Kind::BlockFails => Block::numbered(items),
            Kind::BlockUndetermined | Kind::BlockWaived | Kind::Condition | Kind::Warning => {
                Block::bullets(items)
            }
        });
    }
    blocks
}

fn lead(kind: Kind, count: usize) -> String {
    let blocking = labels::counted(count, "blocking gate", "blocking gates");
    let verb = |one: &'static str, many: &'static str| if count == 1 { one } else { many };
    match kind {
        Kind::BlockFails => format!("{blocking} {}:", verb("fails", "fail")),
        Kind::BlockUndetermined => format!("{blocking} cannot be determined:"),
        Kind::BlockWaived => format!("{blocking} {} waived:", verb("is", "are")),
        Kind::Condition => {
            let gates = labels::counted(count, "gate", "gates");
            format!("{gates} of level condition {} not pass:", verb("does", "do"))
        }
        Kind::Warning => {
            let gates = labels::counted(count, "gate", "gates");
            format!(
                "{gates} of level warn {} not pass and {} nothing:",
                verb("does", "do"),
                verb("decides", "decide")
            )
        }
    }
}

fn told(context: &Context<'_>, reason: &Reason) -> Text {
    let gate = context.gate(reason.gate.as_str());
    context.sentence(&reason.text).and(Span::Plain { text: " ".to_owned() }).and(gate)
}
