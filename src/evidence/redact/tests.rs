//! Every rule on something that it finds and something near it. Secrets are put together when the test runs, so that
//! none stands in this file.

use proptest::prelude::*;

use super::*;
use crate::model::{MaskedPlace, NAMED, Redaction};

/// As random as a key: `length` letters and digits.
fn random(length: usize) -> String {
    let letters = "a8F3kq29Zp0xR7mB5tWd1YcVn6Hs4JgL".chars().cycle();
    letters.take(length).collect()
}

fn hex(length: usize) -> String {
    "9f86d081884c7d659a2feaa0c55ad015".chars().cycle().take(length).collect()
}

fn upper(length: usize) -> String {
    random(length).to_uppercase()
}

fn places(text: &str) -> Vec<MaskedPlace> {
    Searcher::new(&Redaction::default()).places(text).unwrap()
}

fn at(span: std::ops::Range<usize>) -> MaskedPlace {
    MaskedPlace { start: span.start, end: span.end, rule: "password".to_owned() }
}

fn found(text: &str) -> Vec<(String, String)> {
    let told =
        |place: MaskedPlace| (place.rule, text.get(place.start..place.end).unwrap().to_owned());
    places(text).into_iter().map(told).collect()
}

/// A rule, what stands before a secret, and the secret.
fn samples() -> Vec<(&'static str, String, String)> {
    let row = |rule, before: &str, secret: String| (rule, before.to_owned(), secret);
    vec![
        row("age-key", "", ["AGE-SECRET-", "KEY-1"].concat() + &upper(58)),
        row("anthropic", "key ", ["sk-", "ant-"].concat() + &random(40)),
        row("aws-key-id", "id ", ["AK", "IA"].concat() + &upper(16)),
        row("aws-secret", "aws_secret_access_key = ", random(40)),
        row("azure-client-secret", "id ", random(3) + "8Q~" + &random(34)),
        row("azure-sas", "https://a.example/x?sv=1&sig=", random(43)),
        row("azure-storage-key", "AccountName=a;AccountKey=", random(86) + "=="),
        row("basic-auth", "Authorization: Basic ", random(20)),
        row("bearer", "Authorization: Bearer ", random(24)),
        row("command-password", "mysql --password=", "hunter2".to_owned()),
        row("command-password", "curl -s -u admin:", "hunter2".to_owned()),
        row("databricks", "", ["da", "pi"].concat() + &hex(32)),
        row("digitalocean", "", ["dop", "_v1_"].concat() + &hex(64)),
        row("docker", "", ["dckr", "_pat_"].concat() + &random(27)),
        row("github", "push with ", ["gh", "p_"].concat() + &random(36)),
        row("github", "push with ", ["github", "_pat_"].concat() + &random(40)),
        row("gitlab", "", ["gl", "pat-"].concat() + &random(20)),
        row("google", "", ["AI", "za"].concat() + &random(35)),
        row("google", "\"private_key_id\": \"", hex(40)),
        row("grafana", "", ["gl", "sa_"].concat() + &random(32) + "_" + &hex(8)),
        row("hugging-face", "", ["h", "f_"].concat() + &random(34)),
        row(
            "jwt",
            "cookie ",
            format!(
                "{}{}.{}{}.{}",
                "ey",
                "J".to_owned() + &random(20),
                "ey",
                "J".to_owned() + &random(30),
                random(43)
            ),
        ),
        row("linear", "", ["lin", "_api_"].concat() + &random(40)),
        row("npm", "", ["np", "m_"].concat() + &random(36)),
        row("openai", "", ["s", "k-proj-"].concat() + &random(48)),
        row("password", "DB_PASSWORD=", "hunter2".to_owned()),
        row("password", "\"password\": \"", "correct horse".to_owned()),
        row("password", "password: ", "hunter2&more".to_owned()),
        row("pypi", "", ["pypi-", "AgE"].concat() + &random(60)),
        row("secret", "api_key = ", random(20)),
        row("secret", "\"client_secret\":\"", random(32)),
        row("sendgrid", "", ["S", "G."].concat() + &random(22) + "." + &random(43)),
        row("shopify", "", ["shp", "at_"].concat() + &hex(32)),
        row("slack", "", ["xo", "xb-"].concat() + &random(40)),
        row(
            "slack",
            "https://hooks.slack.com/services/",
            format!("T{}/B{}/{}", upper(8), upper(8), random(24)),
        ),
        row("stripe", "", ["sk", "_live_"].concat() + &random(24)),
        row("twilio", "", ["S", "K"].concat() + &hex(32)),
        row("url-password", "postgres://app:", "hunter2".to_owned()),
        row("vault", "", ["hv", "s."].concat() + &random(24)),
    ]
}

