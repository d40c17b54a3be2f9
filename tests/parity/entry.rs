//! What has to be found of a thing.

/// A thing of a document, as it stands in one place of a text.
pub struct Entry {
    pub kind: &'static str,
    pub name: String,
    /// How it begins, in one run: what it is and what came of it. One of these is enough: formats differ in order.
    pub heads: Vec<String>,
    /// What stands there besides, each in one run.
    pub parts: Vec<String>,
}

impl Entry {
    pub fn of(
        kind: &'static str,
        name: &(impl ToString + ?Sized),
        head: impl Into<String>,
    ) -> Self {
        Self { kind, name: name.to_string(), heads: vec![head.into()], parts: Vec::new() }
    }

    pub fn or(mut self, head: impl Into<String>) -> Self {
        self.heads.push(head.into());
        self
    }

    pub fn with(mut self, part: impl Into<String>) -> Self {
        self.parts.push(part.into());
        self
    }

    pub fn all(mut self, parts: impl IntoIterator<Item = String>) -> Self {
        self.parts.extend(parts);
        self
    }

    /// A label and its value, where there is one.
    pub fn fact(mut self, label: &str, value: Option<&String>) -> Self {
        self.parts.extend(value.map(|value| format!("{label} {value}")));
        self
    }
}
