//! Claims that rest on themselves, by `claims` and `supported_by` (SEMANTICS rule 12).

use super::problems::Problems;
use super::references::Index;
use super::things::{Of, Thing};
use crate::diagnostic::Diagnostic;

/// Tells each cycle once, with its path. It walks without recursion: a chain may be as long as the file.
pub(super) fn check(all: &[Thing<'_>], index: &Index<'_>, problems: &mut Problems<'_>) {
    let edges = edges(all, index);
    let mut state = vec![State::New; all.len()];
    for start in 0..all.len() {
        if state.get(start) != Some(&State::New) {
            continue;
        }
        let mut path = vec![(start, 0)];
        set(&mut state, start, State::Open);
        while let Some((at, taken)) = path.last_mut() {
            let next = edges.get(*at).and_then(|edges| edges.get(*taken)).copied();
            *taken += 1;
            match next {
                None => {
                    set(&mut state, *at, State::Done);
                    path.pop();
                }
                Some(next) => match state.get(next.to).copied().unwrap_or(State::Done) {
                    State::New => {
                        set(&mut state, next.to, State::Open);
                        path.push((next.to, 0));
                    }
                    State::Open => tell(all, &edges, &path, next.to, problems),
                    State::Done => {}
                },
            }
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    New,
    Open,
    Done,
}

fn set(state: &mut [State], at: usize, to: State) {
    if let Some(state) = state.get_mut(at) {
        *state = to;
    }
}

/// A claim rests on another: one under it, or one in its `supported_by`, at that position.
#[derive(Debug, Clone, Copy)]
struct Edge {
    to: usize,
    by: Option<usize>,
}

fn edges(all: &[Thing<'_>], index: &Index<'_>) -> Vec<Vec<Edge>> {
    let mut edges: Vec<Vec<Edge>> = all.iter().map(|_| Vec::new()).collect();
    for (at, thing) in all.iter().enumerate() {
        let Of::Claim(claim) = thing.of else { continue };
        if let Some(above) = thing.parent.and_then(|parent| edges.get_mut(parent)) {
            above.push(Edge { to: at, by: None });
        }
        for (by, id) in claim.supported_by.iter().enumerate() {
            if let (Some(to), Some(own)) = (index.position(id), edges.get_mut(at)) {
                own.push(Edge { to, by: Some(by) });
            }
        }
    }
    edges
}

/// The cycle is the end of the path, from where it comes back to.
fn tell(
    all: &[Thing<'_>],
    edges: &[Vec<Edge>],
    path: &[(usize, usize)],
    back: usize,
    problems: &mut Problems<'_>,
) {
    let from = path.iter().position(|(at, _)| *at == back).unwrap_or(0);
    let cycle = path.get(from..).unwrap_or_default();
    let by = cycle.iter().rev().find_map(|(at, taken)| {
        let edge = edges.get(*at)?.get(taken.checked_sub(1)?)?;
        Some((all.get(*at)?, edge.by?))
    });
    let Some((thing, by)) = by else { return };
    problems.add(thing.input(), &format!("{}/supported_by/{by}", thing.pointer()), || {
        let ids = cycle.iter().map(|(at, _)| *at).chain([back]).filter_map(|at| all.get(at));
        let ids: Vec<String> = ids.map(|thing| format!("`{}`", thing.id())).collect();
        Diagnostic::error("claim-cycle", format!("claims rest on themselves: {}", shortened(&ids)))
            .help("a claim rests on what is under it and on what is in its `supported_by`; take one away")
    });
}

/// The path; of a long one both ends.
fn shortened(ids: &[String]) -> String {
    match ids {
        [first @ .., last] if ids.len() > 20 => {
            let start = first.get(..18).unwrap_or_default().join(" → ");
            format!("{start} → … ({} more) → {last}", ids.len() - 19)
        }
        _ => ids.join(" → "),
    }
}
