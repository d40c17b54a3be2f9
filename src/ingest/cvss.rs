//! The base score that a vector of the Common Vulnerability Scoring System stands for.

/// The base score of a vector of version 3.0 or 3.1, by the equations of section 7.1 of the specification; none where
/// it is of another version, or lacks one of the base metrics.
pub(super) fn base_score(vector: &str) -> Option<f64> {
    let metrics = vector
        .trim()
        .strip_prefix("CVSS:3.0/")
        .or_else(|| vector.trim().strip_prefix("CVSS:3.1/"))?;
    let value = |name: &str| {
        let mut all = metrics.split('/').filter_map(|metric| metric.split_once(':'));
        all.find(|(metric, _)| *metric == name).map(|(_, value)| value)
    };
    let is_changed = match value("S")? {
        "U" => false,
        "C" => true,
        _ => return None,
    };
    let impacts = [impact(value("C")?)?, impact(value("I")?)?, impact(value("A")?)?];
    let sub_score = 1.0 - impacts.iter().map(|impact| 1.0 - impact).product::<f64>();
    let impact = if is_changed {
        7.52 * (sub_score - 0.029) - 3.25 * (sub_score - 0.02).powi(15)
    } else {
        6.42 * sub_score
    };
    let attack = one_of(value("AV")?, &[("N", 0.85), ("A", 0.62), ("L", 0.55), ("P", 0.2)])?;
    let complexity = one_of(value("AC")?, &[("L", 0.77), ("H", 0.44)])?;
    let (low, high) = if is_changed { (0.68, 0.5) } else { (0.62, 0.27) };
    let privileges = one_of(value("PR")?, &[("N", 0.85), ("L", low), ("H", high)])?;
    let interaction = one_of(value("UI")?, &[("N", 0.85), ("R", 0.62)])?;
    let exploitability = 8.22 * attack * complexity * privileges * interaction;
    if impact <= 0.0 {
        return Some(0.0);
    }
    let sum = impact + exploitability;
    Some(rounded_up(if is_changed { 1.08 * sum } else { sum }.min(10.0)))
}

fn impact(value: &str) -> Option<f64> {
    one_of(value, &[("H", 0.56), ("L", 0.22), ("N", 0.0)])
}

fn one_of(value: &str, all: &[(&str, f64)]) -> Option<f64> {
    all.iter().find(|(name, _)| *name == value).map(|(_, weight)| *weight)
}

/// To one decimal, upwards; but not for what only the arithmetic of the machine added (appendix A of 3.1).
fn rounded_up(score: f64) -> f64 {
    let fine = (score * 100_000.0).round();
    if fine % 10_000.0 == 0.0 { fine / 100_000.0 } else { ((fine / 10_000.0).floor() + 1.0) / 10.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scores_are_those_that_are_published_with_the_vectors() {
        for (vector, score) in [
            ("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", 9.8),
            ("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H", 10.0),
            ("CVSS:3.0/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N", 6.1),
            ("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H", 7.5),
            ("CVSS:3.1/AV:L/AC:H/PR:H/UI:R/S:U/C:L/I:N/A:N", 1.8),
            ("CVSS:3.1/AV:P/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:N", 0.0),
            ("CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:C/C:L/I:L/A:N/E:P/RL:O", 6.4),
        ] {
            assert_eq!(base_score(vector), Some(score), "{vector}");
        }
    }

    #[test]
    fn what_is_no_whole_vector_of_version_3_has_none() {
        for vector in [
            "",
            "AV:N/AC:L/Au:N/C:P/I:P/A:P",
            "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N",
            "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H",
            "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:X/C:H/I:H/A:H",
            "CVSS:3.1/AV:Q/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H",
        ] {
            assert_eq!(base_score(vector), None, "{vector}");
        }
    }
}
