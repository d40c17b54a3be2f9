//! `expression`: a condition in the Common Expression Language holds (SEMANTICS rule 15).
//!
//! `policy::expression` reads and checks it; here it is evaluated: `answers` holds what functions say of the
//! facts, `values` shows the facts to the interpreter, `observed` says what was seen.

mod answers;
mod observed;
#[cfg(test)]
mod tests;
mod values;

use std::sync::{Arc, LazyLock};

use cel::common::types::CelBool;
use cel::extractors::Arguments;
use cel::{Context, Env, ExecutionError, Value};

use super::{Ground, Judged, Needs, Ruling};
use crate::assess::words::{code, number, quoted};
use crate::model::{Id, Outcome};
use crate::policy::expression::{
    Call, Expression as Compiled, FUNCTIONS, MOST_STEPS, Named, Sizes,
};
use answers::Answers;

/// The gate.
pub(super) struct Expression<'a> {
    pub(super) when: &'a str,
}

impl Judged for Expression<'_> {
    fn title(&self) -> String {
        "A condition of the policy's own".to_owned()
    }

    /// What waivers cover is not left out: such a gate is waived as a whole.
    fn ruling(&self, ground: &Ground<'_>) -> Ruling {
        let threshold = self.when.split_whitespace().collect::<Vec<_>>().join(" ");
        let remembered = Compiled::remembered(self.when);
        let expression = match &*remembered {
            Ok(expression) => expression,
            Err(faults) => {
                let said = faults.first().map_or("", |fault| fault.message.as_str());
                let because = unsaid(&quoted(said));
                let (outcome, observed) = (Outcome::Undetermined, "nothing".to_owned());
                return Ruling { outcome, threshold, observed, because, rests_on: Vec::new() };
            }
        };
        let (outcome, because) = match evaluate(expression, ground) {
            Ok(true) => (Outcome::Pass, String::new()),
            Ok(false) => (Outcome::Fail, "The condition doesn't hold.".to_owned()),
            Err(reason) => (Outcome::Undetermined, unsaid(&reason)),
        };
        let observed = observed::observed(&expression.named, ground);
        Ruling { outcome, threshold, observed, because, rests_on: rests_on(&expression.named) }
    }

    fn needs(&self, _ground: &Ground<'_>) -> Needs {
        Needs { condition: true, ..Needs::default() }
    }
}

fn unsaid(reason: &str) -> String {
    format!("It can't be said whether the condition holds: {reason}.")
}

/// The ids that it names.
fn rests_on(named: &[Named]) -> Vec<Id> {
    let mut ids: Vec<Id> = Vec::new();
    for one in named {
        let id = match one {
            Named::Call(Call::Meets(id, _) | Call::State(id)) | Named::Thing(_, id) => id,
            Named::Call(Call::Open(_) | Call::Score(..))
            | Named::AsOf
            | Named::Subject(_)
            | Named::All(_) => continue,
        };
        if !ids.contains(id) {
            ids.push(id.clone());
        }
    }
    ids
}

/// Whether the condition holds, or why that can't be said.
fn evaluate(expression: &Compiled, ground: &Ground<'_>) -> Result<bool, String> {
    static LANGUAGE: LazyLock<Arc<Env>> = LazyLock::new(|| Arc::new(Env::stdlib()));
    let sizes =
        Sizes { list: &|list| values::size(list, ground), longest: values::longest(ground) };
    if expression.steps(&sizes) > MOST_STEPS {
        return Err(format!("it would take more than {} steps", number(MOST_STEPS)));
    }
    let mut context = Context::with_env(Arc::clone(&LANGUAGE));
    for variable in &expression.uses {
        if let Some(value) = values::variable(variable, ground) {
            context.add_variable_as_val(*variable, value);
        }
    }
    let answers = Arc::new(Answers::of(&expression.named, ground));
    for function in FUNCTIONS {
        let (name, answers) = (function.name, Arc::clone(&answers));
        let answer = move |Arguments(given): Arguments| answers.get(name, &given);
        context.add_function(name, answer).map_err(|error| quoted(&error.to_string()))?;
    }
    let value = Value::resolve_val(&expression.tree, &context).map_err(|error| reason(&error))?;
    match value.downcast_ref::<CelBool>() {
        Some(holds) => Ok(*holds.inner()),
        None => Err("it is no condition".to_owned()),
    }
}

/// Why it couldn't be evaluated, inside a sentence.
#[expect(clippy::wildcard_enum_match_arm, reason = "the interpreter's errors grow")]
fn reason(error: &ExecutionError) -> String {
    match error {
        ExecutionError::NoSuchKey(name) => format!("there is no {}", code(name)),
        ExecutionError::IndexOutOfBounds(_) => "a list has fewer parts than it asks for".to_owned(),
        ExecutionError::DivisionByZero(_) | ExecutionError::RemainderByZero(_) => {
            "it divides by zero".to_owned()
        }
        ExecutionError::Overflow(..) => "a number in it becomes too large".to_owned(),
        ExecutionError::FunctionError { message, .. } => message.clone(),
        other => quoted(&crate::model::words::shortened(&other.to_string())),
    }
}
