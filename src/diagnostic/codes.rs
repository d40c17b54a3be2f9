//! Every code of a message, with what it means. Codes are stable: tools match on them.

/// The codes in alphabetical order, each with a sentence.
pub const CODES: &[(&str, &str)] = &[
    ("absolute-path", "A path of evidence is absolute, names a drive, or is an address."),
    ("another-report", "Two reports of a site are on one version of a system, as of one day."),
    ("archive-differs", "A bundle is not packed as `signoff bundle` packs it."),
    ("backslash-in-path", "A path has a backslash between its parts."),
    ("bound-as-measurement", "A bound stands where a measured value belongs."),
    ("broken-feed", "A feed of a site is no Atom feed."),
    ("broken-link", "A link of a site leads nowhere."),
    ("broken-output", "What a checker wrote is broken, or isn't what it looked like."),
    ("broken-site", "A file of a site is not what a build writes there."),
    ("byte-order-mark", "The file begins with a byte-order mark."),
    (
        "changes-differ",
        "A report says something else of what changed since an earlier one than is recomputed.",
    ),
    ("checklist-verdict", "A pass or a verdict is declared over required items that are open."),
    ("claim-cycle", "Claims rest on each other in a circle."),
    ("claim-differs", "A report says something else of a claim than is recomputed."),
    (
        "clashing-path",
        "Two files of a package have names that are one where case or composition is ignored.",
    ),
    ("compressed-otherwise", "A bundle is compressed otherwise than by this build."),
    ("contradiction", "The documents contradict themselves."),
    ("count-mismatch", "A declared count is not that of what is listed."),
    ("dangling-reference", "Something is named that is nowhere in the file."),
    ("digest-mismatch", "A file's bytes don't have the SHA-256 digest that is stated."),
    ("done-and-to-do", "One thing is said to be done and is still to do."),
    ("duplicate-gate", "Two gates of a policy say the same."),
    ("duplicate-id", "Two things have one id."),
    ("duplicate-key", "A key is there twice in one object or table."),
    ("duplicate-path", "A package, or its manifest, has one name twice."),
    ("duplicate-role", "Two roles of a policy have one name."),
    ("empty-file", "The file is empty."),
    ("empty-text", "A text that is needed is empty."),
    ("encrypted-file", "A file in an archive is encrypted."),
    ("ends-before-it-begins", "Something expires before the day from which it holds."),
    ("evidence-differs", "A report says something else of a piece of evidence than is recomputed."),
    ("evidence-reused", "One place in the evidence is all that ten claims or more rest on."),
    ("future-date", "A date lies after as-of, so that what it dates counts as absent."),
    ("gate-differs", "A report says something else of a gate than is recomputed."),
    ("gate-not-passed", "A gate of the policy is not passed."),
    ("heavy-page", "A page of a site is too large to be read on a slow line."),
    ("hypothetical", "What is told is hypothetical: something was assumed."),
    ("invalid-site", "A `site.toml` says something that it can't."),
    ("json-syntax", "The file is no JSON."),
    (
        "leaked-secret",
        "Something that is masked in one place stands unmasked in what would be published.",
    ),
    ("link-in-package", "A link or a device stands in a package where a file is expected."),
    ("malformed-date", "A date does not follow ISO 8601."),
    ("malformed-digest", "A digest is not 64 hexadecimal digits."),
    ("malformed-expectation", "A target or an expectation does not follow the grammar."),
    ("malformed-expression", "An expression of a gate can't be read."),
    ("malformed-id", "An identifier has a character that identifiers can't have, or is `this`."),
    ("malformed-link", "An evidence link is not `id` or `id#at`."),
    ("malformed-pattern", "A pattern of a policy is no regular expression with one capture."),
    ("malformed-place", "A section's place is not before or after one of the report's sections."),
    ("malformed-quantity", "A quantity is not a number with a unit."),
    ("malformed-selector", "A selector does not follow the grammar of any kind of selector."),
    ("malformed-value", "A value does not have the form that is asked for."),
    ("manifest-differs", "A manifest is not the one that would be written of the package."),
    ("many-matches", "A selector matches several places where one is asked for."),
    ("mask-differs", "A copy in a package is not masked where its manifest says."),
    ("masked", "What stands at the end of a link is masked, and could not be read."),
    ("measure-differs", "A report says something else of a measure than is recomputed."),
    ("merge-conflict", "Two files say different things of one thing."),
    (
        "metric-conflict",
        "Two values of one metric disagree, or one misses a target that is declared met.",
    ),
    ("missing-file", "A file that is named is not there."),
    ("missing-property", "A property that is needed is left out."),
    ("missing-version", "The file doesn't say which version of the format it follows."),
    ("no-input", "No file is named."),
    ("no-match", "A selector matches nothing in the evidence."),
    ("no-report", "No report was found where `site.toml` looks."),
    (
        "not-checkable",
        "What was found at the end of a link can't be checked, because it is masked.",
    ),
    ("not-comparable", "What stands in the evidence can't be held against what is expected of it."),
    ("not-json", "The file is a page or XML where JSON is expected."),
    (
        "not-recomputed",
        "The report of a package could not be made again, so that nothing is verified.",
    ),
    ("not-rendered", "A file of a package was not rendered again."),
    ("not-signed", "Nothing in a package is signed."),
    ("not-utf8", "The file is not UTF-8."),
    ("nothing-masked", "A place that is to be masked isn't there."),
    ("nul-byte", "The file has a NUL byte, which text never has."),
    ("nul-in-path", "A path has a NUL character."),
    ("number-out-of-range", "A number is too large to be read."),
    ("other-root", "The history of a site is not the one that is named."),
    ("other-subject", "Two reports that are compared are of different systems."),
    ("out-of-range", "A number is smaller or greater than what is allowed."),
    ("output-differs", "A rendered file is not what is rendered again."),
    (
        "output-note",
        "What a checker wrote says something that the reader of its findings should know.",
    ),
    ("outside-root", "A path or a symbolic link leaves the evidence root."),
    ("package-too-large", "A package is larger, or holds more, than would be unpacked."),
    (
        "pass-without-measurement",
        "A pass is declared of what has a metric, and nothing was measured.",
    ),
    ("path-is-folder", "A path of evidence is that of a folder."),
    ("percentage-arithmetic", "A declared change does not follow from its operands."),
    ("placeholder-as-pass", "A pass is declared over a placeholder."),
    ("policy-cycle", "A policy extends itself."),
    ("policy-too-deep", "Too many policies build on each other."),
    ("private-evidence", "A site publishes evidence that is private."),
    ("published-already", "A report that is to be added is published already."),
    ("removed-report", "A report was published, and isn't any more."),
    ("replaced-report", "A report that was published is gone, or another one is in its place."),
    ("report-differs", "A report says something else than is recomputed."),
    ("requester-approves", "A waiver is approved by who asked for it."),
    ("reserved-section-id", "A section has the id of one of the report's own sections."),
    ("restored-report", "A report that was removed from a site is back."),
    ("score-differs", "A report says another score than is recomputed."),
    (
        "score-mismatch",
        "A declared score is not the mean of the declared rows, or not what the ticks give.",
    ),
    ("secret-in-name", "The name of a file holds a secret."),
    ("secret-in-policy", "A policy holds a secret."),
    ("severity-understated", "A finding is reported as less severe than its checker says."),
    ("shared-address", "Two systems of a site would be at one address."),
    ("signed-digest-differs", "The digest to be signed is another than is recomputed."),
    ("size-mismatch", "A file doesn't have the size that is stated."),
    ("stale-by-commit", "Evidence of another commit is presented for this one."),
    ("stale-output", "Findings were made of what a checker wrote, which has other bytes now."),
    ("stopped-mapping", "The mapping of an adapter took too long or too much, and was stopped."),
    ("toml-syntax", "The file is no TOML."),
    ("too-deep", "The document is nested too deeply."),
    ("too-few-items", "A list has fewer items than it needs."),
    ("too-many-errors", "There are more errors than are shown."),
    ("too-many-items", "A list has more items than it may have."),
    ("too-many-secrets", "A file holds more secrets than can be masked one by one."),
    ("trailing-characters", "Something follows after the end of the document."),
    ("trailing-comma", "A comma stands before a closing bracket."),
    ("truncated-file", "The file ends in the middle."),
    ("typed-value", "A value is typed where the place should be named from which it is read."),
    (
        "undetected-format",
        "No adapter, or more than one, knows the format of what a checker wrote.",
    ),
    ("unit-mismatch", "Two quantities that are compared have units of different kinds."),
    ("unknown-gate", "A gate is named that the policy doesn't have."),
    ("unknown-name", "An expression uses a field, a variable or a function that there isn't."),
    ("unknown-property", "A property is there that the schema doesn't know."),
    (
        "unknown-rule",
        "A policy names a rule that there isn't, or calls its own pattern like one of Signoff's.",
    ),
    ("unknown-value", "A value is not among those that can stand there."),
    (
        "unknown-version",
        "The file follows a version of the format that this version of Signoff doesn't know.",
    ),
    ("unlisted-file", "A file is in a package, and its manifest doesn't list it."),
    ("unmade-file", "A manifest lists a file that the report neither rests on nor is."),
    ("unreadable-archive", "An archive can't be read."),
    ("unreadable-baseline", "An earlier report can't be read."),
    ("unreadable-evidence", "A piece of evidence is not of the form that its selector needs."),
    ("unreadable-file", "A file is there and can't be read."),
    ("unreadable-policy", "A policy can't be read."),
    ("unsafe-path", "A name in a package leaves it, or is not the same name on every system."),
    ("unused-input", "An input is packed, and nothing makes use of it."),
    ("utf-16", "The file is in UTF-16 or UTF-32."),
    ("vague-date", "A date names no day."),
    ("verdict-differs", "A report says another verdict than is recomputed."),
    ("verdict-mismatch", "A declared verdict is better than the computed one."),
    ("waiver-not-allowed", "A waiver is outside what the policy allows, and counts for nothing."),
    ("waiver-of-nothing", "A waiver names a fingerprint or a rule that no finding has."),
    ("wrong-kind", "An id is that of another kind of thing than what can be meant."),
    ("wrong-mapping", "The mapping of an adapter fails, or gives something else than findings."),
    ("wrong-type", "A value is of another type than what is asked for."),
];