fn behind(rule: &str) -> &'static str {
    if rule == "url-password" { "@db.example/x" } else { "\" and more" }
}

fn pem(kind: &str) -> (String, String) {
    let line = random(64);
    let body = format!("{line}\n{line}\n{}", random(20));
    (format!("-----BEGIN {kind}PRIVATE KEY-----\n{body}\n-----END {kind}PRIVATE KEY-----\n"), body)
}

#[test]
fn every_rule_finds_its_secret_and_nothing_else() {
    let mut seen = std::collections::BTreeSet::from(["private-key"]);
    for (rule, before, secret) in samples() {
        let text = format!("line one\n{before}{secret}{}", behind(rule));
        assert_eq!(found(&text), [(rule.to_owned(), secret)], "{text}");
        seen.insert(rule);
    }
    let all: Vec<&str> = RULES.iter().map(|rule| rule.id).collect();
    assert_eq!(seen.into_iter().collect::<Vec<_>>(), all, "every rule has a sample, in order");
    assert!(RULES.iter().all(|rule| regex::Regex::new(rule.pattern).is_ok()));
}

#[test]
fn near_misses_stay() {
    let digest = hex(64);
    for text in [
        format!("sha256: {digest}"),
        format!("\"sha256\": \"{digest}\", \"commit\": \"{}\"", hex(40)),
        "id 0b9e4c7e-3f43-4a07-9a57-5b4f9c0d1e2f".to_owned(),
        format!("integrity=\"sha384-{}\"", random(64)),
        format!("data:image/png;base64,{}", random(400)),
        format!("\"hashed_secret\": \"{}\"", hex(40)),
        "password: ***".to_owned(),
        "PASSWORD=${DB_PASSWORD}".to_owned(),
        "password = changeme".to_owned(),
        "--password <password>".to_owned(),
        "password: required".to_owned(),
        "password = os.environ['X']".to_owned(),
        "password_min_length = 12".to_owned(),
        "max_tokens = 4096".to_owned(),
        "PWD=/home/build".to_owned(),
        "token: string".to_owned(),
        "secret: projects/shop/latest".to_owned(),
        "The key: see section 12".to_owned(),
        "https://example.org:8080/a@b".to_owned(),
        "-----BEGIN PUBLIC KEY-----\nabc\n-----END PUBLIC KEY-----".to_owned(),
        "fingerprint SHA256:abc/def".to_owned(),
        "eyJ is how a token begins".to_owned(),
        "task-risk-desk-mask-whisk-brisk-flask".to_owned(),
    ] {
        assert_eq!(found(&text), [], "{text}");
    }
}

#[test]
fn keys_are_masked_from_head_to_foot() {
    for kind in ["", "RSA ", "EC ", "OPENSSH ", "ENCRYPTED "] {
        let (text, body) = pem(kind);
        assert_eq!(found(&text), [("private-key".to_owned(), body)], "{kind}");
        let json = serde_json::to_string(&text).unwrap();
        let masked = String::from_utf8(mask(&json, &places(&json))).unwrap();
        let read: String = serde_json::from_str(&masked).unwrap();
        assert_eq!(read.lines().count(), text.lines().count());
        assert!(!read.contains(&random(8)), "{read}");
    }
    // A log cuts it off.
    let (text, _) = pem("");
    let cut = text.split("-----END").next().unwrap().to_owned();
    let masked = String::from_utf8(mask(&cut, &places(&cut))).unwrap();
    assert!(!masked.contains(&random(8)), "{masked}");
}

