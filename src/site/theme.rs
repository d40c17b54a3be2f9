//! Style, script and pictures of a site, and the digest of all that decides how its pages look.

use std::sync::LazyLock;

use super::doors::{Files, SiteError};
use crate::model::Digest;
use crate::render::{File, Templates};

/// What the site's pages need besides the style of reports.
const STYLE: &str = include_str!("../../site/theme/site.css");
const TABLES: &str = include_str!("../../site/theme/tables.js");
const SEARCH: &str = include_str!("../../site/theme/search.js");
const COMPARE: &str = include_str!("../../site/theme/compare.js");
const ICON: &str = include_str!("../../site/theme/icon.svg");
/// What others show of a page, 1,200 × 630.
const CARD: &[u8] = include_bytes!("../../site/theme/card.png");

/// The files in `assets/`.
pub(super) fn files() -> Result<Files, SiteError> {
    let report = Templates::default().source("html/report.css")?;
    let file = |name: &str, text: String| File {
        name: format!("assets/{name}"),
        bytes: text.into_bytes(),
    };
    Ok(vec![
        file("signoff.css", format!("{report}\n{STYLE}")),
        file("tables.js", TABLES.to_owned()),
        file("search.js", SEARCH.to_owned()),
        file("compare.js", COMPARE.to_owned()),
        file("icon.svg", ICON.to_owned()),
        File { name: "assets/card.png".to_owned(), bytes: CARD.to_vec() },
    ])
}

/// The digest of templates, style and script.
pub(super) fn digest() -> &'static Digest {
    static DIGEST: LazyLock<Digest> = LazyLock::new(|| {
        let templates = Templates::default();
        let mut all = Vec::new();
        for path in Templates::paths() {
            if let Ok(source) = templates.source(&path) {
                all.push(path);
                all.push(source.into_owned());
            }
        }
        all.extend([STYLE, TABLES, SEARCH, COMPARE, ICON].map(str::to_owned));
        super::unit::key(all.iter().map(String::as_str))
    });
    &DIGEST
}
