//! What can go wrong while rendering. It is never the document's fault: what is foreign in it is escaped.

/// Why a document could not be rendered.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RenderError {
    /// A template is wrong; one that ships with Signoff: a defect of Signoff.
    #[error("the template of the {format} report is wrong")]
    Template {
        /// Which format.
        format: &'static str,
        /// What the template engine says.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// A template is to be read or replaced that doesn't exist: a defect of the caller.
    #[error("there is no template `{path}`")]
    NoTemplate {
        /// Its path below templates/.
        path: String,
    },
    /// The typesetter refused the document: a defect of Signoff.
    #[error("the PDF could not be typeset: {0}")]
    Typeset(String),
    /// This build has no PDF renderer.
    #[error("this build of signoff has no PDF renderer; build it with the feature `pdf`")]
    NoPdf,
    /// The report could not be serialised: a defect of Signoff.
    #[error("the report could not be written as JSON")]
    Json(#[source] Box<dyn std::error::Error + Send + Sync>),
}
