//! The base score that a vector of the Common Vulnerability Scoring System gives, where its checker writes no score.

use std::str::FromStr as _;

use cvss::Cvss;

/// The metrics of the base group: all of them are mandatory. Version 2 (guide, 2.1), 3 (3.1 specification, 2), 4 (4.0
/// specification, 2).
const V2: [&str; 6] = ["AV", "AC", "AU", "C", "I", "A"];
const V3: [&str; 8] = ["AV", "AC", "PR", "UI", "S", "C", "I", "A"];
const V4: [&str; 11] = ["AV", "AC", "AT", "PR", "UI", "VC", "VI", "VA", "SC", "SI", "SA"];

/// The base score; none where the vector is none, or lacks a metric.
pub(super) fn base_score(vector: &str) -> Option<f64> {
    let vector = vector.trim().trim_start_matches('(').trim_end_matches(')').trim_matches('/');
    let (prefix, rest, base): (&str, &str, &[&str]) = match vector.split_once('/') {
        Some((version @ ("CVSS:3.0" | "CVSS:3.1"), rest)) => (version, rest, &V3),
        Some((version @ "CVSS:4.0", rest)) => (version, rest, &V4),
        Some(("CVSS:2.0", rest)) => ("", rest, &V2),
        Some(_) if vector.starts_with("CVSS:") => return None,
        Some(_) => ("", vector.trim_start_matches("CVSS2#"), &V2),
        None => return None,
    };
    let metrics: Vec<(&str, &str)> =
        rest.split('/').map(|metric| metric.split_once(':')).collect::<Option<_>>()?;
    let mut parts: Vec<String> = Vec::new();
    parts.extend((!prefix.is_empty()).then(|| prefix.to_owned()));
    for wanted in base {
        let mut named = metrics.iter().filter(|(name, _)| name.eq_ignore_ascii_case(wanted));
        let (name, value) = named.next()?;
        if named.next().is_some() {
            return None;
        }
        parts.push(format!("{name}:{value}"));
    }
    let score = Cvss::from_str(&parts.join("/")).ok()?.score();
    (0.0..=10.0).contains(&score).then_some((score * 10.0).round() / 10.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scores_are_those_of_the_specifications() {
        for (vector, score) in [
            ("AV:N/AC:L/Au:N/C:N/I:N/A:C", 7.8),
            ("(AV:N/AC:L/Au:N/C:C/I:C/A:C)", 10.0),
            ("AV:L/AC:H/Au:N/C:C/I:C/A:C/E:POC/RL:OF/RC:C", 6.2),
            ("CVSS:3.0/AV:N/AC:L/PR:L/UI:N/S:C/C:L/I:L/A:N", 6.4),
            ("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", 9.8),
            ("CVSS:3.1/AV:N/AC:H/PR:N/UI:R/S:U/C:L/I:N/A:N", 3.1),
            ("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:N", 0.0),
            ("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H/E:U/RL:O", 9.8),
            ("CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N", 9.3),
            ("CVSS:4.0/AV:L/AC:L/AT:P/PR:L/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N", 7.3),
        ] {
            assert_eq!(base_score(vector), Some(score), "{vector}");
        }
    }

    #[test]
    fn what_is_not_whole_has_no_score() {
        for vector in [
            "",
            "/",
            "7.5",
            "CVSS:3.1/",
            "CVSS:3.1/AV:N",
            "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H",
            "CVSS:3.1/AV:X/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H",
            "CVSS:3.1/AV:N/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H",
            "CVSS:9.9/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H",
            "AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H",
            "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H/oops",
        ] {
            assert_eq!(base_score(vector), None, "{vector}");
        }
    }
}
