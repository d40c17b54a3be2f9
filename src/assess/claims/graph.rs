//! Which claim rests on which: its required children, or all of them, and `supported_by` (SEMANTICS rule 12).

use std::collections::HashMap;

use super::required::Asked;
use crate::model::{ClaimFacts, Id};

/// The claims on which each rests, and an order in which those come first.
pub(in crate::assess) struct ClaimGraph {
    rests_on: Vec<Vec<usize>>,
    has_claims: Vec<bool>,
    dangling: Vec<Option<Id>>,
    order: Vec<usize>,
}

impl ClaimGraph {
    /// Reads the graph. `asked` says of each claim whether it must hold.
    ///
    /// References that lead nowhere and cycles are errors long before; here the first count as unsupported,
    /// and what is on a cycle comes last in the order.
    pub(super) fn new(claims: &[ClaimFacts], asked: &[Asked]) -> Self {
        let index_of: HashMap<&Id, usize> =
            claims.iter().enumerate().map(|(index, claim)| (&claim.id, index)).collect();
        let mut children: Vec<Vec<usize>> = vec![Vec::new(); claims.len()];
        for (index, claim) in claims.iter().enumerate() {
            let parent = claim.parent.as_ref().and_then(|parent| index_of.get(parent));
            if let Some(of_parent) = parent.and_then(|&parent| children.get_mut(parent)) {
                of_parent.push(index);
            }
        }
        let has_claims = children.iter().map(|children| !children.is_empty()).collect();
        let is_required = |index: &usize| asked.get(*index) == Some(&Asked::Required);
        let mut dangling = vec![None; claims.len()];
        let mut rests_on = children;
        for ((claim, rests), dangling) in claims.iter().zip(&mut rests_on).zip(&mut dangling) {
            if rests.iter().any(is_required) {
                rests.retain(is_required);
            }
            for other in &claim.supported_by {
                match index_of.get(other) {
                    Some(&other) => rests.push(other),
                    None => *dangling = Some(other.clone()),
                }
            }
        }
        let order = order(&rests_on);
        Self { rests_on, has_claims, dangling, order }
    }

    /// The claims that count for `index`.
    pub(in crate::assess) fn rests_on(&self, index: usize) -> &[usize] {
        self.rests_on.get(index).map_or(&[], Vec::as_slice)
    }

    /// Whether claims are under `index`.
    pub(in crate::assess) fn has_claims(&self, index: usize) -> bool {
        self.has_claims.get(index).copied().unwrap_or(false)
    }

    /// A claim that `index` names and nobody makes.
    pub(super) fn dangling(&self, index: usize) -> Option<&Id> {
        self.dangling.get(index).and_then(Option::as_ref)
    }

    /// All claims, those first on which others rest.
    pub(in crate::assess) fn order(&self) -> &[usize] {
        &self.order
    }
}

/// Kahn's algorithm (CACM 5(11), 1962): linear, and no recursion that deep nesting could exhaust.
fn order(rests_on: &[Vec<usize>]) -> Vec<usize> {
    let mut open: Vec<usize> = rests_on.iter().map(Vec::len).collect();
    let mut carries: Vec<Vec<usize>> = vec![Vec::new(); rests_on.len()];
    for (index, others) in rests_on.iter().enumerate() {
        for &other in others {
            if let Some(carries) = carries.get_mut(other) {
                carries.push(index);
            }
        }
    }
    let mut order: Vec<usize> =
        open.iter().enumerate().filter(|(_, open)| **open == 0).map(|(index, _)| index).collect();
    let mut next = 0;
    while let Some(&index) = order.get(next) {
        next += 1;
        for &above in carries.get(index).map_or(&[][..], Vec::as_slice) {
            if let Some(open) = open.get_mut(above) {
                *open -= 1;
                if *open == 0 {
                    order.push(above);
                }
            }
        }
    }
    order.extend(open.iter().enumerate().filter(|(_, open)| **open > 0).map(|(index, _)| index));
    order
}
