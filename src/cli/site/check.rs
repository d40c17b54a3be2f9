//! `signoff site check`: what holds of a published site.

use std::path::Path;

use super::super::args::SiteCheckOptions;
use super::super::exit::{Exit, Failure, Texts};
use super::super::terminal::Terminal;
use super::super::{inputs, package};
use crate::diagnostic::{Diagnostic, Level};
use crate::model::site::Site;
use crate::site::check::{Looked, check};
use crate::site::merkle::{Record, records};
use crate::view::labels::{bytes, counted};

pub(super) fn run(options: &SiteCheckOptions, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let earlier = options.against.as_deref().map(Earlier::read).transpose()?;
    let progress = terminal.progress("checking the site");
    let folder = package::folder(&options.site)?;
    let (looked, mut told) = check(&folder, earlier.as_ref().and_then(Earlier::records));
    progress.finish_and_clear();
    if let Some(Earlier::Root(root)) = &earlier {
        told.extend(other_root(&site(&options.site.join("index.json"))?, root));
    }
    terminal.diagnostics(&told, &Texts::new());
    terminal.note(&summary(&looked));
    let is_wrong = told.iter().any(|told| told.level == Level::Error);
    Ok(if is_wrong { Exit::Unverified } else { Exit::Within })
}

/// An earlier state of a site.
enum Earlier {
    Records(Vec<Record>),
    /// 64 hexadecimal digits.
    Root(String),
}

impl Earlier {
    fn read(named: &str) -> Result<Self, Failure> {
        let digits = named.strip_prefix("sha256:").unwrap_or(named);
        if digits.len() == 64 && digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Ok(Self::Root(digits.to_ascii_lowercase()));
        }
        let path = Path::new(named);
        let path = if path.is_dir() { path.join("index.json") } else { path.to_owned() };
        Ok(Self::Records(records(&site(&path)?)))
    }

    fn records(&self) -> Option<&[Record]> {
        match self {
            Self::Records(records) => Some(records),
            Self::Root(_) => None,
        }
    }
}

fn site(path: &Path) -> Result<Site, Failure> {
    serde_json::from_slice(&inputs::bytes(path)?).map_err(|error| Failure::Usage {
        message: format!("{} is no index.json of a site: {error}", path.display()),
        help: "name a folder that `signoff site build` published, or its index.json".to_owned(),
    })
}

fn other_root(site: &Site, earlier: &str) -> Option<Diagnostic> {
    if site.root.as_str() == earlier {
        return None;
    }
    let message = format!("the root is sha256:{}, and was sha256:{earlier}", site.root);
    let help = "what changed is told where an earlier index.json is named";
    Some(Diagnostic::error("other-root", message).help(help))
}

fn summary(looked: &Looked) -> String {
    format!(
        "{} of {}: {} with {}\n",
        counted(looked.files, "file", "files"),
        bytes(looked.bytes),
        counted(looked.pages, "page", "pages"),
        counted(looked.ways, "link", "links"),
    )
}