#[test]
fn what_is_escaped_is_found() {
    let secret = ["gh", "p_"].concat() + &random(36);
    let units = secret.chars().map(|it| format!("\\u{:04x}", u32::from(it)));
    let escaped = units.collect::<Vec<_>>().concat();
    let json = format!("{{\"note\": \"push with {escaped}\"}}");
    let masked = String::from_utf8(mask(&json, &places(&json))).unwrap();
    let stars = "*".repeat(escaped.len());
    assert_eq!(masked, format!("{{\"note\": \"push with {stars}\"}}"));
    let json = serde_json::json!({ "note": format!("use password=\"{}\"", "hunter2") }).to_string();
    let masked = String::from_utf8(mask(&json, &places(&json))).unwrap();
    assert!(!masked.contains("hunter2"), "{masked}");
}

#[test]
fn policies_switch_rules_and_add_their_own() {
    let text = format!("tn_{} DB_PASSWORD=hunter2", "abc12".repeat(4));
    let policy =
        |json| Searcher::new(&serde_json::from_value(json).unwrap()).places(&text).unwrap();
    let own = policy(serde_json::json!({
        "patterns": [{ "id": "tenant", "pattern": "tn_([a-z0-9]{20})" }],
        "rules": { "password": "off" },
    }));
    assert_eq!(own, [MaskedPlace { start: 3, end: 23, rule: "tenant".to_owned() }]);
    assert_eq!(policy(serde_json::json!({ "rules": { "password": "on" } })).len(), 1);
}

