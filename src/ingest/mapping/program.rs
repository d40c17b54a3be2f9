//! A jq program that knows its input and nothing else: no file, no environment, no clock, no way to end the process.

use std::fmt::Write as _;
use std::sync::{LazyLock, OnceLock};

use jaq_core::load::{Arena, File, Loader, lex, parse};
use jaq_core::{Compiler, Ctx, Vars, compile, data, load, unwrap_valr};
use jaq_json::Val;

use super::words;

/// What a program may not reach, by the names of jq's filters.
const OUT_OF_REACH: [&str; 9] =
    ["env", "now", "halt", "halt_error", "debug", "debug_empty", "stderr", "stderr_empty", "input"];

/// Words that every program has.
const PRELUDE: &str = include_str!("prelude.jq");

/// What programs are made of besides their own words: jq's definitions and ours, read once.
static LIBRARY: LazyLock<Vec<parse::Def<&'static str>>> = LazyLock::new(|| {
    let library = jaq_core::defs().chain(jaq_std::defs()).chain(jaq_json::defs());
    let ours = load::parse(PRELUDE, |parser| parser.defs());
    library.filter(|def| is_in_reach(def.name)).chain(ours.unwrap_or_default()).collect()
});

fn is_in_reach(name: &str) -> bool {
    !OUT_OF_REACH.contains(&name)
}

type Filter = jaq_core::Filter<data::JustLut<Val>>;

/// A program. Its input is `.`; `$root` is what stands around it.
pub(super) struct Program {
    code: String,
    filter: OnceLock<Result<Filter, String>>,
}

impl Program {
    /// The program of that code, which is compiled when it is first asked for.
    pub(super) fn of(code: String) -> Self {
        Self { code, filter: OnceLock::new() }
    }

    /// Compiles it.
    ///
    /// # Errors
    ///
    /// What is wrong with it, and at which of its words.
    pub(super) fn compile(&self) -> Result<&Filter, String> {
        self.filter.get_or_init(|| compiled(&self.code)).as_ref().map_err(Clone::clone)
    }

    /// What it gives for an input, one by one.
    pub(super) fn run<'p>(
        &'p self,
        root: &Val,
        input: Val,
    ) -> impl Iterator<Item = Result<Val, String>> + 'p {
        let (filter, error) = match self.compile() {
            Ok(filter) => (Some(filter), None),
            Err(error) => (None, Some(Err(error))),
        };
        let vars = Vars::new([root.clone()]);
        let results = filter.into_iter().flat_map(move |filter| {
            let context = Ctx::<data::JustLut<Val>>::new(&filter.lut, vars.clone());
            filter.id.run((context, input.clone())).map(unwrap_valr)
        });
        results.map(|result| result.map_err(|error| error.to_string())).chain(error)
    }
}

fn compiled(code: &str) -> Result<Filter, String> {
    let functions = jaq_core::funs().chain(jaq_std::funs()).chain(jaq_json::funs());
    let functions = functions.filter(|function| is_in_reach(function.0)).chain(words::all());
    let arena = Arena::default();
    let modules = Loader::new(LIBRARY.iter().cloned())
        .load(&arena, File { code, path: () })
        .map_err(|errors| not_loaded(&errors))?;
    Compiler::default()
        .with_funs(functions)
        .with_global_vars(["$root"])
        .compile(modules)
        .map_err(|errors| not_compiled(&errors))
}

fn not_loaded(errors: &load::Errors<&str, ()>) -> String {
    let mut told = String::from("is no jq program");
    for (_, error) in errors.iter().take(1) {
        // Writing to a String can't fail.
        let _ = match error {
            load::Error::Io(_) => write!(told, ": it imports, and can't"),
            load::Error::Lex(errors) => match errors.first() {
                Some((expected, found)) => lexed(&mut told, expected, found),
                None => Ok(()),
            },
            load::Error::Parse(errors) => match errors.first() {
                Some((expected, found)) => parsed(&mut told, expected, found),
                None => Ok(()),
            },
        };
    }
    told
}

fn lexed(told: &mut String, expected: &lex::Expect<&str>, found: &str) -> std::fmt::Result {
    write!(told, ": expected {}, found `{}`", expected.as_str(), beginning(found))
}

fn parsed(told: &mut String, expected: &parse::Expect<&str>, found: &str) -> std::fmt::Result {
    write!(told, ": expected {}, found `{}`", expected.as_str(), beginning(found))
}

fn not_compiled(errors: &compile::Errors<&str, ()>) -> String {
    let first = errors.iter().flat_map(|(_, errors)| errors).next();
    match first {
        Some((name, kind)) => format!("uses the {} `{name}`, which there isn't", kind.as_str()),
        None => "can't be compiled".to_owned(),
    }
}

