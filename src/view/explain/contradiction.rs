//! A contradiction: what is said, what holds, where both stand, and which gates rest on it.

use super::{Explanation, Parts, Told, plain, some};
use crate::model::RuleLevel;
use crate::model::report::{Said, WayKind};

impl Told<'_> {
    pub(super) fn contradiction(&self, id: &str) -> Option<Explanation> {
        let report = self.report;
        let found = report.contradictions.iter().find(|found| found.id.as_str() == id)?;
        let mut parts = Parts::default();
        let level = match found.level {
            RuleLevel::Error => "an error",
            RuleLevel::Warning => "a warning",
            RuleLevel::Note | RuleLevel::Off => "a note",
        };
        let mut what = vec![format!("a contradiction, {level}, found by the rule {}", found.rule)];
        let rule = report.contradiction_rules.iter().find(|rule| rule.rule == found.rule);
        what.extend(rule.map(|rule| rule.summary.clone()));
        parts.is(what);
        let said = |what: &str, said: &Said| {
            (!said.value.is_empty()).then(|| format!("{what}: {}", plain(&said.value)))
        };
        let mut observed: Vec<String> = said("said", &found.says).into_iter().collect();
        observed.extend(said("holds", &found.holds));
        observed.extend(some(found.about.iter().map(|id| format!("it is about {id}"))));
        let gates = report.gates.iter().filter(|gate| gate.rests_on.contains(&found.id));
        let gates: Vec<_> = gates.map(|gate| format!("gate {} rests on it", gate.id)).collect();
        observed.extend(some(gates.into_iter()));
        parts.observed(observed);
        parts.bytes(self.links(found.says.links.iter().chain(&found.holds.links)));
        let way = &report.verdict.shortest_way.items;
        let mut is_on_the_way = way.iter().filter(|item| item.kind == WayKind::Contradiction);
        let on_the_way = is_on_the_way.any(|item| item.id == found.id);
        let mut changes =
            vec!["saying what holds, or evidence under which what is said holds".to_owned()];
        changes.extend(on_the_way.then(|| "resolving it is on the way to ready".to_owned()));
        parts.changes(changes);
        let title = plain(&found.text);
        Some(Explanation { kind: "contradiction", id: id.to_owned(), title, parts: parts.0 })
    }
}