#[test]
fn what_is_known_is_found_however_it_is_written() {
    let mut secrets = Secrets::default();
    let text = "DB_PASSWORD=hunt\"er2!x";
    let place = vec![at(12..text.len())];
    secrets.add(text, &mask(text, &place), &place);
    let elsewhere = r#"{"a": "it is hunt\"er2!x here", "b": "hunter2"}"#;
    let places = secrets.finder().places(elsewhere, &[]).unwrap();
    assert_eq!(places.len(), 1);
    assert_eq!(elsewhere.get(places[0].start..places[0].end), Some(r#"hunt\"er2!x"#));
    // Short ones and words may stand elsewhere for themselves.
    for text in ["x=hunter2", "x=production"] {
        let place = vec![at(2..text.len())];
        let mut secrets = Secrets::default();
        secrets.add(text, &mask(text, &place), &place);
        assert!(secrets.is_empty(), "{text}");
    }
}

#[test]
fn more_than_can_be_masked_is_an_error() {
    let many = |many: usize| "password=hunter2x!\n".repeat(many);
    let searcher = Searcher::new(&Redaction::default());
    assert_eq!(searcher.places(&many(100_000)).unwrap().len(), 100_000);
    assert_eq!(searcher.places(&many(100_001)), Err(TooMany));
    let escaped = |text: String| serde_json::to_string(&text).unwrap();
    assert_eq!(searcher.places(&escaped(many(100_001))), Err(TooMany));
    let place = vec![at(9..18)];
    let mut secrets = Secrets::default();
    secrets.add(&many(1), &mask(&many(1), &place), &place);
    assert_eq!(secrets.finder().places(&many(100_000), &[]).unwrap().len(), 100_000);
    assert_eq!(secrets.finder().places(&many(100_001), &[]), Err(TooMany));
    // What a rule has found already doesn't count; what was named is masked otherwise.
    let (text, whole) = (many(100_001), 0..19 * 100_000);
    let left = secrets.finder().places(&text, &[at(whole.clone())]).unwrap();
    assert_eq!(left, [at(whole.end + 9..whole.end + 18)]);
    let places = [at(0..40), at(30..whole.end)];
    assert_eq!(secrets.finder().places(&text, &places).unwrap().len(), 1);
    let named = [MaskedPlace { rule: NAMED.to_owned(), ..at(whole) }];
    assert_eq!(secrets.finder().places(&text, &named), Err(TooMany));
}

#[test]
fn of_a_long_secret_the_first_bytes_are_looked_for() {
    let text = format!("x={}", random(10_000));
    let place = vec![at(2..text.len())];
    let mut secrets = Secrets::default();
    secrets.add(&text, &mask(&text, &place), &place);
    let elsewhere = format!("it is {}", random(4096));
    assert_eq!(secrets.finder().places(&elsewhere, &[]).unwrap(), [at(6..elsewhere.len())]);
    assert_eq!(secrets.finder().places(elsewhere.split_at(4101).0, &[]).unwrap(), []);
    let lines: Vec<String> = (0..100_000).map(|at| format!("{at}{}", random(80))).collect();
    let text = lines.join("\n");
    let place = vec![at(0..text.len())];
    assert_eq!(secrets.check(), Ok(()));
    secrets.add(&text, &mask(&text, &place), &place);
    assert_eq!(secrets.check(), Err(TooMany));
}

#[test]
fn hostile_texts_take_no_time() {
    let started = "eyJhbGciOiJ".repeat(200_000);
    let heads = "-----BEGIN PRIVATE KEY-----\nA".repeat(60_000);
    let words = "password ".repeat(200_000) + &"password=".repeat(200_000);
    let slashes = format!("\"{}\"", "\\".repeat(1_000_000));
    for text in [started, heads, words, slashes] {
        let places = places(&text);
        assert_eq!(mask(&text, &places).len(), text.len());
    }
}

proptest! {
    #[test]
    fn a_secret_at_any_place_is_masked(
        before in "[a-z \\n\"{}<>&]{0,40}", after in "[a-z \\n\"{}<>&]{0,40}", row in 0..39_usize,
    ) {
        let (rule, lead, secret) = samples().remove(row);
        let text = format!("{before}\n{lead}{secret}{}{after}", behind(rule));
        let masked = String::from_utf8(mask(&text, &places(&text))).unwrap();
        prop_assert_eq!(masked.len(), text.len());
        prop_assert_eq!(masked.lines().count(), text.lines().count());
        prop_assert!(!masked.contains(&secret), "{}", masked);
        let json = serde_json::json!({ "text": text }).to_string();
        let copy = String::from_utf8(mask(&json, &places(&json))).unwrap();
        let read: serde_json::Value = serde_json::from_str(&copy).unwrap();
        prop_assert!(!read["text"].as_str().unwrap().contains(&secret), "{}", copy);
    }

    #[test]
    fn any_text_and_places_keep_length_and_syntax(
        text in "[\\[\\]{}\":,\\\\u0-9a-ftrue<>&;/= \\n\u{e9}-]{0,80}",
        spans in prop::collection::vec((0_usize..80, 0_usize..80), 0..4), rule in "named|x",
    ) {
        let place = |(start, end): (usize, usize)| {
            let (start, end) = (text.floor_char_boundary(start.min(end)), text.floor_char_boundary(start.max(end)));
            MaskedPlace { start, end, rule: rule.clone() }
        };
        let places = union(spans.into_iter().map(place).filter(|it| it.start < it.end).collect());
        let once = mask(&text, &places);
        prop_assert_eq!(once.len(), text.len());
        let masked = String::from_utf8(once).unwrap();
        // A lone number or word is a text like any other.
        let json = |text: &str| {
            text.trim_start().starts_with(['{', '[', '"'])
                && serde_json::from_str::<serde_json::Value>(text).is_ok()
        };
        prop_assert!(!json(&text) || json(&masked), "{} {}", text, masked);
        prop_assert_eq!(mask(&masked, &places), masked.as_bytes());
    }
}
