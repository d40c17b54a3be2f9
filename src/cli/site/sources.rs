//! Where the reports of a site come from: a tree of any layout, or what is published already.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::super::args::UnderOptions;
use super::super::assess::judge;
use super::super::exit::Failure;
use super::super::{bundle, inputs, package};
use crate::attest::{self, Limits, MANIFEST, Options, Package, Paper};
use crate::diagnostic::{Diagnostic, Place};
use crate::model::site::Site;
use crate::model::{Day, Digest, Report, Source as _};
use crate::render::{File, Format};
use crate::schema::{Input, is_report, read_report};
use crate::site::config::{Config, FindingsConfig};
use crate::site::doors::{Besides, Files, Reports, SiteError};

/// The report in a package.
const REPORT: &str = "report.json";

/// The reports, and what is to be said of what was looked at.
pub(super) struct Sources {
    reports: Vec<Source>,
    pub(super) told: Vec<Diagnostic>,
}

struct Source {
    /// What messages call it.
    name: String,
    /// The digest of report.json as it came.
    sha256: Digest,
    /// The digest of its bytes, where private evidence was taken out of it.
    published: Option<Digest>,
    held: Held,
}

/// Where the bytes are.
enum Held {
    /// In a report.json.
    File(PathBuf),
    /// In a package whose manifest has this digest.
    Package(PathBuf, Digest),
    /// Here: they were judged on the way, and may be again.
    Judged { bytes: Vec<u8>, manifest: Digest, files: Vec<PathBuf>, under: Box<UnderOptions> },
    /// In what is published, which was read before.
    Published(PathBuf),
}

impl Sources {
    /// The reports that a `site.toml` names. What lies in the folder of the site itself is none.
    pub(super) fn named(
        config: &Config,
        base: &Path,
        output: &Path,
        as_of: Day,
    ) -> Result<Self, Failure> {
        let mut files = Vec::new();
        let output = fs::canonicalize(output).ok();
        for named in &config.reports {
            walk(&base.join(named), output.as_deref(), &mut files)?;
        }
        files.sort();
        files.dedup();
        let read: Vec<Result<Option<Source>, Failure>> =
            files.into_par_iter().map(|file| report_at(&file)).collect();
        let mut reports = Vec::new();
        for source in read {
            reports.extend(source?);
        }
        let judged: Vec<Result<Source, Failure>> =
            config.judged.par_iter().map(|findings| source(findings, base, as_of)).collect();
        for source in judged {
            reports.push(source?);
        }
        let mut told = Vec::new();
        if reports.is_empty() {
            let message = "no report was found where site.toml looks".to_owned();
            let help = "name folders with report.json files, packages or bundles under `reports`";
            told.push(Diagnostic::warning("no-report", message).help(help));
        }
        Ok(Self { reports, told })
    }

    /// What is published, and reports besides.
    pub(super) fn added(site: &Site, folder: &Path, more: &[PathBuf]) -> Result<Self, Failure> {
        let mut reports = Vec::new();
        for version in site.subjects.iter().flat_map(|subject| &subject.versions) {
            let path = folder.join(&version.address).join(REPORT);
            let (name, sha256) = (path.display().to_string(), version.sha256.clone());
            let published = version.published_sha256.clone();
            reports.push(Source { name, sha256, published, held: Held::Published(path) });
        }
        let mut told = Vec::new();
        for path in more {
            let name = path.display().to_string();
            let found = report_at(path)?.ok_or_else(|| Failure::Usage {
                message: format!("{name} is no report"),
                help: "name a report.json, or what `signoff render` or `signoff bundle` wrote"
                    .to_owned(),
            })?;
            if reports.iter().any(|known| known.sha256 == found.sha256) {
                let message = format!("{name} is published already");
                told.push(Diagnostic::note("published-already", message));
            } else {
                reports.push(found);
            }
        }
        Ok(Self { reports, told })
    }
}

/// Everything below a folder that may be a report. Of a package only the report counts, and hidden folders hold none.
fn walk(path: &Path, output: Option<&Path>, files: &mut Vec<PathBuf>) -> Result<(), Failure> {
    let failed = |source| Failure::environment(format!("can't read {}", path.display()), source);
    if path.is_file() || path.join(MANIFEST).is_file() {
        files.push(path.to_owned());
        return Ok(());
    }
    if output.is_some() && fs::canonicalize(path).ok().as_deref() == output {
        return Ok(());
    }
    for entry in fs::read_dir(path).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let (path, name) = (entry.path(), entry.file_name());
        let kind = entry.file_type().map_err(failed)?;
        if name.to_string_lossy().starts_with('.') {
            continue;
        }
        let ends = |ending: &str| path.extension().is_some_and(|found| found == ending);
        if kind.is_dir() {
            walk(&path, output, files)?;
        } else if kind.is_file() && (ends("json") || ends("zip")) {
            files.push(path);
        }
    }
    Ok(())
}

/// Findings, judged.
fn source(config: &FindingsConfig, base: &Path, as_of: Day) -> Result<Source, Failure> {
    let files: Vec<PathBuf> = config.files.iter().map(|file| base.join(file)).collect();
    let under = Box::new(UnderOptions {
        as_of: Some(config.as_of.unwrap_or(as_of)),
        policy: config.policy.as_ref().map(|policy| base.join(policy)),
        ..UnderOptions::default()
    });
    let package = packed(&files, &under)?;
    let report = package.files.iter().find(|file| file.name == REPORT);
    let bytes = report.map(|file| file.bytes.clone()).unwrap_or_default();
    let (sha256, manifest) = (Digest::of(&bytes), Digest::of(&package.manifest));
    let name = files.first().map(|file| file.display().to_string()).unwrap_or_default();
    Ok(Source {
        name,
        sha256,
        published: None,
        held: Held::Judged { bytes, manifest, files, under },
    })
}

