//! `signoff bundle`: everything that `verify` needs, in one archive.

use std::path::Path;

use super::args::{BundleOptions, FailOn};
use super::assess::judge_since;
use super::exit::{Exit, Failure, Texts};
use super::package::{self, Refused};
use super::root::STDIN;
use super::terminal::Terminal;
use super::{check, output, write};
use crate::attest::{self, Contents, Limits, MANIFEST, Package, Unpackable};
use crate::diagnostic::Diagnostic;
use crate::model::SourceError;
use crate::render::File;

pub(super) fn run(options: &BundleOptions, terminal: &mut Terminal) -> Result<Exit, Failure> {
    match options.judge.files.as_slice() {
        [folder] if folder.is_dir() => of_folder(folder, options, terminal),
        _ => afresh(options, terminal),
    }
}

/// The report as `render` makes it.
fn afresh(options: &BundleOptions, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let judged = judge_since(&options.judge)?;
    terminal.diagnostics(&judged.diagnostics, &judged.texts);
    let progress = terminal.progress("rendering");
    let package = judged.package(options.look.options())?;
    progress.set_message("packing");
    let packed = pack(&package)?;
    progress.finish_and_clear();
    publish(&options.output, &packed, terminal)?;
    terminal.note(&check::summary(&judged.report));
    wrote(options, &package, terminal);
    let fail_on = options.fail_on.unwrap_or(FailOn::Never);
    Ok(output::exit(judged.report.verdict.value, fail_on))
}

/// What `render` wrote, as it lies there. Its bytes have to be those that were written.
fn of_folder(
    folder: &Path,
    options: &BundleOptions,
    terminal: &mut Terminal,
) -> Result<Exit, Failure> {
    let under = &options.judge.under;
    let said = under.policy.is_some() || under.as_of.is_some() || under.root.is_some();
    let said = said || options.judge.baseline.is_some();
    if said || under.outputs.is_said() || options.look.is_said() || options.fail_on.is_some() {
        return Err(Failure::Usage {
            message: format!("{} is a folder, which is packed as it stands", folder.display()),
            help: "leave out all options but -o, or name the findings that it was made from"
                .to_owned(),
        });
    }
    let progress = terminal.progress("packing");
    let found = match package::open(folder) {
        Ok(package) => rendered(package.contents())?,
        Err(Refused::Failure(failure)) => return Err(failure),
        Err(Refused::Contents(told)) => Err(told),
    };
    let package = match found {
        Ok(package) => package,
        Err(told) => {
            progress.finish_and_clear();
            terminal.diagnostics(&told, &Texts::new());
            terminal.note("nothing was packed: the folder is not as `render` wrote it\n");
            return Ok(Exit::Unverified);
        }
    };
    let packed = pack(&package)?;
    progress.finish_and_clear();
    publish(&options.output, &packed, terminal)?;
    wrote(options, &package, terminal);
    Ok(Exit::Within)
}

/// The files that the manifest lists, where they are as it says and there are no others.
fn rendered(contents: &dyn Contents) -> Result<Result<Package, Vec<Diagnostic>>, Failure> {
    let manifest = match attest::opened(contents) {
        Ok(manifest) => manifest,
        Err(told) => return Ok(Err(told)),
    };
    let told = attest::listed(&manifest, contents);
    if !told.is_empty() {
        return Ok(Err(told));
    }
    let read = |name: &str| match contents.read(name) {
        Ok(bytes) => Ok(bytes.to_vec()),
        Err(SourceError::Io(source)) => {
            Err(Failure::environment(format!("can't read {name}"), source))
        }
        Err(error) => Err(Failure::internal(error)),
    };
    let file = |name: &str| Ok(File { name: name.to_owned(), bytes: read(name)? });
    let files: Result<Vec<File>, Failure> =
        manifest.files.iter().map(|listed| file(&listed.path)).collect();
    Ok(Ok(Package { files: files?, manifest: read(MANIFEST)? }))
}

/// A package as it stands, which has to be as it was written.
pub(super) fn whole(contents: &dyn Contents) -> Result<Package, Failure> {
    rendered(contents)?.map_err(Failure::Package)
}

fn pack(package: &Package) -> Result<Vec<u8>, Failure> {
    attest::bundle(package, Limits::default()).map_err(|error| match error {
        Unpackable::TooLarge(message) => Failure::Usage {
            message,
            help: "`signoff verify` would refuse to unpack it; give the folder that `signoff render` writes"
                .to_owned(),
        },
        Unpackable::Deflate(_) => Failure::internal(error),
    })
}

fn publish(output: &Path, packed: &[u8], terminal: &mut Terminal) -> Result<(), Failure> {
    if output.as_os_str() == STDIN {
        return terminal.bytes(packed);
    }
    let folder = output.parent().filter(|folder| !folder.as_os_str().is_empty());
    let name = output.file_name().and_then(|name| name.to_str()).filter(|_| !output.is_dir());
    let name = name.ok_or_else(|| Failure::Usage {
        message: format!("{} is no name for a file", output.display()),
        help: "name the archive to write, such as `-o shop.zip`".to_owned(),
    })?;
    write::file(folder.unwrap_or(Path::new(".")), name, packed)
}

fn wrote(options: &BundleOptions, package: &Package, terminal: &mut Terminal) {
    if options.output.as_os_str() != STDIN {
        let files = output::number(package.files.len() + 1, "file");
        terminal.note(&format!("wrote {}: {files}\n", options.output.display()));
    }
}
