//! `signoff site` on the binary: what is published, and how it comes to be.
#![allow(
    clippy::disallowed_methods,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::unwrap_used,
    unreachable_pub,
    reason = "a test that goes wrong panics, and says where"
)]

#[path = "site/project.rs"]
mod project;
mod support;

use std::collections::BTreeMap;
use std::fs;
use std::time::{Duration, Instant};

use project::{PRIVATE, Project, VERSIONS};
use serde_json::Value;
use support::files;

type Site = BTreeMap<String, Vec<u8>>;

/// Whether a file's name ends so.
fn is(name: &str, ending: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, found)| found == ending)
}

const ALL: [usize; 6] = [0, 1, 2, 3, 4, 5];

fn site(project: &Project) -> Site {
    files(&project.path("public"))
}

fn text(site: &Site, name: &str) -> String {
    String::from_utf8(site[name].clone()).unwrap()
}

/// What differs between two sites, by name.
fn differing(one: &Site, other: &Site) -> Vec<String> {
    let names = one.keys().chain(other.keys());
    let mut names: Vec<String> =
        names.filter(|name| one.get(*name) != other.get(*name)).cloned().collect();
    names.dedup();
    names
}

#[test]
fn a_site_holds_together() {
    let project = Project::of(&ALL);
    project.build();
    let (code, told) = project.check(&[]);
    assert_eq!(code, 0, "{told}");
    let site = site(&project);
    for name in ["index.html", "index.json", "feed.xml", "sitemap.xml", "robots.txt", "404.html"] {
        assert!(site.contains_key(name), "{name}");
    }
    assert!(text(&site, "index.html").contains("Readiness of 3 systems"));
    assert!(site.contains_key("subjects/shop/badges/verdict.svg"));
    assert!(site.contains_key("subjects/shop/feed.xml"));
    let changes = site.keys().filter(|name| name.ends_with("changes/index.html")).count();
    assert_eq!(changes, 3, "each version but the first of each system has what changed");
}

#[test]
fn what_nobody_looked_for_is_not_said_to_be_none() {
    let project = Project::of(&[3]);
    let silent = project::Assessed { findings: 0, ..VERSIONS[0] };
    project::package(&silent, &project.path("reports/silent"));
    project.build();
    let site = site(&project);
    assert!(text(&site, "index.html").contains("no scan"));
    assert!(text(&site, "subjects/shop/badges/findings.json").contains("no scan"));
}

#[test]
fn names_of_strangers_stay_in_their_place() {
    let project = Project::of(&[3, 5]);
    project.build();
    let site = site(&project);
    let subjects: Vec<&String> = site
        .keys()
        .filter(|name| name.starts_with("subjects/") && name.ends_with("page.json"))
        .collect();
    assert!(subjects.is_empty());
    assert!(site.keys().all(|name| !name.contains("..")));
    let page = text(&site, "index.html");
    assert!(page.contains("Tower &amp; &lt;Bridge&gt;") && !page.contains("<Bridge>"));
    assert!(page.contains("日本 system"));
}

#[test]
fn pages_have_no_script_or_style_of_their_own() {
    let project = Project::of(&ALL);
    project.build();
    for (name, bytes) in site(&project).iter().filter(|(name, _)| is(name, "html")) {
        let page = String::from_utf8(bytes.clone()).unwrap();
        assert!(page.contains("default-src 'none'; style-src 'self'; script-src 'self'"), "{name}");
        assert!(!page.contains("<style") && !page.contains(" style=\""), "{name}");
        for script in page.split("<script").skip(1) {
            assert!(script.starts_with(" src=\"") && script.contains("defer></script>"), "{name}");
        }
        for tag in page.split('<').map(|tag| tag.split('>').next().unwrap()) {
            assert!(!tag.contains(" onclick=") && !tag.contains("javascript:"), "{name}: {tag}");
        }
    }
}

#[test]
fn adding_in_any_order_is_building_from_nothing() {
    let whole = Project::of(&ALL);
    whole.build();
    let expected = site(&whole);
    for order in [[1, 0, 2, 5, 3, 4], [4, 2, 5, 1, 3, 0]] {
        let project = Project::of(&order[..1]);
        project.build();
        for version in &order[1..] {
            project.add(*version);
        }
        assert_eq!(differing(&site(&project), &expected), Vec::<String>::new(), "{order:?}");
    }
}

