//! The documents as plain data, and the doors to the world. No rule of judgement lives here.
//!
//! `Findings` and `Policy` come in; `Facts` are what was read; a `Report` is what goes out.

mod claim;
mod contradiction;
pub mod delta;
mod evidence;
mod expectation;
mod facts;
mod finding;
mod findings;
mod gate;
mod id;
pub mod jsonpath;
mod link;
mod masked;
mod names;
pub(crate) mod pattern;
mod person;
mod plan;
mod policy;
mod quantity;
mod redaction;
pub mod report;
mod same;
mod sandbox;
mod selector;
mod sink;
pub mod site;
mod source;
pub mod table;
mod time;
mod verdict;
pub(crate) mod words;

pub use claim::{Aggregate, Category, Claim, Measure, Reference};
pub use contradiction::{ContradictionFacts, ContradictionRule, HoldsIf};
pub use delta::{Confidence, MatchReason};
pub use evidence::{Evidence, Method, Run, Tool};
pub use expectation::{Comparison, Expectation, ExpectationError};
pub use facts::{
    ActionFacts, BaselineFacts, ChecklistFacts, ClaimFacts, Facts, FindingFacts, ItemFacts,
    LinkFacts, LinkFound, MeasureFacts, RunFacts, SignoffFacts, SubjectFacts, WaiverFacts,
};
pub use finding::{Finding, Location, Severity, Status};
pub use findings::{
    Declared, DeclaredScore, DeclaredStatus, Findings, Properties, ReportMeta, Subject, Target,
};
pub use gate::{Gate, GateRule};
pub use id::{Digest, Id, NotADigest};
pub use jsonpath::JsonPath;
pub use link::{Link, Links};
pub use masked::{MaskedFile, MaskedPlace, NAMED, Unchecked};
pub use pattern::Pattern;
pub use person::{is_listed_as, may_be_one_person};
pub use plan::{
    Action, ActionStatus, Artifact, Change, Checklist, Decision, Item, Section, Signoff, Waiver,
    WaiverTarget,
};
pub use policy::{
    Brand, BuiltIn, CategoryRules, ContradictionRules, Days, EvidenceRules, FindingRules,
    MayNotApply, MayNotApplyName, NotDays, Policy, Role, SameAs, WaiverRules,
};
pub use quantity::{Exact, Fraction, Limit, NotAFraction, Quantity, QuantityError, Side};
pub use redaction::{RedactPattern, Redaction, Switch};
pub use report::Report;
pub use sandbox::{Sandbox, Stopped};
pub use selector::{
    Selector, SelectorError, Selectors, XmlAxis, XmlPart, XmlPath, XmlPredicate, XmlStep,
};
pub use sink::Sink;
pub use source::{INPUTS, Source, SourceError, in_package};
pub use table::TablePlace;
pub use time::{Day, Moment, NotAMoment};
pub use verdict::{ClaimState, GateLevel, LinkState, Outcome, RuleLevel, Verdict};