fn beginning(text: &str) -> &str {
    let end = text.floor_char_boundary(40);
    let text = text.get(..end).unwrap_or_default();
    text.lines().next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(code: &str, input: &str) -> Vec<Result<String, String>> {
        let program = Program::of(code.to_owned());
        let input = serde_json::from_str(input).unwrap();
        program.run(&Val::Null, input).map(|result| result.map(|value| value.to_string())).collect()
    }

    fn wrong(code: &str) -> String {
        Program::of(code.to_owned()).compile().err().unwrap_or_default()
    }

    #[test]
    fn a_program_reads_its_input() {
        assert_eq!(run(".a[] | . + 1", r#"{"a": [1, 2]}"#), [Ok("2".into()), Ok("3".into())]);
        assert!(matches!(&run(".a + 1", r#"{"a": "x"}"#)[..], [Err(_)]));
    }

    #[test]
    fn words_of_the_prelude_are_there() {
        let told = |code: &str, input: &str| {
            let all = run(code, input).into_iter();
            all.collect::<Result<Vec<_>, _>>().unwrap().join(" ")
        };
        let numbers = r#"[3, "4", 2.5, -1, "x", null, "5-7", "2026-01-02"]"#;
        assert_eq!(told(".[] | whole", numbers), r#"3 4 2.5 -1 "x" null "5-7" "2026-01-02""#);
        assert_eq!(told(".[] | natural", numbers), "3 4 null null null null null null");
        assert_eq!(
            told(".[] | number", r#"[3, "4.5", " -1e2 ", "7 of 9", "x", [], ""]"#),
            "3 4.5 -1e2"
        );
        assert_eq!(told("texts", r#"["a", 1, null, ""]"#), r#"["a","1"]"#);
        assert_eq!(told("texts", r#""a""#), r#"["a"]"#);
        assert_eq!(told("texts", "null"), "[]");
        assert_eq!(
            told(".[] | text", r#"["a", 1.5, null, [], true]"#),
            r#""a" "1.5" null null null"#
        );
        let things = r#"[null, "", [], {}, false, 0, "a", [null]]"#;
        assert_eq!(told(".[] | there", things), r#"false 0 "a" [null]"#);
        assert_eq!(told("kept", r#"{"a": null, "b": false, "c": "", "d": {}}"#), r#"{"b":false}"#);
        assert_eq!(told("kept", "[null]"), "[null]");
        let named = r#""CWE-79, cve-2021-44228 (CVE-2021-44228), CWE-79, xCWE-1""#;
        let ids = r#"["CVE-2021-44228","CWE-79","cve-2021-44228"]"#;
        assert_eq!(told("identifiers", named), ids);
        assert_eq!(
            told("identifiers", r#"[{"a": "GHSA-2hjv-9cpg-qqpr"}]"#),
            r#"["GHSA-2hjv-9cpg-qqpr"]"#
        );
        assert_eq!(told("identifiers", "null"), "[]");
        assert_eq!(told("whole", "3.0"), "3");
        let xml =
            r#"{"t":"a","c":["&lt;&#65;&#x42;&amp;lt;&no; ",{"t":"n:b","c":[{"cdata":"&lt;"}]}]}"#;
        assert_eq!(told("element_text", xml), r#""<AB&lt;&no;""#);
        assert_eq!(told("elements(\"b\") | element_text", xml), r#""&lt;""#);
    }

    #[test]
    fn words_for_times_lines_and_scores_are_there() {
        let told = |code: &str, input: &str| {
            let all = run(code, input).into_iter();
            all.collect::<Result<Vec<_>, _>>().unwrap().join(" ")
        };
        let times = r#"["2026-01-02T03:04:05.6+0100", "2026-01-02 03:04:05 (GMT)", "2026-01-02 03:04:05 UTC",
            "2026-01-02T03:04:05Z", "2026-01-02T03:04:05", "2026-01-02T03:04:05+01", 5]"#;
        let zoned = r#""2026-01-02T03:04:05.6+01:00" null "2026-01-02T03:04:05Z" "2026-01-02T03:04:05Z" null null null"#;
        assert_eq!(told(".[] | zoned", times), zoned);
        let times = r#"[1739539640, "1739539640123", 0, 1e30, "2025-02-14", null]"#;
        let epoch = r#""2025-02-14T13:27:20Z" "2025-02-14T13:27:20Z" null null null null"#;
        assert_eq!(told(".[] | of_epoch", times), epoch);
        let code = |text: &str| serde_json::to_string(text).unwrap();
        let lines = "unnumbered(12; 13)";
        assert_eq!(told(lines, &code("11 a\n12 b\n13  c\n14 d\n")), r#""b\n c""#);
        assert_eq!(told(lines, &code("8: a\n9: \tb\n")), r#""a\n\tb""#);
        assert_eq!(told(lines, &code("12 b\nno number")), r#""12 b\nno number""#);
        assert_eq!(told("unnumbered(12; null)", &code("12 b\n13\n")), r#""b""#);
        assert_eq!(told("unnumbered(null; null)", &code("12 b\n13\n")), r#""b\n""#);
        assert_eq!(told(lines, "null"), "null");
        let vectors = r#"["CVSS:3.1/AV:N", "(AV:N/AC:L)", "", null]"#;
        assert_eq!(told(".[] | cvss_version", vectors), r#""3.1" "2.0" null null"#);
    }

    #[test]
    fn the_world_is_out_of_reach() {
        for code in ["env", "now", "$ENV", "halt", "input", "inputs", "debug", "\"x\" | stderr"] {
            let error = wrong(code);
            assert!(error.contains("which there isn't"), "{code}: {error}");
        }
        let error = wrong("import \"a\" as a; a::b");
        assert!(error.contains("imports"), "{error}");
    }

    #[test]
    fn what_is_wrong_is_told() {
        let error = wrong(".a |");
        assert!(error.starts_with("is no jq program: expected"), "{error}");
        assert_eq!(wrong("nothing_such"), "uses the filter `nothing_such`, which there isn't");
    }
}