#[test]
fn only_what_changed_is_made_again() {
    let project = Project::of(&[0, 1, 3]);
    project.build();
    let before = times(&project);
    assert!(project.build().contains("nothing changed"));
    assert_eq!(times(&project), before, "a build without a change writes nothing");
    std::thread::sleep(Duration::from_millis(20));
    project.add(4);
    let after = times(&project);
    let written: Vec<&String> = after
        .iter()
        .filter(|(name, time)| before.get(*name) != Some(time))
        .map(|(name, _)| name)
        .collect();
    assert!(written.iter().any(|name| name.contains("/8-2026-02-20-")));
    assert!(written.iter().all(|name| !name.contains("shop")), "{written:?}");
    let kept = |name: &str| written.iter().all(|written| !written.contains(name));
    assert!(kept("/7-2026-02-01-") && kept("assets/"), "{written:?}");
}

/// When each page was written.
fn times(project: &Project) -> BTreeMap<String, std::time::SystemTime> {
    let public = project.path("public");
    let names = files(&public).into_keys().filter(|name| name != "build.json");
    names
        .map(|name| {
            let time = fs::metadata(public.join(&name)).unwrap().modified().unwrap();
            (name, time)
        })
        .collect()
}

#[test]
fn an_interrupted_build_goes_on() {
    let whole = Project::of(&ALL);
    let begin = Instant::now();
    whole.build();
    let whole_time = begin.elapsed();
    let expected = site(&whole);
    for step in 1..=20_u32 {
        let project = Project::of(&[0]);
        project.build();
        ALL[1..].iter().for_each(|version| project.put(*version));
        let mut child = project.building().stderr(std::process::Stdio::null()).spawn().unwrap();
        std::thread::sleep(whole_time * step / 21);
        let _ = child.kill();
        child.wait().unwrap();
        project.build();
        let site = site(&project);
        assert_eq!(differing(&site, &expected), Vec::<String>::new(), "killed at {step} of 21");
    }
}

#[test]
fn what_another_build_put_by_is_not_published() {
    let project = Project::of(&[0, 1]);
    let put_by = project.path("public/.signoff-next/pages");
    for (name, text) in [
        ("subjects/gone/index.html", "a page of a report that is gone"),
        ("files/subjects/gone/page.json", "{}"),
        ("subjects/shop/half.html", "half a"),
    ] {
        fs::create_dir_all(put_by.join(name).parent().unwrap()).unwrap();
        fs::write(put_by.join(name), text).unwrap();
    }
    project.build();
    let other = Project::of(&[0, 1]);
    other.build();
    assert_eq!(differing(&site(&project), &site(&other)), Vec::<String>::new());
    assert!(!project.path("public/subjects/gone").exists());
    assert!(!project.path("public/.signoff-next").exists());
}

#[test]
fn a_reader_sees_each_page_whole() {
    let project = Project::of(&[0, 1, 3]);
    project.build();
    let old = site(&project);
    for version in ALL {
        project.put(version);
    }
    let mut child = project.building().stderr(std::process::Stdio::null()).spawn().unwrap();
    let mut seen: Vec<(String, Vec<u8>)> = Vec::new();
    while child.try_wait().unwrap().is_none() {
        for name in old.keys().filter(|name| is(name, "html") || is(name, "json")) {
            seen.push((
                name.clone(),
                fs::read(project.path("public").join(name)).unwrap_or_default(),
            ));
        }
    }
    let new = site(&project);
    assert!(!seen.is_empty());
    for (name, bytes) in seen {
        assert!(Some(&bytes) == old.get(&name) || Some(&bytes) == new.get(&name), "{name}");
    }
}

#[test]
fn what_is_removed_leaves_a_tombstone() {
    let project = Project::of(&[0, 1, 3]);
    project.build();
    fs::copy(project.path("public/index.json"), project.path("earlier.json")).unwrap();
    fs::remove_dir_all(project.path("reports/0")).unwrap();
    let told = project.build();
    assert!(told.contains("not published any more"), "{told}");
    let site = site(&project);
    assert!(site.keys().all(|name| !name.contains("1.0.0-2026-01-05")));
    let index: Value = serde_json::from_slice(&site["index.json"]).unwrap();
    assert_eq!(index["removed"][0]["version"], "1.0.0");
    let (code, told) =
        project.check(&["--against", project.path("earlier.json").to_str().unwrap()]);
    assert_eq!(code, 0, "{told}");
    assert!(told.contains("removed-report"), "{told}");
    let root = index["root"].as_str().unwrap();
    assert_eq!(project.check(&["--against", root]).0, 0);
    assert_eq!(project.check(&["--against", &"0".repeat(64)]).0, 4);
}

