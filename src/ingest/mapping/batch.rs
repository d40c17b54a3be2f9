//! Elements of a list that are mapped side by side: what a program gives of one hangs on nothing that it gave of
//! another. They are taken in their order.

use std::sync::LazyLock;

use jaq_json::Val;
use rayon::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};
use serde_json::Value;

use super::elements::Element;
use super::given;
use super::program::Program;

/// How many elements wait for each other at most.
const ELEMENTS: usize = 128;
/// How many bytes of the document they are together; one that is larger waits alone.
const BYTES: u64 = 1024 * 1024;
/// The stack of a thread: programs go down with what they read.
const STACK: usize = 16 * 1024 * 1024;

/// Threads with room for that; none where the system gives none, and all is done on the one that is there.
static THREADS: LazyLock<Option<ThreadPool>> =
    LazyLock::new(|| ThreadPoolBuilder::new().stack_size(STACK).build().ok());

/// What a program gives of an element, up to where it fails.
pub(super) type Told = Vec<Result<Value, String>>;

/// Elements that wait.
#[derive(Default)]
pub(super) struct Batch {
    elements: Vec<Element>,
    bytes: u64,
}

impl Batch {
    /// Adds an element; whether they have waited enough.
    pub(super) fn is_full_with(&mut self, element: Element) -> bool {
        self.bytes += element.bytes;
        self.elements.push(element);
        self.elements.len() >= ELEMENTS || self.bytes >= BYTES
    }

    /// What the program gives of each, in their order. None wait any more.
    pub(super) fn mapped(&mut self, program: &Program, roots: &[Val]) -> Vec<(Element, Told)> {
        self.bytes = 0;
        let elements = std::mem::take(&mut self.elements);
        let one = |element: &Element| {
            told(program, roots.get(element.document).unwrap_or(&Val::Null), &element.value)
        };
        let told: Vec<Told> = match &*THREADS {
            Some(threads) if elements.len() > 1 => {
                threads.install(|| elements.par_iter().map(one).collect())
            }
            Some(_) | None => elements.iter().map(one).collect(),
        };
        elements.into_iter().zip(told).collect()
    }
}

/// What a program gives of an element, up to where it fails.
pub(super) fn told(program: &Program, root: &Val, element: &Val) -> Told {
    let mut all = Vec::new();
    for result in program.run(root, element.clone()) {
        let value = given(result);
        let has_failed = value.is_err();
        all.push(value);
        if has_failed {
            break;
        }
    }
    all
}