/// What a code means.
#[must_use]
pub fn explanation(code: &str) -> Option<&'static str> {
    CODES.iter().find(|(known, _)| *known == code).map(|(_, text)| *text)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::{Path, PathBuf};

    use super::*;

    fn rust_files(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                rust_files(&path, found);
            } else if path.extension().is_some_and(|suffix| suffix == "rs") {
                found.push(path);
            }
        }
    }

    /// The codes that a source text gives to messages: the text after each maker's name.
    fn codes_in(source: &str) -> BTreeSet<String> {
        let after = |maker| source.split(maker).skip(1).map(str::trim_start);
        let made = ["Diagnostic::error(", "Diagnostic::warning(", "Diagnostic::note("];
        let made = made.into_iter().flat_map(after);
        let literal = after("Diagnostic {").filter_map(|rest| rest.strip_prefix("code: "));
        let texts = made.chain(literal).filter_map(|rest| rest.strip_prefix('"'));
        texts.filter_map(|rest| rest.split('"').next()).map(str::to_owned).collect()
    }

    #[test]
    fn are_unique_kebab_case_sorted_and_explained() {
        assert!(CODES.is_sorted_by(|one, next| one.0 < next.0), "sorted, each once");
        for (code, text) in CODES {
            assert!(
                code.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-')),
                "{code}"
            );
            assert!(
                !code.starts_with('-') && !code.ends_with('-') && !code.contains("--"),
                "{code}"
            );
            assert!(text.ends_with('.') && text.starts_with(char::is_uppercase), "{code}: {text}");
            assert_eq!(explanation(code), Some(*text));
        }
        assert_eq!(explanation("no-such-code"), None);
    }

    #[test]
    fn list_every_code_in_the_sources() {
        let mut files = Vec::new();
        rust_files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut files);
        let mut found = 0;
        for file in files.iter().filter(|file| !file.ends_with("diagnostic/codes.rs")) {
            for code in codes_in(&std::fs::read_to_string(file).unwrap()) {
                found += 1;
                assert!(explanation(&code).is_some(), "{}: `{code}` is not listed", file.display());
            }
        }
        assert!(found > 0, "the search finds nothing");
    }

    #[test]
    fn are_found_by_the_search() {
        let source = "Diagnostic::error(\n    \"one\", x); Diagnostic { code: \"two\", x }; Diagnostic::note(code)";
        assert_eq!(codes_in(source), BTreeSet::from(["one".to_owned(), "two".to_owned()]));
    }
}
