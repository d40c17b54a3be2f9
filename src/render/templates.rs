//! The templates, in the binary: the embedded set, sets in which some are replaced, and how an engine gets them.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use include_dir::{Dir, include_dir};
use tera::Tera;

use super::RenderError;

/// The folders of templates/ that hold a format's templates.
static FOLDERS: &[(&str, Dir<'_>)] = &[
    ("html", include_dir!("$CARGO_MANIFEST_DIR/templates/html")),
    ("markdown", include_dir!("$CARGO_MANIFEST_DIR/templates/markdown")),
    #[cfg(feature = "pdf")]
    ("pdf", include_dir!("$CARGO_MANIFEST_DIR/templates/pdf")),
];

/// A set of templates: those that ship with Signoff, some of them replaced.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Templates {
    replaced: BTreeMap<String, String>,
}

impl Templates {
    /// The paths of all templates below templates/, such as `html/cell.html`, in order.
    #[must_use]
    pub fn paths() -> Vec<String> {
        let folders = FOLDERS.iter().map(|(folder, _)| *folder);
        let mut paths: Vec<String> = folders
            .flat_map(|folder| embedded(folder).map(move |(name, _)| format!("{folder}/{name}")))
            .collect();
        paths.sort_unstable();
        paths
    }

    /// The source of the template at that path in this set.
    ///
    /// # Errors
    ///
    /// There is none at that path.
    pub fn source(&self, path: &str) -> Result<Cow<'static, str>, RenderError> {
        let (folder, name) = path.split_once('/').unwrap_or((path, ""));
        let mut found = self.of(folder).filter(|(known, _)| *known == name);
        let source = found.next().map(|(_, source)| source);
        source.ok_or_else(|| RenderError::NoTemplate { path: path.to_owned() })
    }

    /// The same set with another source for the template at that path.
    ///
    /// # Errors
    ///
    /// There is none at that path.
    pub fn replace(mut self, path: &str, source: impl Into<String>) -> Result<Self, RenderError> {
        self.source(path)?;
        self.replaced.insert(path.to_owned(), source.into());
        Ok(self)
    }

    /// Name and source of each template in that folder.
    pub(super) fn of(
        &self,
        folder: &str,
    ) -> impl Iterator<Item = (&'static str, Cow<'static, str>)> {
        embedded(folder).map(move |(name, source)| {
            match self.replaced.get(&format!("{folder}/{name}")) {
                Some(other) => (name, Cow::Owned(other.clone())),
                None => (name, Cow::Borrowed(source)),
            }
        })
    }
}

fn embedded(folder: &str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let found = FOLDERS.iter().filter(move |(name, _)| *name == folder);
    let files = found.flat_map(|(_, files)| files.files());
    files.filter_map(|file| Some((file.path().to_str()?, file.contents_utf8()?)))
}

/// How a format's templates are loaded into Tera. The embedded ones are loaded once.
pub(super) struct Engine {
    /// What the format is called in a sentence.
    pub(super) format: &'static str,
    /// Its folder.
    pub(super) folder: &'static str,
    /// How the names of its templates end; what else is there is none.
    pub(super) suffix: &'static str,
    /// What the templates rely on.
    pub(super) prepare: fn(&mut Tera),
    /// The embedded ones, loaded.
    pub(super) embedded: OnceLock<Arc<Tera>>,
}

impl Engine {
    /// The templates of that set, loaded.
    pub(super) fn load(&self, templates: &Templates) -> Result<Arc<Tera>, RenderError> {
        let are_embedded = templates.replaced.is_empty();
        if let Some(loaded) = self.embedded.get().filter(|_| are_embedded) {
            return Ok(Arc::clone(loaded));
        }
        let mut tera = Tera::new();
        (self.prepare)(&mut tera);
        let sources: Vec<(&str, Cow<'_, str>)> =
            templates.of(self.folder).filter(|(name, _)| name.ends_with(self.suffix)).collect();
        tera.add_raw_templates(sources.iter().map(|(name, source)| (*name, source.as_ref())))
            .map_err(|error| self.wrong(error))?;
        let loaded = Arc::new(tera);
        if are_embedded {
            return Ok(Arc::clone(self.embedded.get_or_init(|| loaded)));
        }
        Ok(loaded)
    }

    /// A template of this format is wrong.
    pub(super) fn wrong(&self, error: tera::Error) -> RenderError {
        RenderError::Template { format: self.format, source: Box::new(error) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_is_replaced_by_its_path() {
        let templates = Templates::default().replace("html/mark.html", "other").unwrap();
        assert_eq!(templates.source("html/mark.html").unwrap(), "other");
        let cell = templates.source("html/cell.html").unwrap();
        assert_eq!(cell, Templates::default().source("html/cell.html").unwrap());
        assert!(templates.of("html").count() > 10);
        assert_eq!(templates.of("html").filter(|(_, source)| source == "other").count(), 1);
    }

    #[test]
    fn what_is_no_template_cannot_be_replaced() {
        for path in ["html/marks.html", "html", "cell.html", "marks/gate-fail.svg", "html/"] {
            let error = Templates::default().replace(path, "").unwrap_err();
            assert_eq!(error.to_string(), format!("there is no template `{path}`"));
        }
    }

    #[test]
    fn all_templates_are_listed_by_path() {
        let paths = Templates::paths();
        assert!(paths.is_sorted());
        for path in ["html/report.css", "html/table.html", "markdown/table.md"] {
            assert!(paths.iter().any(|known| known == path), "{path}");
        }
        assert!(paths.iter().all(|path| Templates::default().source(path).is_ok()));
    }
}
