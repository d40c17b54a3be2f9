//! Publishes what was put by: a plan is written first, so that an interrupted build goes on where it stopped.
//!
//! Pages come before the pages that lead to them, and what is removed goes last: at every moment each page is whole, and
//! each way leads to a page.

use std::collections::{BTreeSet, HashSet};
use std::fs;
use std::io::{self, ErrorKind, Write as _};
use std::path::{Component, Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::super::exit::Failure;
use super::super::write;
use super::stage::{Folder, PUT_BY, found};
use crate::site::build::{Before, Built};
use crate::site::doors::Stage as _;
use crate::site::unit::{BUILD, Listing, listing_path};

/// The folders in the order in which they are published; what lies in the root itself comes last.
const ORDER: [&str; 2] = ["assets", "subjects"];

/// What is left to do.
#[derive(Serialize, Deserialize)]
struct Plan {
    /// The files that are no more.
    remove: Vec<String>,
}

/// Publishes what a build put by.
pub(super) fn publish(
    folder: &Folder,
    before: Option<&Before>,
    built: &Built,
) -> Result<(), Failure> {
    let failed =
        |error| Failure::environment(format!("can't publish in {}", folder.shown()), error);
    remove_strays(folder, built).map_err(failed)?;
    let plan = Plan { remove: removals(folder, before, built).map_err(failed)? };
    let bytes = serde_json::to_vec(&plan).map_err(Failure::internal)?;
    let beside = folder.root.join(PUT_BY);
    write::whole(&plan_path(folder), &beside, |file| file.write_all(&bytes)).map_err(failed)?;
    carry_out(folder, &plan).map_err(failed)
}

/// Carries out the plan of a build that was interrupted after it had made one.
pub(super) fn resume(folder: &Folder) -> Result<(), Failure> {
    let failed =
        |error| Failure::environment(format!("can't publish in {}", folder.shown()), error);
    let Some(bytes) = found(fs::read(plan_path(folder))).map_err(failed)? else { return Ok(()) };
    let plan: Plan = serde_json::from_slice(&bytes).map_err(Failure::internal)?;
    carry_out(folder, &plan).map_err(failed)?;
    fs::create_dir_all(folder.root.join(PUT_BY)).map_err(failed)
}

fn plan_path(folder: &Folder) -> PathBuf {
    folder.root.join(PUT_BY).join("plan.json")
}

/// The files that the site has no more: those of units that are gone, and what units that were made anew don't have any
/// more.
fn removals(folder: &Folder, before: Option<&Before>, built: &Built) -> io::Result<Vec<String>> {
    let Some(before) = before else { return Ok(Vec::new()) };
    let listed = |bytes: Option<Vec<u8>>| -> BTreeSet<String> {
        let listing = bytes.and_then(|bytes| serde_json::from_slice::<Listing>(&bytes).ok());
        listing.map(|listing| listing.files.into_keys().collect()).unwrap_or_default()
    };
    let mut remove = BTreeSet::new();
    for name in built.changed.iter().filter(|name| before.build.units.contains_key(*name)) {
        let path = listing_path(name);
        let kept = listed(folder.put_by(&path)?);
        remove.extend(listed(folder.published(&path)?).difference(&kept).cloned());
    }
    for name in &built.gone {
        let path = listing_path(name);
        remove.extend(listed(folder.published(&path)?));
        remove.insert(path);
    }
    // What moved from one unit to another is published by the other.
    let is_put_by = |path: &String| folder.put_by_folder().join(path).exists();
    Ok(remove.into_iter().filter(|path| !is_put_by(path)).collect())
}

/// Removes what an interrupted build put by of which this one made nothing: its reports may have been others.
fn remove_strays(folder: &Folder, built: &Built) -> io::Result<()> {
    let mut wanted: HashSet<PathBuf> = HashSet::from([PathBuf::from(BUILD)]);
    for name in &built.changed {
        let path = listing_path(name);
        let listing = folder.put_by(&path)?;
        let listing = listing.and_then(|bytes| serde_json::from_slice::<Listing>(&bytes).ok());
        let files = listing.into_iter().flat_map(|listing| listing.files.into_keys());
        wanted.extend(files.chain([path]).map(PathBuf::from));
    }
    strays(&folder.put_by_folder(), Path::new(""), &wanted)
}

fn strays(put_by: &Path, below: &Path, wanted: &HashSet<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(put_by.join(below))? {
        let entry = entry?;
        let path = below.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            strays(put_by, &path, wanted)?;
            // It fails where something is left in it, which is published.
            let _ = fs::remove_dir(entry.path());
        } else if !wanted.contains(&path) {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

fn carry_out(folder: &Folder, plan: &Plan) -> io::Result<()> {
    let put_by = folder.put_by_folder();
    if put_by.exists() {
        for first in ORDER {
            moved(&put_by.join(first), &folder.root.join(first))?;
        }
        // What tells what is published comes after all that it tells of.
        let mut last = Vec::new();
        for entry in fs::read_dir(&put_by)? {
            let entry = entry?;
            if entry.file_type()?.is_dir() {
                moved(&entry.path(), &folder.root.join(entry.file_name()))?;
            } else {
                last.push(entry.file_name());
            }
        }
        last.sort_by_key(|name| (name == BUILD, name.clone()));
        for name in last {
            moved(&put_by.join(&name), &folder.root.join(&name))?;
        }
    }
    for path in &plan.remove {
        remove(&folder.root, path)?;
    }
    fs::remove_file(plan_path(folder))?;
    fs::remove_dir_all(folder.root.join(PUT_BY))
}

/// Moves a file or a folder in the place of another; what the other has besides stays.
fn moved(from: &Path, to: &Path) -> io::Result<()> {
    if !from.is_dir() {
        return match fs::rename(from, to) {
            Err(error) if error.kind() == ErrorKind::NotFound && !from.exists() => Ok(()),
            other => other,
        };
    }
    if !to.exists() {
        return fs::rename(from, to);
    }
    let mut names: Vec<_> = fs::read_dir(from)?
        .map(|entry| entry.map(|it| it.file_name()))
        .collect::<Result<_, _>>()?;
    // A folder's own page leads to what lies below it.
    names.sort_by_key(|name| (from.join(name).is_file(), name.clone()));
    for name in names {
        moved(&from.join(&name), &to.join(&name))?;
    }
    fs::remove_dir(from)
}

/// Removes a file, and the folders that are empty without it.
fn remove(root: &Path, path: &str) -> io::Result<()> {
    let relative = Path::new(path);
    if !relative.components().all(|part| matches!(part, Component::Normal(_))) {
        return Ok(());
    }
    match fs::remove_file(root.join(relative)) {
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
        Ok(()) | Err(_) => {}
    }
    let above = relative.ancestors().skip(1).filter(|above| !above.as_os_str().is_empty());
    for folder in above {
        // It fails where something is left in it, which is how far this goes.
        if fs::remove_dir(root.join(folder)).is_err() {
            break;
        }
    }
    Ok(())
}