/// The package of findings: the report as data, and all that it rests on.
fn packed(files: &[PathBuf], under: &UnderOptions) -> Result<Package, Failure> {
    judge(files, under)?.package(Options::of([Format::Json], Paper::A4))
}

/// The report at a path; none where there is something else.
fn report_at(path: &Path) -> Result<Option<Source>, Failure> {
    let name = path.display().to_string();
    if let Some(package) = package::given(&[path.to_owned()])? {
        let bytes = in_package(&package, REPORT, &name)?;
        let manifest = Digest::of(&in_package(&package, MANIFEST, &name)?);
        let held = Held::Package(path.to_owned(), manifest);
        return Ok(Some(Source { name, sha256: Digest::of(&bytes), published: None, held }));
    }
    if !path.is_file() {
        return Ok(None);
    }
    let bytes = inputs::bytes(path)?;
    let held = Held::File(path.to_owned());
    Ok(is_report(&bytes).then(|| Source {
        name,
        sha256: Digest::of(&bytes),
        published: None,
        held,
    }))
}

fn in_package(package: &package::Package, file: &str, name: &str) -> Result<Vec<u8>, Failure> {
    let bytes = package.read(file).map_err(|_| Failure::Usage {
        message: format!("there is no {file} in {name}"),
        help: "render it with the format json".to_owned(),
    })?;
    Ok(bytes.to_vec())
}

impl Reports for Sources {
    fn count(&self) -> usize {
        self.reports.len()
    }

    fn digest(&self, at: usize) -> &Digest {
        // There is one for each number below the count.
        static NONE: std::sync::LazyLock<Digest> = std::sync::LazyLock::new(|| Digest::of(&[]));
        self.reports.get(at).map_or(&NONE, |source| &source.sha256)
    }

    fn bytes(&self, at: usize) -> Result<Vec<u8>, SiteError> {
        let Some(source) = self.reports.get(at) else { return Ok(Vec::new()) };
        let bytes = match &source.held {
            Held::Judged { bytes, .. } => bytes.clone(),
            Held::File(path) | Held::Published(path) => fs::read(path)
                .map_err(|error| SiteError::io(format!("can't read {}", source.name), error))?,
            Held::Package(path, _) => {
                opened(path, &source.name, |package| in_package(package, REPORT, &source.name))?
            }
        };
        if Digest::of(&bytes) == *source.published.as_ref().unwrap_or(&source.sha256) {
            return Ok(bytes);
        }
        let message = format!("`{}` is not what it was when it was published", source.name);
        let told = Diagnostic::error("digest-mismatch", message);
        Err(SiteError::Invalid(vec![told.at(Place::file(&source.name))]))
    }

    fn report(&self, at: usize, bytes: &[u8]) -> Result<Report, SiteError> {
        let source = self.reports.get(at);
        let name = source.map(|source| source.name.clone()).unwrap_or_default();
        // What is published was held against the schema when it was added, and its digest is the same.
        if source.is_some_and(|source| matches!(source.held, Held::Published(_)))
            && let Ok(report) = serde_json::from_slice(bytes)
        {
            return Ok(report);
        }
        let input = Input { path: name.clone(), name, bytes: bytes.to_vec() };
        read_report(&input).map_err(SiteError::Invalid)
    }

    fn besides(&self, at: usize) -> Besides {
        match self.reports.get(at).map(|source| &source.held) {
            None | Some(Held::File(_)) => Besides::Nothing,
            Some(Held::Published(_)) => Besides::Published,
            Some(Held::Package(_, manifest) | Held::Judged { manifest, .. }) => {
                Besides::Package(manifest.clone())
            }
        }
    }

    fn besides_files(&self, at: usize) -> Result<Files, SiteError> {
        let Some(source) = self.reports.get(at) else { return Ok(Vec::new()) };
        let names = evidence(&self.report(at, &self.bytes(at)?)?);
        let failed = |failure: Failure| unread(&source.name, &failure);
        match &source.held {
            Held::File(_) | Held::Published(_) => Ok(Vec::new()),
            Held::Package(path, _) => opened(path, &source.name, |package| {
                besides(&bundle::whole(package.contents())?, &names)
            }),
            Held::Judged { files, under, .. } => {
                packed(files, under).and_then(|package| besides(&package, &names)).map_err(failed)
            }
        }
    }
}

fn opened<T>(
    path: &Path,
    name: &str,
    read: impl FnOnce(&package::Package) -> Result<T, Failure>,
) -> Result<T, SiteError> {
    let opened = package::open(path).map_err(Failure::from);
    opened.and_then(|package| read(&package)).map_err(|failure| unread(name, &failure))
}

fn unread(name: &str, failure: &Failure) -> SiteError {
    SiteError::io(format!("can't read {name}"), std::io::Error::other(failure.to_string()))
}

/// What of a package is published: copies of evidence, and all of it in one archive.
fn besides(package: &Package, evidence: &BTreeSet<String>) -> Result<Files, Failure> {
    let bytes = attest::bundle(package, Limits::default()).map_err(Failure::internal)?;
    let copies = package.files.iter().filter(|file| evidence.contains(&file.name)).cloned();
    Ok(copies.chain([File { name: "bundle.zip".to_owned(), bytes }]).collect())
}

/// The names of the copies of a report's evidence.
fn evidence(report: &Report) -> BTreeSet<String> {
    report.evidence.iter().map(|entry| crate::model::in_package(&entry.path)).collect()
}
