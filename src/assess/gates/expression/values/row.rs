//! A record, such as a finding: its fields are read where they are asked for.

use std::borrow::Cow;

use cel::ExecutionError;
use cel::common::traits::Indexer;
use cel::common::types::{CelBool, CelInt, CelString, Type};
use cel::common::value::{CowVal, Val};

use super::{Tally, of_subject};
use crate::assess::claims::ClaimJudgement;
use crate::model::report::SignoffStanding;
use crate::model::{FindingFacts, Id, MeasureFacts, RunFacts, SignoffFacts, SubjectFacts};

static RECORD: Type = Type::new_unspecified_type("record");

/// A record of facts.
#[derive(Debug, Clone, Copy)]
pub(super) enum Row<'v> {
    Subject(&'v SubjectFacts),
    Claim(&'v ClaimJudgement),
    /// With whether it counts.
    Finding(&'v FindingFacts, bool),
    /// With whether it has a value.
    Measure(&'v MeasureFacts, bool),
    Run(&'v RunFacts),
    Signoff(&'v SignoffFacts, SignoffStanding),
    Checklist(Tally),
}

/// What stands in a field.
enum Cell<'v> {
    Bool(bool),
    Int(usize),
    Text(Cow<'v, str>),
}

impl<'v> Row<'v> {
    /// The field; none where it isn't there.
    fn field(&self, name: &str) -> Option<Cell<'v>> {
        let id = |id: &'v Id| text(id.as_str());
        match *self {
            Self::Subject(subject) => of_subject(name, subject).map(text),
            Self::Claim(claim) => match name {
                "state" => Some(text(claim.state.name())),
                "required" => Some(Cell::Bool(claim.required)),
                "category" => claim.category.as_ref().map(id),
                _ => None,
            },
            Self::Finding(finding, counted) => match name {
                "id" => Some(id(&finding.id)),
                "rule" => Some(text(&finding.rule)),
                "severity" => Some(text(finding.severity.name())),
                "status" => Some(text(finding.status.name())),
                "tool" => finding.tool.as_deref().map(text),
                "category" => finding.category.as_ref().map(id),
                "path" => finding.path.as_deref().map(text),
                "counted" => Some(Cell::Bool(counted)),
                _ => None,
            },
            Self::Measure(measure, read) => match name {
                "metric" => Some(text(&measure.metric)),
                "scope" => measure.scope.as_deref().map(text),
                "claim" => measure.claim.as_ref().map(id),
                "read" => Some(Cell::Bool(read)),
                _ => None,
            },
            Self::Run(run) => match name {
                "id" => Some(id(&run.id)),
                "tool" => Some(text(&run.tool)),
                "well" => Some(Cell::Bool(run.well)),
                "empty" => Some(Cell::Bool(run.empty)),
                "ended" => run.ended.map(|day| Cell::Text(day.to_string().into())),
                "commit" => run.commit.as_deref().map(text),
                _ => None,
            },
            Self::Signoff(signoff, worth) => match name {
                "id" => Some(id(&signoff.id)),
                "role" => Some(text(&signoff.role)),
                "decision" => signoff.decision.map(|it| text(it.name())),
                "standing" => Some(text(worth.name())),
                "date" => signoff.date.map(|day| Cell::Text(day.to_string().into())),
                _ => None,
            },
            Self::Checklist(tally) => match name {
                "items" => Some(Cell::Int(tally.items)),
                "supported" => Some(Cell::Int(tally.supported)),
                "required" => Some(Cell::Int(tally.required)),
                "required_supported" => Some(Cell::Int(tally.required_supported)),
                _ => None,
            },
        }
    }
}

fn text(text: &str) -> Cell<'_> {
    Cell::Text(Cow::Borrowed(text))
}

impl Indexer for Row<'_> {
    fn get<'b, 'w>(&'b self, field: &dyn Val) -> Result<CowVal<'b, 'w>, ExecutionError>
    where
        Self: 'w,
    {
        let name = field.downcast_ref::<CelString<'_>>().map_or("", CelString::inner);
        match self.field(name) {
            Some(Cell::Bool(truth)) => Ok(CowVal::owned(CelBool::from(truth))),
            Some(Cell::Int(number)) => {
                let number = i64::try_from(number).unwrap_or(i64::MAX);
                Ok(CowVal::owned(CelInt::from(number)))
            }
            Some(Cell::Text(Cow::Borrowed(text))) => Ok(CowVal::owned(CelString::from(text))),
            Some(Cell::Text(Cow::Owned(text))) => Ok(CowVal::owned(CelString::from(text))),
            None => Err(ExecutionError::no_such_key(name)),
        }
    }

    fn steal<'w>(self: Box<Self>, field: &dyn Val) -> Result<Box<dyn Val + 'w>, ExecutionError>
    where
        Self: 'w,
    {
        self.get(field).map(CowVal::into_owned)
    }
}

impl Val for Row<'_> {
    fn get_type(&self) -> &Type {
        &RECORD
    }

    fn cel_type() -> &'static Type {
        &RECORD
    }

    fn as_indexer<'b, 'w>(&'b self) -> Option<&'b (dyn Indexer + 'w)>
    where
        Self: 'w,
    {
        Some(self)
    }

    fn clone_as_boxed<'w>(&self) -> Box<dyn Val + 'w>
    where
        Self: 'w,
    {
        Box::new(*self)
    }
}
