//! `JUnit` XML, in its dialects. There is no standard; what writers agree on is elements `testsuites`,
//! `testsuite`, `testcase`, and `error`, `failure`, `skipped` in a case.

use super::{Builder, Mark, Status, TestResult, Whole};
use crate::evidence::xml::text::attribute_text;
use crate::evidence::xml::{Document, Index};

/// Reads a document whose root is `testsuites` or `testsuite`.
pub(super) fn read(document: &Document, text: &str) -> Result<Option<TestResult>, String> {
    let name = |index: Index| document.name(text, index);
    if !matches!(name(0), "testsuites" | "testsuite") {
        return Ok(None);
    }
    let mut builder = Builder::default();
    // By element: the innermost suite with a name in which it lies.
    let mut within: Vec<Option<usize>> = Vec::with_capacity(document.len());
    for index in 0..document.len() {
        let parent = document.parent(index);
        let outer = parent.and_then(|parent| within.get(parent).copied().flatten());
        let mut inner = outer;
        match name(index) {
            "testsuites" | "testsuite" => {
                let own = attribute_text(document, text, index, "name")?.unwrap_or_default();
                inner = builder.suite(outer, &own, document.span(index));
            }
            "testcase" => case(document, text, index, outer, &mut builder)?,
            // What goes wrong before or behind the cases is said of the suite itself.
            "error" | "failure" if parent.is_some_and(|it| name(it) == "testsuite") => {
                builder.mark(outer, Status::Failed);
            }
            _ => {}
        }
        within.push(inner);
    }
    builder.finish(Whole::CasesAndSuites).map(Some)
}

fn case(
    document: &Document,
    text: &str,
    index: Index,
    suite: Option<usize>,
    builder: &mut Builder,
) -> Result<(), String> {
    let attribute = |name: &str| attribute_text(document, text, index, name);
    let mut worst = None;
    for child in document.children(index) {
        worst = worst.max(Mark::of_element(document.name(text, child)));
    }
    let said = [attribute("status")?, attribute("result")?];
    worst = worst.max(said.iter().flatten().filter_map(|word| Mark::of_word(word)).max());
    let status = match worst {
        Some(Mark::Error) => Status::Error,
        Some(Mark::Failure) => Status::Failed,
        Some(Mark::Skipped) => Status::Skipped,
        None => Status::Passed,
    };
    let name = attribute("name")?.unwrap_or_default();
    builder.case(suite, attribute("classname")?.as_deref(), &name, status, document.span(index));
    Ok(())
}
