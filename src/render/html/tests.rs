//! What the page holds, of a friendly document and of a hostile one.

use super::render;
use crate::render::specimen;
use crate::view::Document;

fn page(document: &Document) -> String {
    String::from_utf8(render(document).unwrap()).unwrap()
}

/// Writes the specimens for validators and eyes: `SPECIMENS=folder cargo test write_specimens -- --ignored`.
#[test]
#[ignore = "writes files for validators and eyes"]
#[expect(clippy::disallowed_methods, reason = "a person asks for it by an environment variable")]
fn write_specimens() {
    let folder = std::path::PathBuf::from(std::env::var("SPECIMENS").unwrap());
    for (name, document) in [
        ("friendly", specimen::friendly()),
        ("hostile", specimen::hostile()),
        ("endless", specimen::endless()),
    ] {
        std::fs::write(folder.join(name).with_extension("html"), render(&document).unwrap())
            .unwrap();
    }
}
