//! What an XML declaration says of the encoding (XML 1.0, section 4.3.3). Bytes are read as UTF-8.

use quick_xml::events::BytesDecl;

use crate::model::words::shortened;

/// How the bytes are to be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Encoding {
    /// As UTF-8.
    Utf8,
    /// In one that extends ASCII: the same as UTF-8 where nothing else is in the document.
    ExtendsAscii(String),
}

impl Encoding {
    /// That of a declaration.
    ///
    /// # Errors
    ///
    /// Where it is another one.
    pub(crate) fn of(declaration: &BytesDecl<'_>) -> Result<Self, String> {
        let Some(Ok(name)) = declaration.encoding() else { return Ok(Self::Utf8) };
        let lower = name.to_ascii_lowercase();
        if matches!(lower.as_str(), "utf-8" | "utf8") {
            return Ok(Self::Utf8);
        }
        let extends_ascii = ["us-ascii", "iso-8859-", "windows-125"];
        if extends_ascii.iter().any(|start| lower.starts_with(start)) {
            return Ok(Self::ExtendsAscii(name.into_owned()));
        }
        Err(unread(&name))
    }

    /// Holds that a text of the document means the same in it.
    ///
    /// # Errors
    ///
    /// Where it doesn't.
    pub(crate) fn hold(&self, text: &str) -> Result<(), String> {
        match self {
            Self::ExtendsAscii(name) if !text.is_ascii() => Err(unread(name)),
            Self::Utf8 | Self::ExtendsAscii(_) => Ok(()),
        }
    }
}

fn unread(name: &str) -> String {
    format!("it says that it is {}, and only UTF-8 is read", shortened(name))
}
