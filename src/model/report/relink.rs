//! Carries a thing from one stage to the next: the same fields, its links followed.

use crate::model::{
    Action, Artifact, Category, Declared, Finding, ReportMeta, Run, Section, Signoff, Waiver,
};

/// Turns each `L` of a list into an `M`.
fn each<L, M>(links: Vec<L>, follow: &mut impl FnMut(L) -> M) -> Vec<M> {
    links.into_iter().map(follow).collect()
}

impl<L> Declared<L> {
    /// The same, its links followed.
    pub fn relink<M>(self, follow: &mut impl FnMut(L) -> M) -> Declared<M> {
        Declared {
            status: self.status,
            verdict: self.verdict,
            score: self.score,
            value: self.value,
            change: self.change,
            words: self.words,
            from: each(self.from, follow),
            properties: self.properties,
        }
    }

    /// The same for a list.
    pub fn relink_all<M>(all: Vec<Self>, follow: &mut impl FnMut(L) -> M) -> Vec<Declared<M>> {
        all.into_iter().map(|declared| declared.relink(follow)).collect()
    }
}

impl<L> ReportMeta<L> {
    /// The same, its links followed.
    pub fn relink<M>(self, follow: &mut impl FnMut(L) -> M) -> ReportMeta<M> {
        ReportMeta {
            title: self.title,
            version: self.version,
            date: self.date,
            next_review: self.next_review,
            classification: self.classification,
            prepared_by: self.prepared_by,
            contacts: self.contacts,
            declared: Declared::relink_all(self.declared, follow),
            evidence: each(self.evidence, follow),
            properties: self.properties,
        }
    }
}

impl<L> Category<L> {
    /// The same, its links followed.
    pub fn relink<M>(self, follow: &mut impl FnMut(L) -> M) -> Category<M> {
        Category {
            id: self.id,
            title: self.title,
            body: self.body,
            declared: Declared::relink_all(self.declared, follow),
            evidence: each(self.evidence, follow),
            properties: self.properties,
        }
    }
}

impl<L> Run<L> {
    /// The same, its links followed.
    pub fn relink<M>(self, follow: &mut impl FnMut(L) -> M) -> Run<M> {
        Run {
            id: self.id,
            tool: self.tool,
            command: self.command,
            started_at: self.started_at,
            ended_at: self.ended_at,
            exit_code: self.exit_code,
            commit: self.commit,
            successful: self.successful,
            checked: self.checked,
            evidence: each(self.evidence, follow),
            properties: self.properties,
        }
    }
}

impl<L> Finding<L> {
    /// The same, its links followed.
    pub fn relink<M>(self, follow: &mut impl FnMut(L) -> M) -> Finding<M> {
        Finding {
            id: self.id,
            rule: self.rule,
            title: self.title,
            severity: self.severity,
            tool_severity: self.tool_severity,
            status: self.status,
            status_reason: self.status_reason,
            run: self.run,
            tool: self.tool,
            category: self.category,
            location: self.location,
            fingerprints: self.fingerprints,
            aliases: self.aliases,
            refutes: self.refutes,
            impact: self.impact,
            effort: self.effort,
            owner: self.owner,
            help_uri: self.help_uri,
            body: self.body,
            evidence: each(self.evidence, follow),
            properties: self.properties,
        }
    }
}

impl<L> Artifact<L> {
    /// The same, its links followed.
    pub fn relink<M>(self, follow: &mut impl FnMut(L) -> M) -> Artifact<M> {
        Artifact {
            id: self.id,
            path: self.path,
            title: self.title,
            change: self.change,
            for_: self.for_,
            evidence: each(self.evidence, follow),
            properties: self.properties,
        }
    }
}

impl<L> Action<L> {
    /// The same, its links followed.
    pub fn relink<M>(self, follow: &mut impl FnMut(L) -> M) -> Action<M> {
        Action {
            id: self.id,
            title: self.title,
            priority: self.priority,
            status: self.status,
            owner: self.owner,
            due: self.due,
            effort: self.effort,
            horizon: self.horizon,
            closes: self.closes,
            for_: self.for_,
            body: self.body,
            evidence: each(self.evidence, follow),
            properties: self.properties,
        }
    }
}

impl<L> Waiver<L> {
    /// The same, its links followed.
    pub fn relink<M>(self, follow: &mut impl FnMut(L) -> M) -> Waiver<M> {
        Waiver {
            id: self.id,
            of: self.of,
            reason: self.reason,
            ticket: self.ticket,
            requested_by: self.requested_by,
            approved_by: self.approved_by,
            granted: self.granted,
            expires: self.expires,
            evidence: each(self.evidence, follow),
            properties: self.properties,
        }
    }
}

impl<L> Signoff<L> {
    /// The same, its links followed.
    pub fn relink<M>(self, follow: &mut impl FnMut(L) -> M) -> Signoff<M> {
        Signoff {
            id: self.id,
            role: self.role,
            name: self.name,
            decision: self.decision,
            date: self.date,
            of: self.of,
            conditions: self.conditions,
            note: self.note,
            evidence: each(self.evidence, follow),
            properties: self.properties,
        }
    }
}

impl<L> Section<L> {
    /// The same, its links followed.
    pub fn relink<M>(self, follow: &mut impl FnMut(L) -> M) -> Section<M> {
        Section {
            id: self.id,
            title: self.title,
            place: self.place,
            body: self.body,
            evidence: each(self.evidence, follow),
            properties: self.properties,
        }
    }
}