#[test]
fn what_was_replaced_in_silence_is_named() {
    let project = Project::of(&[0, 1]);
    project.build();
    let other = Project::of(&[1]);
    let replaced = project::Assessed { findings: 9, ..VERSIONS[0] };
    project::package(&replaced, &other.path("reports/0"));
    other.build();
    let earlier = project.path("public");
    let (code, told) = other.check(&["--against", earlier.to_str().unwrap()]);
    assert_eq!(code, 4, "{told}");
    assert!(told.contains("replaced-report") && told.contains("Shop 1.0.0"), "{told}");
    // Adding it beside the other is told, too.
    let told = project.add_at(&other.path("reports/0"));
    assert!(told.contains("another-report"), "{told}");
    assert!(project.add_at(&other.path("reports/0")).contains("published-already"));
}

#[test]
fn nothing_private_is_published() {
    let project = Project::of(&ALL);
    project.build();
    for (name, bytes) in site(&project) {
        let holds = bytes.windows(PRIVATE.len()).any(|window| window == PRIVATE.as_bytes());
        assert!(!holds, "{name} holds a line of private evidence");
        assert!(!name.contains("customers.txt") && !name.ends_with("bundle.zip"), "{name}");
    }
    let open = Project::of(&[0]);
    let config = project::CONFIG.replace("private = [\"*customers*\"]\n", "");
    fs::write(open.path("site.toml"), config).unwrap();
    open.build();
    let site = site(&open);
    assert!(site.keys().any(|name| name.ends_with("inputs/evidence/customers.txt")));
    assert!(site.keys().any(|name| name.ends_with("bundle.zip")));
    assert_eq!(open.check(&[]).0, 0);
}

#[test]
fn the_check_finds_what_is_wrong() {
    let project = Project::of(&[0, 1]);
    project.build();
    let sound = site(&project);
    let report = sound.keys().find(|name| name.ends_with("report.json")).unwrap().clone();
    let evidence = report.replace("report.json", "inputs/evidence/customers.txt");
    let page = text(&sound, "index.html");
    let broken = page.replacen("subjects/shop/index.html", "subjects/shop/nowhere.html", 1);
    let index = text(&sound, "index.json").replace("\"Shop\"", "\"Chop\"");
    let cases: [(&str, Option<Vec<u8>>, &str); 7] = [
        ("index.html", Some(broken.into_bytes()), "broken-link"),
        ("index.html", Some(page.replace("Readiness", "Madness").into_bytes()), "digest-mismatch"),
        ("index.json", Some(index.into_bytes()), "is not that of the reports"),
        ("assets/signoff.css", None, "missing-file"),
        ("feed.xml", Some(b"<feed".to_vec()), "broken-feed"),
        ("subjects/more.html", Some(b"<p>".to_vec()), "unlisted-file"),
        (&evidence, Some(b"first".to_vec()), "private-evidence"),
    ];
    for (name, bytes, expected) in cases {
        let path = project.path("public").join(name);
        match bytes {
            Some(bytes) => {
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(&path, bytes).unwrap();
            }
            None => fs::remove_file(&path).unwrap(),
        }
        let (code, told) = project.check(&[]);
        assert_eq!(code, 4, "{name}: {told}");
        assert!(told.contains(expected), "{name}: {told}");
        match sound.get(name) {
            Some(bytes) => fs::write(&path, bytes).unwrap(),
            None => fs::remove_file(&path).unwrap(),
        }
        let folder = path.parent().unwrap();
        if fs::read_dir(folder).unwrap().next().is_none() {
            fs::remove_dir(folder).unwrap();
        }
    }
    assert_eq!(project.check(&[]).0, 0);
}

#[test]
fn what_is_wrong_with_a_configuration_is_told_with_its_place() {
    let project = Project::of(&[0]);
    fs::write(project.path("site.toml"), "title = \"x\"\nurls = \"y\"\n").unwrap();
    let output = project.building().output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(told.contains("site.toml:2:1") && told.contains("urls"), "{told}");
    let public = project.path("nothing");
    let output = support::signoff(&["site", "add", public.to_str().unwrap(), "x.json"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(!project.path("public/index.html").exists());
}

#[test]
fn two_systems_at_one_address_are_refused() {
    let project = Project::of(&[0]);
    let same = project::Assessed { subject: "shop", ..VERSIONS[1] };
    project::package(&same, &project.path("reports/same"));
    let output = project.building().output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(told.contains("shared-address") && told.contains("slug"), "{told}");
}
