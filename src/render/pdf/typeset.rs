//! Typst: a world that holds what was put in and nothing else, and the way from it to bytes.
//! No file, no package, no network, no font of the machine, no clock.

use std::any::Any;
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use typst::comemo::Track as _;
use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::model::LateLinkResolver;
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::visualize::{ImageFormat, RasterImage, SvgImage, VectorFormat};
use typst::{Feature, Library, LibraryExt, World, WorldExt};
use typst_kit::files::{FileLoader, FileStore};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use super::fonts::{Fonts, fonts};
use super::jumps;
use crate::render::{RenderError, Templates};

/// The template that a report begins with.
const REPORT: &str = "report.typ";

/// The template that tries a picture.
const PICTURE: &str = "picture.typ";

/// What stands in the file's metadata about the file itself.
pub(super) struct Identity {
    /// Tells this document from every other.
    pub(super) ident: String,
    /// What made it.
    pub(super) creator: String,
}

/// Sets the templates on the given files and returns the PDF, which conforms to PDF/A-3a and PDF/UA-1.
pub(super) fn typeset(
    templates: &Templates,
    files: BTreeMap<String, Vec<u8>>,
    identity: Identity,
) -> Result<Vec<u8>, RenderError> {
    run(REPORT, templates, files, identity).map_err(RenderError::Typeset)
}

/// The width and height of a picture in pixels; none where it can't be set under those standards.
pub(super) fn picture_size(bytes: &[u8]) -> Option<(f64, f64)> {
    let shared = Bytes::new(bytes.to_vec());
    let size = match ImageFormat::detect(bytes)? {
        ImageFormat::Raster(format) => {
            let picture = RasterImage::plain(shared, format).ok()?;
            (f64::from(picture.width()), f64::from(picture.height()))
        }
        ImageFormat::Vector(VectorFormat::Svg) => {
            let picture = SvgImage::new(shared).ok()?;
            (picture.width(), picture.height())
        }
        ImageFormat::Vector(VectorFormat::Pdf) => return None,
    };
    let files = BTreeMap::from([("picture".to_owned(), bytes.to_vec())]);
    let identity = Identity { ident: String::new(), creator: String::new() };
    let can_be_set = || run(PICTURE, &Templates::default(), files, identity).is_ok();
    (size.0 > 0.0 && size.1 > 0.0 && can_be_set()).then_some(size)
}

fn run(
    main: &str,
    templates: &Templates,
    files: BTreeMap<String, Vec<u8>>,
    identity: Identity,
) -> Result<Vec<u8>, String> {
    // What the typesetter panics over is foreign: the report lacks its PDF then, and nothing else.
    let export = || Folder::new(main, templates, files).and_then(|folder| folder.export(identity));
    let result = catch_unwind(AssertUnwindSafe(export)).unwrap_or_else(|panic| {
        Err(format!("the typesetter gave up, which is a defect: {}", said(panic.as_ref())))
    });
    // What typst remembers of one run is of no use to the next, and is not small.
    typst::comemo::evict(0);
    result
}

/// What a panic says.
fn said(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("it didn't say why")
}

/// All that a run of typst may see.
struct Folder {
    library: LazyHash<Library>,
    fonts: &'static Fonts,
    main: FileId,
    files: FileStore<Files>,
}

struct Files(BTreeMap<String, Bytes>);

impl FileLoader for Files {
    fn load(&self, id: FileId) -> FileResult<Bytes> {
        let path = id.vpath().get_without_slash();
        match id.root() {
            VirtualRoot::Project => {
                self.0.get(path).cloned().ok_or_else(|| FileError::NotFound(path.into()))
            }
            VirtualRoot::Package(_) => Err(FileError::AccessDenied),
        }
    }
}

impl Folder {
    fn new(
        main: &str,
        templates: &Templates,
        files: BTreeMap<String, Vec<u8>>,
    ) -> Result<Self, String> {
        let templates =
            templates.of("pdf").map(|(name, source)| (name.to_owned(), Bytes::from_string(source)));
        let files =
            templates.chain(files.into_iter().map(|(name, bytes)| (name, Bytes::new(bytes))));
        let main = VirtualPath::new(main).map_err(|error| error.to_string())?;
        // The extras are what gives a table's rows their headers.
        let library = Library::builder().with_features([Feature::A11yExtras].into_iter().collect());
        Ok(Self {
            library: LazyHash::new(library.build()),
            fonts: fonts(),
            main: RootedPath::new(VirtualRoot::Project, main).intern(),
            files: FileStore::new(Files(files.collect())),
        })
    }

    fn export(&self, identity: Identity) -> Result<Vec<u8>, String> {
        let document: PagedDocument =
            typst::compile(self).output.map_err(|errors| self.describe(&errors))?;
        let (document, labels) = jumps::resolve(document)?;
        let standards = PdfStandards::new(&[PdfStandard::A_3a, PdfStandard::Ua_1])
            .map_err(|error| error.message().to_string())?;
        let options = PdfOptions {
            ident: Smart::Custom(identity.ident),
            creator: Smart::Custom(Some(identity.creator)),
            standards,
            ..PdfOptions::default()
        };
        // Every label is a name that another volume, or an address from elsewhere, can jump to.
        let mut names: Vec<_> =
            labels.iter().map(|(name, location)| (*location, name.as_str().into())).collect();
        names.sort_by(|(_, one), (_, other)| Ord::cmp(one, other));
        let introspector = document.introspector();
        let resolver = LateLinkResolver::new(None, introspector.as_ref());
        typst_pdf::pdf_in_bundle(&document, &options, &names, resolver.track())
            .map_err(|errors| self.describe(&errors))
    }

    /// The first few errors, each with its place in the templates.
    fn describe(&self, errors: &[SourceDiagnostic]) -> String {
        let described: Vec<_> =
            errors.iter().take(3).map(|error| self.describe_one(error)).collect();
        described.join("; ")
    }

    fn describe_one(&self, error: &SourceDiagnostic) -> String {
        let mut words = error.message.to_string();
        for hint in &error.hints {
            words.push_str(", ");
            words.push_str(&hint.v);
        }
        let line = error.span.id().and_then(|id| {
            let source = self.source(id).ok()?;
            let start = self.range(error.span)?.start;
            let line = source.lines().byte_to_line(start)? + 1;
            Some(format!(" ({}:{line})", id.vpath().get_without_slash()))
        });
        words.push_str(&line.unwrap_or_default());
        words
    }
}

impl World for Folder {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.fonts.store.book()
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.files.source(id)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.files.file(id)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.store.font(index)
    }

    /// There is no today: the report's day is in its data.
    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}
