//! A run (3.14): what was run, when and how it ended, and what it says of itself.

use serde_json::{Map, Value, json};

use super::context::tool;
use super::inline;
use super::messages;
use super::places::{Places, at};
use super::written::{Invocation, Notification, Rule, Run as Written};
use crate::model::words::shortened;
use crate::model::{Id, Moment, Properties, Run, Tool};

/// A note, and its place below the run.
type Note = (String, String);

/// The run, and what the reader should know of it.
pub(super) fn told(run: &Written) -> (Run, Vec<Note>) {
    let mut notes = not_looked(run);
    let places = Places::of(run);
    let started_at = moments(run, |it| it.start_time_utc.as_deref(), &mut notes).into_iter().next();
    let ended_at = moments(run, |it| it.end_time_utc.as_deref(), &mut notes).pop();
    let mut codes = run.invocations.iter().filter_map(|it| it.exit_code);
    let first = codes.clone().next();
    let mut warnings = Vec::new();
    for (number, invocation) in run.invocations.iter().enumerate() {
        let below = format!("/invocations/{number}");
        failure(invocation, &below, &mut notes);
        notifications(run, invocation, &below, &mut notes, &mut warnings);
    }
    let revision = run.version_control_provenance.iter();
    let mut revision = revision.filter_map(|it| it.get("revisionId")?.as_str());
    let told = Run {
        id: Id::default(),
        tool: Tool {
            name: tool(run).to_owned(),
            version: run.tool.driver.stated_version().cloned(),
        },
        command: run.invocations.iter().find_map(|it| command(it, &places)),
        started_at,
        ended_at,
        exit_code: codes.find(|code| *code != 0).or(first),
        commit: revision.next().map(str::to_owned),
        successful: successful(run),
        checked: checked(run),
        evidence: Vec::new(),
        properties: properties(run, warnings, &places),
    };
    (told, notes)
}

/// A run that has no list of results made no attempt to find any (3.14.23), or keeps them in another file.
fn not_looked(run: &Written) -> Vec<Note> {
    let mut notes = Vec::new();
    let elsewhere = inline::elsewhere(run);
    if !elsewhere.is_empty() {
        let names = elsewhere.join("`, `");
        notes.push((
            format!("the run keeps `{}` in other files, which aren't read", shortened(&names)),
            "/externalPropertyFileReferences".to_owned(),
        ));
    }
    if run.results.is_none() {
        let name = shortened(tool(run));
        let message = format!("the run of “{name}” has no list of results: it looked for none");
        notes.push((message, String::new()));
    }
    notes
}

/// How many files it was told to look at, where it says so; none where it didn't look.
fn checked(run: &Written) -> Option<u64> {
    if run.results.is_none() {
        return Some(0);
    }
    let is_target = |roles: &[String]| roles.iter().any(|role| role == "analysisTarget");
    let targets = run.artifacts.iter().filter(|artifact| is_target(&artifact.roles)).count();
    u64::try_from(targets).ok().filter(|targets| *targets > 0)
}

/// Whether all that was executed ended well; unknown where one of it doesn't say.
fn successful(run: &Written) -> Option<bool> {
    let failed = |it: &Invocation| {
        it.execution_successful == Some(false) || it.process_start_failure_message.is_some()
    };
    if run.invocations.iter().any(failed) {
        return Some(false);
    }
    let all = run.invocations.iter().all(|it| it.execution_successful == Some(true));
    (all && !run.invocations.is_empty()).then_some(true)
}

fn failure(invocation: &Invocation, below: &str, notes: &mut Vec<Note>) {
    if let Some(message) = &invocation.process_start_failure_message {
        notes.push((format!("the run didn't start: {}", shortened(message)), below.to_owned()));
    } else if invocation.execution_successful == Some(false) {
        let why = [&invocation.exit_code_description, &invocation.exit_signal_name];
        let why = why.into_iter().flatten().next().map(|why| format!(": {}", shortened(why)));
        let why = why.unwrap_or_default();
        let message = format!("the run says that it was not successful{why}");
        notes.push((message, below.to_owned()));
    }
}

