//! The rules that a reader of the code relies on: imports point down, files stay short, and only `cli` knows
//! the clock, the environment and how to write.
#![allow(
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::unwrap_used,
    clippy::wildcard_enum_match_arm,
    unreachable_pub,
    reason = "a test that goes wrong panics, and says where; syn's enums grow"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use syn::visit::Visit;

/// The layers of ARCHITECTURE.md. A module imports lower ones only.
const LAYERS: &[(&str, u8)] = &[
    ("model", 0),
    ("diagnostic", 0),
    ("evidence", 1),
    ("matching", 1),
    ("schema", 2),
    ("policy", 3),
    ("ingest", 3),
    ("assess", 4),
    ("diff", 5),
    ("view", 6),
    ("render", 7),
    ("attest", 8),
    ("site", 9),
    ("cli", 10),
];

/// The most lines that a file may have.
const LONGEST: usize = 400;

/// What only `cli` may say.
const BANNED: &[&str] = &[
    "SystemTime::now",
    "Instant::now",
    "Utc::now",
    "Local::now",
    "env::var",
    "env::vars",
    "env::args",
    "env::current_dir",
    "fs::",
    "File::open",
    "File::create",
    "File::options",
    "OpenOptions::",
    "stdin",
    "stdout",
    "stderr",
    "TcpStream::",
    "Command::new",
];

#[test]
fn imports_point_down() {
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        wrong.extend(
            upward(&module_of(&path), &text)
                .into_iter()
                .map(|to| format!("{} imports {to}", path.display())),
        );
    }
    assert!(wrong.is_empty(), "imports that don't point down:\n{}", wrong.join("\n"));
}

#[test]
fn an_upward_import_is_found() {
    let evidence = vec!["evidence".to_owned(), "store".to_owned()];
    assert_eq!(upward(&evidence, "use crate::assess::judge;"), ["assess"]);
    assert_eq!(upward(&evidence, "fn f() { crate::view::document(); }"), ["view"]);
    assert_eq!(upward(&evidence, "use super::super::schema::Validated;"), ["schema"]);
    assert_eq!(upward(&evidence, "use crate::{model::Id, cli};"), ["cli"]);
    assert_eq!(upward(&evidence, "fn f() { println!(\"{}\", crate::cli::NAME); }"), ["cli"]);
    assert_eq!(upward(&evidence, "mod tests { use super::super::super::render; }"), ["render"]);
    assert_eq!(upward(&evidence, "use crate::matching::pair;"), ["matching"], "sideways");
    assert_eq!(upward(&evidence, "use crate::model::Id; use super::File;"), Vec::<String>::new());
    assert_eq!(upward(&["model".to_owned()], "use crate::diagnostic::Level;"), ["diagnostic"]);
    assert_eq!(upward(&["diagnostic".to_owned()], "use crate::model::Id;"), Vec::<String>::new());
    let render = vec!["render".to_owned()];
    assert_eq!(upward(&render, "use crate::assess::judge;"), ["assess"], "render sees view only");
    assert_eq!(upward(&render, "use crate::view::Block;"), Vec::<String>::new());
}

#[test]
fn every_module_has_a_layer() {
    let known: Vec<&str> = LAYERS.iter().map(|(name, _)| *name).collect();
    for (path, _) in sources() {
        if let Some(top) = module_of(&path).first() {
            assert!(known.contains(&top.as_str()), "{} is in no layer", path.display());
        }
    }
}

#[test]
fn files_are_short_and_say_what_lives_there() {
    for (path, text) in sources() {
        let lines = text.lines().count();
        assert!(lines <= LONGEST, "{} has {lines} lines", path.display());
        assert!(text.starts_with("//!"), "{} doesn't say what lives there", path.display());
    }
}

#[test]
fn only_the_command_line_knows_the_world() {
    for (path, text) in sources() {
        let module = module_of(&path);
        let is_test = module.iter().any(|part| part == "tests");
        if is_test || module.is_empty() || module.first().is_some_and(|top| top == "cli") {
            continue;
        }
        let found = worldly(&text);
        assert!(found.is_empty(), "{} uses {found:?}", path.display());
    }
}

#[test]
fn a_look_at_the_clock_is_found() {
    assert_eq!(worldly("fn f() { std::time::SystemTime::now(); }"), ["SystemTime::now"]);
    assert_eq!(worldly("fn f() { std::fs::write(\"a\", \"b\"); }"), ["fs::"]);
    assert_eq!(worldly("use std::fs; fn f() {}"), ["fs::"]);
    assert_eq!(worldly("#[cfg(test)] mod tests { use std::fs; }"), Vec::<&str>::new());
    assert_eq!(worldly("// fs::write\nfn f() {}"), Vec::<&str>::new());
}

/// Every source file with its text.
fn sources() -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|suffix| suffix == "rs") {
                found.push((path.clone(), fs::read_to_string(&path).unwrap()));
            }
        }
    }
    found.sort();
    assert!(found.len() > 20, "the sources are not where they were");
    found
}

/// `src/evidence/store.rs` is `evidence::store`; `src/lib.rs` and `src/main.rs` are the root.
fn module_of(path: &Path) -> Vec<String> {
    let inside = path.strip_prefix(Path::new(env!("CARGO_MANIFEST_DIR")).join("src")).unwrap();
    let mut parts: Vec<String> =
        inside.with_extension("").iter().map(|part| part.to_str().unwrap().to_owned()).collect();
    if parts.last().is_some_and(|last| ["mod", "lib", "main"].contains(&last.as_str())) {
        parts.pop();
    }
    parts
}

