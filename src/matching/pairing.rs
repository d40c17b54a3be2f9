//! What is paired so far, and the one way to pair more: proposals that contradict none of the others.

use super::seen::{Seen, Symbol};
use crate::model::MatchReason;

/// A pair that speaks for itself: positions in the order of files.
pub(super) type Proposal = (usize, usize);

/// How findings that share a key are paired.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Take {
    /// Only where one of each side has it.
    Single,
    /// In file order, where equally many of both sides have it.
    Equal,
}

/// The two sides, and who is whose partner.
pub(super) struct Pairing {
    pub(super) old: Vec<Seen>,
    pub(super) new: Vec<Seen>,
    /// For each of the old ones its partner, and why.
    pub(super) partner: Vec<Option<(usize, MatchReason)>>,
    /// For each of the new ones its partner.
    pub(super) origin: Vec<Option<usize>>,
}

impl Pairing {
    pub(super) fn of(old: Vec<Seen>, new: Vec<Seen>) -> Self {
        let (partner, origin) = (vec![None; old.len()], vec![None; new.len()]);
        Self { old, new, partner, origin }
    }

    /// The old ones that have no partner yet, in file order.
    pub(super) fn free_old(&self) -> impl Iterator<Item = (usize, &Seen)> {
        let all = self.old.iter().enumerate().zip(&self.partner);
        all.filter(|(_, partner)| partner.is_none()).map(|(seen, _)| seen)
    }

    /// The new ones that have none.
    pub(super) fn free_new(&self) -> impl Iterator<Item = (usize, &Seen)> {
        let all = self.new.iter().enumerate().zip(&self.origin);
        all.filter(|(_, origin)| origin.is_none()).map(|(seen, _)| seen)
    }

    /// The pairs so far, in the order of the old ones.
    pub(super) fn pairs(&self) -> impl Iterator<Item = (&Seen, &Seen)> {
        let all = self.old.iter().zip(&self.partner);
        all.filter_map(|(old, partner)| Some((old, self.new.get(partner.as_ref()?.0)?)))
    }

    /// Pairs those that share a key.
    pub(super) fn by<K: Ord + Copy, I: IntoIterator<Item = K>>(
        &mut self,
        reason: MatchReason,
        take: Take,
        old: impl Fn(&Seen) -> I,
        new: impl Fn(&Seen) -> I,
    ) {
        self.accept(reason, self.proposals(take, old, new));
    }

    /// Proposals for those that share a key.
    pub(super) fn proposals<K: Ord + Copy, I: IntoIterator<Item = K>>(
        &self,
        take: Take,
        old: impl Fn(&Seen) -> I,
        new: impl Fn(&Seen) -> I,
    ) -> Vec<Proposal> {
        let olds = keyed(self.free_old(), old);
        let news = keyed(self.free_new(), new);
        shared(&olds, &news, take)
    }

    /// Makes pairs of the proposals, but for those of which one side is proposed to several.
    pub(super) fn accept(&mut self, reason: MatchReason, mut proposals: Vec<Proposal>) {
        proposals.sort_unstable();
        proposals.dedup();
        let (mut olds, mut news) = (vec![0_u8; self.old.len()], vec![0_u8; self.new.len()]);
        for (old, new) in &proposals {
            for count in [olds.get_mut(*old), news.get_mut(*new)].into_iter().flatten() {
                *count = count.saturating_add(1);
            }
        }
        for (old, new) in proposals {
            if olds.get(old) == Some(&1) && news.get(new) == Some(&1) {
                self.pair(old, new, reason);
            }
        }
    }

    fn pair(&mut self, old: usize, new: usize, reason: MatchReason) {
        let (Some(partner), Some(origin)) = (self.partner.get_mut(old), self.origin.get_mut(new))
        else {
            return;
        };
        if partner.is_none() && origin.is_none() {
            *partner = Some((new, reason));
            *origin = Some(old);
        }
    }
}

/// Positions by key, in file order where keys are equal.
pub(super) fn keyed<'s, K: Ord + Copy, I: IntoIterator<Item = K>>(
    free: impl Iterator<Item = (usize, &'s Seen)>,
    keys: impl Fn(&Seen) -> I,
) -> Vec<(K, usize)> {
    let each = free.flat_map(|(at, seen)| keys(seen).into_iter().map(move |key| (key, at)));
    let mut all: Vec<(K, usize)> = each.collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// Proposals for the keys that both sides have.
pub(super) fn shared<K: Ord>(
    olds: &[(K, usize)],
    news: &[(K, usize)],
    take: Take,
) -> Vec<Proposal> {
    let mut proposals = Vec::new();
    let mut news = news.chunk_by(|one, other| one.0 == other.0).peekable();
    for old in olds.chunk_by(|one, other| one.0 == other.0) {
        let key = old.first().map(|(key, _)| key);
        while news.next_if(|new| new.first().map(|(key, _)| key) < key).is_some() {}
        let Some(new) = news.next_if(|new| new.first().map(|(key, _)| key) == key) else {
            continue;
        };
        let is_taken = match take {
            Take::Single => old.len() == 1 && new.len() == 1,
            Take::Equal => old.len() == new.len(),
        };
        if is_taken {
            proposals.extend(old.iter().zip(new).map(|((_, old), (_, new))| (*old, *new)));
        }
    }
    proposals
}

/// Which file of the new side is which of the old one: each itself, or as renames say.
pub(super) enum Files {
    /// Files of one path.
    Same,
    /// For the paths of both sides the renames that they are part of.
    Renamed {
        /// From the old path.
        old: std::collections::HashMap<Symbol, Vec<Symbol>>,
        /// To the new path.
        new: std::collections::HashMap<Symbol, Vec<Symbol>>,
    },
}

impl Files {
    /// What stands for the file of an old finding.
    pub(super) fn of_old<'s>(&'s self, seen: &'s Seen) -> &'s [Symbol] {
        match self {
            Self::Same => std::slice::from_ref(&seen.path),
            Self::Renamed { old, .. } => old.get(&seen.path).map_or(&[], Vec::as_slice),
        }
    }

    /// What stands for the file of a new finding.
    pub(super) fn of_new<'s>(&'s self, seen: &'s Seen) -> &'s [Symbol] {
        match self {
            Self::Same => std::slice::from_ref(&seen.path),
            Self::Renamed { new, .. } => new.get(&seen.path).map_or(&[], Vec::as_slice),
        }
    }
}
