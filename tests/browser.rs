//! The example site in a browser, and held against a checker of HTML that isn't ours. `scripts/setup` installs both.
#![allow(
    clippy::disallowed_methods,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::unwrap_used,
    unreachable_pub,
    reason = "a test that goes wrong panics, and says where"
)]
#![cfg(feature = "pdf")]

mod support;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use support::{AS_OF, files, root, signoff};

/// The example site, published in a folder.
fn site() -> &'static Path {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("example-site");
        let config = root().join("site/site.toml");
        let (config, to) = (config.to_str().unwrap(), folder.to_str().unwrap());
        let output = signoff(&["site", "build", config, "-o", to, "--as-of", AS_OF]);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        folder
    })
}

/// Runs a tool and fails with what it prints.
fn passes(command: &mut Command) {
    let output = command.current_dir(root()).output().unwrap();
    assert!(
        output.status.success(),
        "{command:?}\n{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
}

#[test]
#[ignore = "needs scripts/setup"]
fn the_site_is_read_by_everyone() {
    passes(Command::new("node").arg(root().join("tests/browser/site.mjs")).arg(site()));
}

#[test]
#[ignore = "needs scripts/setup"]
fn its_pages_are_valid() {
    let jar = root().join("target/tools/node_modules/vnu-jar/build/dist/vnu.jar");
    for (kind, ending) in [("--html", ".html"), ("--css", ".css"), ("--svg", ".svg")] {
        let names = files(site()).into_keys().filter(|name| name.ends_with(ending));
        let paths: Vec<PathBuf> = names.map(|name| site().join(name)).collect();
        assert!(!paths.is_empty(), "{ending}");
        passes(
            Command::new("java")
                .args(["-Xss4m", "-jar"])
                .arg(&jar)
                .args(["--errors-only", kind])
                .args(&paths),
        );
    }
}

#[test]
fn the_site_holds_together() {
    let output = signoff(&["site", "check", site().to_str().unwrap()]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}
