//! Claims in the order in which they are shown: by category, each followed by what makes it up.

use std::collections::HashMap;

use crate::model::report::ClaimReport;
use crate::model::{Id, Report};

/// A claim and how deep it lies under others.
pub(super) struct Placed<'a> {
    /// The claim.
    pub(super) claim: &'a ClaimReport,
    /// 0 for one that lies under none.
    pub(super) depth: u8,
}

/// The claims of a category; none is those of no known category.
pub(super) struct Branch<'a> {
    /// The category.
    pub(super) category: Option<&'a Id>,
    /// Its claims in order.
    pub(super) claims: Vec<Placed<'a>>,
}

/// All claims, each once: a category for each of the report's, then the rest where there is any.
pub(super) fn branches(report: &Report) -> Vec<Branch<'_>> {
    let mut branches: Vec<Branch<'_>> = report
        .categories
        .iter()
        .map(|category| Branch { category: Some(&category.id), claims: Vec::new() })
        .collect();
    let places: HashMap<&Id, usize> =
        report.categories.iter().enumerate().map(|(at, category)| (&category.id, at)).collect();
    let mut rest = Branch { category: None, claims: Vec::new() };
    let mut walk = Walk::over(&report.claims);
    for (at, claim) in report.claims.iter().enumerate() {
        if walk.is_root(claim) {
            let branch = place(&mut branches, &places, &mut rest, claim);
            walk.visit(at, &mut branch.claims);
        }
    }
    // Parents that go round in a circle have no root; `schema` refuses them, and they are shown all the same.
    for (at, claim) in report.claims.iter().enumerate() {
        let branch = place(&mut branches, &places, &mut rest, claim);
        walk.visit(at, &mut branch.claims);
    }
    if !rest.claims.is_empty() {
        branches.push(rest);
    }
    branches
}

fn place<'b, 'a>(
    branches: &'b mut [Branch<'a>],
    places: &HashMap<&Id, usize>,
    rest: &'b mut Branch<'a>,
    claim: &ClaimReport,
) -> &'b mut Branch<'a> {
    let at = claim.category.as_ref().and_then(|category| places.get(category));
    at.and_then(|at| branches.get_mut(*at)).unwrap_or(rest)
}

struct Walk<'a> {
    claims: &'a [ClaimReport],
    children: HashMap<&'a Id, Vec<usize>>,
    known: HashMap<&'a Id, usize>,
    seen: Vec<bool>,
}

impl<'a> Walk<'a> {
    fn over(claims: &'a [ClaimReport]) -> Self {
        let mut children: HashMap<&Id, Vec<usize>> = HashMap::new();
        for (at, claim) in claims.iter().enumerate() {
            if let Some(parent) = &claim.parent {
                children.entry(parent).or_default().push(at);
            }
        }
        let known = claims.iter().enumerate().map(|(at, claim)| (&claim.id, at)).collect();
        Self { claims, children, known, seen: vec![false; claims.len()] }
    }

    fn is_root(&self, claim: &ClaimReport) -> bool {
        claim.parent.as_ref().is_none_or(|parent| !self.known.contains_key(parent))
    }

    /// Depth first, without recursion: claims may lie thousands deep.
    fn visit(&mut self, root: usize, out: &mut Vec<Placed<'a>>) {
        let mut open = vec![(root, 0_u8)];
        while let Some((at, depth)) = open.pop() {
            let (Some(seen), Some(claim)) = (self.seen.get_mut(at), self.claims.get(at)) else {
                continue;
            };
            if std::mem::replace(seen, true) {
                continue;
            }
            out.push(Placed { claim, depth });
            let below = self.children.get(&claim.id).map_or(&[][..], Vec::as_slice);
            open.extend(below.iter().rev().map(|child| (*child, depth.saturating_add(1))));
        }
    }
}