/// The modules that `text`, which is that of `module`, imports and may not.
fn upward(module: &[String], text: &str) -> Vec<String> {
    let Some(top) = module.first() else { return Vec::new() };
    let file = syn::parse_file(text).unwrap();
    let mut imports = Imports { module: module.to_vec(), found: BTreeSet::new() };
    imports.visit_file(&file);
    imports.found.into_iter().filter(|to| !may_import(top, to)).collect()
}

fn may_import(from: &str, to: &str) -> bool {
    let layer = |name: &str| LAYERS.iter().find(|(known, _)| *known == name).map(|(_, at)| *at);
    let (Some(from_layer), Some(to_layer)) = (layer(from), layer(to)) else {
        return true; // not a module of ours: an item of the root
    };
    let exception = from == "diagnostic" && to == "model";
    let blind = from == "render" && to_layer > 0 && to != "view" && to != "render";
    from == to || exception || (to_layer < from_layer && !blind)
}

/// Collects the top-level modules that are named by `crate::` and `super::` paths, wherever they stand.
struct Imports {
    module: Vec<String>,
    found: BTreeSet<String>,
}

impl Imports {
    fn see(&mut self, segments: &[String]) {
        let named = match segments.first().map(String::as_str) {
            Some("crate") => segments.get(1).cloned(),
            Some("super") => {
                let ups = segments.iter().take_while(|segment| *segment == "super").count();
                match self.module.len().checked_sub(ups) {
                    Some(0) => segments.get(ups).cloned(),
                    Some(_) => self.module.first().cloned(),
                    None => None,
                }
            }
            _ => None,
        };
        if let Some(named) = named {
            self.found.insert(named);
        }
    }

    fn tree(&mut self, before: &[String], tree: &syn::UseTree) {
        match tree {
            syn::UseTree::Path(path) => {
                let mut longer = before.to_vec();
                longer.push(path.ident.to_string());
                self.tree(&longer, &path.tree);
            }
            syn::UseTree::Group(group) => {
                for item in &group.items {
                    self.tree(before, item);
                }
            }
            syn::UseTree::Name(name) => {
                let mut longer = before.to_vec();
                longer.push(name.ident.to_string());
                self.see(&longer);
            }
            syn::UseTree::Rename(name) => {
                let mut longer = before.to_vec();
                longer.push(name.ident.to_string());
                self.see(&longer);
            }
            syn::UseTree::Glob(_) => self.see(before),
        }
    }
}

impl<'ast> Visit<'ast> for Imports {
    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        self.tree(&[], &item.tree);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let segments: Vec<String> =
            path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        self.see(&segments);
        syn::visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, call: &'ast syn::Macro) {
        // What a macro is given is tokens, not paths: take them as text.
        let tokens = call.tokens.to_string().replace(' ', "");
        for start in ["crate::", "super::"] {
            for (at, _) in tokens.match_indices(start) {
                let rest = &tokens[at..];
                let end = rest.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == ':'));
                let path = &rest[..end.unwrap_or(rest.len())];
                let segments: Vec<String> = path.split("::").map(str::to_owned).collect();
                self.see(&segments);
            }
        }
        syn::visit::visit_macro(self, call);
    }

    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        self.module.push(item.ident.to_string());
        syn::visit::visit_item_mod(self, item);
        self.module.pop();
    }
}

/// What of the world `text` uses outside of its tests.
fn worldly(text: &str) -> Vec<&'static str> {
    let mut file = syn::parse_file(text).unwrap();
    file.items.retain(|item| !is_test(item));
    let mut paths = Paths { found: Vec::new() };
    paths.visit_file(&file);
    let uses = |banned: &str| {
        paths.found.iter().any(|path| match banned.strip_suffix("::") {
            Some(module) => path.split("::").any(|part| part == module),
            None => path.ends_with(banned),
        })
    };
    BANNED.iter().copied().filter(|banned| uses(banned)).collect()
}

fn is_test(item: &syn::Item) -> bool {
    let attributes = match item {
        syn::Item::Mod(item) => &item.attrs,
        syn::Item::Fn(item) => &item.attrs,
        _ => return false,
    };
    attributes.iter().any(|attribute| match &attribute.meta {
        syn::Meta::List(list) => {
            list.path.is_ident("cfg") && list.tokens.to_string().contains("test")
        }
        _ => false,
    })
}

/// Every path that a file names, in `use` lines too.
struct Paths {
    found: Vec<String>,
}

impl Paths {
    fn tree(&mut self, before: &str, tree: &syn::UseTree) {
        let longer = |ident: &syn::Ident| format!("{before}::{ident}");
        match tree {
            syn::UseTree::Path(path) => self.tree(&longer(&path.ident), &path.tree),
            syn::UseTree::Group(group) => {
                group.items.iter().for_each(|item| self.tree(before, item));
            }
            syn::UseTree::Name(name) => self.found.push(longer(&name.ident)),
            syn::UseTree::Rename(name) => self.found.push(longer(&name.ident)),
            syn::UseTree::Glob(_) => self.found.push(before.to_owned()),
        }
    }
}

impl<'ast> Visit<'ast> for Paths {
    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        // A file of ours may be called File; only the standard library's reaches the world.
        if let syn::UseTree::Path(path) = &item.tree
            && path.ident == "std"
        {
            self.tree("", &item.tree);
        }
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let segments: Vec<String> =
            path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        let ours = segments.len() < 2 || segments.contains(&"crate".to_owned());
        if !ours && segments[0] != "File" && segments[0] != "Self" {
            self.found.push(segments.join("::"));
        }
        syn::visit::visit_path(self, path);
    }
}