/// Errors that the tool met are notes, warnings are kept with the run.
fn notifications(
    run: &Written,
    invocation: &Invocation,
    below: &str,
    notes: &mut Vec<Note>,
    warnings: &mut Vec<Value>,
) {
    let lists = [
        ("toolExecutionNotifications", &invocation.tool_execution_notifications),
        ("toolConfigurationNotifications", &invocation.tool_configuration_notifications),
    ];
    for (name, list) in lists {
        for (number, notification) in list.iter().enumerate() {
            let (level, message) = notified(run, notification);
            match level {
                "error" => notes.push((
                    format!("the run met an error: {}", shortened(&message)),
                    format!("{below}/{name}/{number}"),
                )),
                "warning" => warnings.push(Value::from(message)),
                _ => {}
            }
        }
    }
}

/// The level (3.58.6) and the text of a notification.
fn notified<'r>(run: &'r Written, notification: &'r Notification) -> (&'r str, String) {
    let known = &run.tool.driver.notifications;
    let descriptor = &notification.descriptor;
    let by_index = || at(known, descriptor.index?);
    let by_id = || known.iter().find(|it| it.id.is_some() && it.id == descriptor.id);
    let known: Option<&Rule> = by_index().or_else(by_id);
    let default = || known?.default_configuration.as_ref()?.level.as_deref();
    let level = notification.level.as_deref().or_else(default).unwrap_or("warning");
    let own = known.map(|known| &known.message_strings);
    let global = &run.tool.driver.global_message_strings;
    let strings: Vec<_> = own.into_iter().chain([global]).collect();
    let said = messages::said(&notification.message, &strings).text;
    let thrown = || notification.exception.message.clone().or(notification.exception.kind.clone());
    let text = Some(said).filter(|said| !said.is_empty()).or_else(thrown);
    (level, text.or_else(|| descriptor.id.clone()).unwrap_or_else(|| "no message".to_owned()))
}

/// The command line; where there is none, the program with its arguments.
fn command(invocation: &Invocation, places: &Places<'_>) -> Option<String> {
    if let Some(line) = invocation.command_line.as_ref().filter(|line| !line.is_empty()) {
        return Some(line.clone());
    }
    let program = places.file(&invocation.executable_location)?;
    let words = std::iter::once(program).chain(invocation.arguments.iter().cloned());
    Some(words.collect::<Vec<_>>().join(" "))
}

/// The times that the invocations state, in their order. One that is no time is told.
fn moments<'r>(
    run: &'r Written,
    time: impl Fn(&'r Invocation) -> Option<&'r str>,
    notes: &mut Vec<Note>,
) -> Vec<Moment> {
    let mut moments = Vec::new();
    for (number, invocation) in run.invocations.iter().enumerate() {
        let Some(text) = time(invocation) else { continue };
        match Moment::parse(text) {
            Some(moment) => moments.push(moment),
            None => notes.push((
                format!("its time `{}` is no time, and is left out", shortened(text)),
                format!("/invocations/{number}"),
            )),
        }
    }
    moments
}

/// What the model has no field for.
fn properties(run: &Written, warnings: Vec<Value>, places: &Places<'_>) -> Properties {
    let list = |list: Vec<Value>| (!list.is_empty()).then_some(Value::Array(list));
    let object = |map: &Map<String, Value>| (!map.is_empty()).then(|| Value::Object(map.clone()));
    let extensions = run.tool.extensions.iter();
    let extensions =
        extensions.map(|it| json!({ "name": it.name, "version": it.stated_version() })).collect();
    let folder = run.invocations.iter().find_map(|it| places.file(&it.working_directory));
    let kinds = run.results.as_ref().map(|counted| &counted.0);
    let kinds = kinds.filter(|kinds| kinds.keys().any(|kind| kind != "fail"));
    let rest = [
        ("extensions", list(extensions)),
        ("kinds", kinds.map(|kinds| json!(kinds))),
        ("warnings", list(warnings)),
        ("workingDirectory", folder.map(Value::from)),
        ("versionControlProvenance", list(run.version_control_provenance.clone())),
        ("automationDetails", object(&run.automation_details)),
        ("baselineGuid", run.baseline_guid.clone().map(Value::from)),
        ("columnKind", run.column_kind.clone().map(Value::from)),
        ("conversion", run.conversion.clone()),
        ("properties", object(&run.properties)),
    ];
    let there = rest.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?)));
    there.collect()
}
