//! `checklist`: the claims of the required items are supported. A tick supports nothing (SEMANTICS rules 13
//! and 15).

use super::claims_asked::{self, Asked};
use super::{Ground, Judged, Needs, Ruling};
use crate::assess::words::code;
use crate::model::Id;

/// The gate.
pub(super) struct Checklist<'a> {
    /// The list; those of every list where none is named.
    pub(super) list: Option<&'a Id>,
}

impl Checklist<'_> {
    fn asked<'a>(&self, ground: &Ground<'a>) -> Asked<'a> {
        let lists = ground.facts.checklists.iter();
        let lists = lists.filter(|list| self.list.is_none_or(|asked| *asked == list.id));
        let items = lists.flat_map(|list| &list.items).filter(|item| item.required);
        let claims = items.filter_map(|item| ground.claim(&item.claim)).map(|(index, _)| index);
        Asked::of(claims, ground)
    }

    fn is_lacking(&self, ground: &Ground<'_>) -> bool {
        let is_there = |id: &Id| ground.facts.checklists.iter().any(|list| list.id == *id);
        self.list.is_some_and(|id| !is_there(id))
    }
}

impl Judged for Checklist<'_> {
    fn title(&self) -> String {
        match self.list {
            Some(list) => format!("Checklist {}", code(list)),
            None => "Required checklist items".to_owned(),
        }
    }

    fn ruling(&self, ground: &Ground<'_>) -> Ruling {
        let mut ruling = claims_asked::ruling(&self.asked(ground), "required item");
        if self.is_lacking(ground) {
            "The findings have no such checklist.".clone_into(&mut ruling.because);
        }

        ruling
    }

    fn needs(&self, ground: &Ground<'_>) -> Needs {
        claims_asked::needs(&self.asked(ground), ground)
    }
}
