//! What holds whatever the bytes are. A target hands them in; what doesn't hold panics.

use std::sync::LazyLock;

use signoff::diagnostic::CODES;
use signoff::evidence::{File, select};
use signoff::ingest::{Adapter, Adapters, InMemory, Mapping, Memory, collect, collect_outside};
use signoff::model::{Findings, Selector, Subject};
use signoff::schema::{Input, validate};

/// Those that ship, and mappings of the tests for syntaxes that no other has.
static ADAPTERS: LazyLock<Adapters> = LazyLock::new(|| {
    let more = [
        include_str!("../../tests/broken_outputs/adapters/lint-toml.toml"),
        include_str!("../../tests/broken_outputs/adapters/lint-xml.toml"),
        include_str!("../../tests/broken_outputs/adapters/lint-yaml.toml"),
    ];
    let read = |text: &str| -> Box<dyn Adapter> { Box::new(Mapping::read(text).expect(text)) };
    Adapters::built_in().with(more.map(read))
});

/// How many places are followed: more take time, and find nothing else.
const PLACES: usize = 50;

/// What an adapter makes of the bytes is what any command takes, or nothing; and each of its places is there.
pub fn ingested(name: &str, bytes: &[u8]) {
    if let Some(adapter) = ADAPTERS.named(name) {
        read(adapter, bytes);
    }
}

/// The same with a mapping that the first byte chooses; where the bytes begin like a document, with what knows them.
pub fn mapped(bytes: &[u8]) {
    let Some((first, rest)) = bytes.split_first() else { return };
    if matches!(first, b'{' | b'[' | b'<') {
        let raw = InMemory { path: "output".to_owned(), bytes: bytes.to_vec() };
        if let Ok(adapter) = ADAPTERS.of(&raw) {
            read(adapter, bytes);
        }
        return;
    }
    let mappings: Vec<_> = ADAPTERS.iter().filter(|it| it.severities().is_some()).collect();
    if let Some(adapter) = mappings.get(usize::from(*first) % mappings.len()) {
        read(*adapter, rest);
    }
}

/// What is refused is refused with a code that is listed; what is taken is taken again after it was written.
pub fn validated(bytes: &[u8]) {
    match validate(vec![input(bytes.to_vec())]) {
        Err(problems) => {
            assert!(!problems.is_empty(), "refused without a word");
            for problem in problems {
                assert!(CODES.iter().any(|(code, _)| *code == problem.code), "{problem:?}");
                assert!(!problem.message.is_empty(), "{problem:?}");
            }
        }
        Ok(_) => {
            let read: Findings = serde_json::from_slice(bytes).expect("valid findings are read");
            again(read);
        }
    }
}

fn read(adapter: &dyn Adapter, bytes: &[u8]) {
    let raw = InMemory { path: "output".to_owned(), bytes: bytes.to_vec() };
    let subject = Subject { name: "shop".to_owned(), ..Subject::default() };
    let collected = match collect(Findings::about(subject), &[(&raw, adapter)]) {
        Ok(collected) => collected,
        Err(error) => {
            assert!(!error.to_string().is_empty(), "refused without a word");
            return;
        }
    };
    let file = File::new(bytes.into());
    for finding in collected.findings.findings.iter().take(PLACES) {
        for at in finding.evidence.iter().filter_map(|link| link.at.as_deref()) {
            let selector = Selector::parse(at).expect(at);
            if let Err(error) = select(&file, &selector) {
                panic!("{at} is nowhere: {error:?}");
            }
        }
    }
    again(collected.findings);
}

/// Written, and read again.
fn again(findings: Findings) {
    let document = collect_outside(findings, &[], &Memory).expect("nothing is added");
    let mut written = Vec::new();
    document.write(&mut written).expect("findings can be written");
    if let Err(problems) = validate(vec![input(written)]) {
        panic!("what was written isn't taken: {:#?}", problems.first());
    }
}

fn input(bytes: Vec<u8>) -> Input {
    Input { name: "findings.json".to_owned(), path: "findings.json".to_owned(), bytes }
}
