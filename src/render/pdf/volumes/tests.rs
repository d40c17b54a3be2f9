//! How a document is divided: nothing is lost, nothing is there twice, and what is said of it adds up.

use super::stretch::{Rank, level};
use super::*;
use crate::model::Severity;
use crate::render::pdf::tests::sample;
use crate::view::{DocumentKind, Findings, Paragraph, Text};

/// Findings, evidence with excerpts, a long table and notes, in that many volumes at least.
fn long() -> Document {
    sample::long(60)
}

/// Every item of the document, by the volume that holds it.
fn spread(document: &Document, plan: &Plan<'_>) -> Vec<Vec<(Place, usize)>> {
    let mut spread = Vec::new();
    for volume in 0..plan.count() {
        let mut here = Vec::new();
        for (section, content) in document.sections.iter().enumerate() {
            for block in 0..content.blocks.len() {
                let place = (section, block);
                here.extend(plan.held(volume, place).map(|index| (place, index)));
            }
        }
        spread.push(here);
    }
    spread
}

#[test]
fn everything_is_in_exactly_one_volume() {
    let document = long();
    let all: Vec<(Place, usize)> = stretches(&document)
        .iter()
        .flat_map(|one| &one.items)
        .map(|item| (item.place, item.index))
        .collect();
    for room in [1, 10, 57, 100, 333, 1_000, usize::MAX] {
        let plan = Plan::of(&document, room);
        let spread = spread(&document, &plan);
        assert_eq!(plan.count() > 1, room < 1_000_000, "{room}");
        let mut found: Vec<(Place, usize)> = spread.iter().flatten().copied().collect();
        assert!(spread.iter().skip(1).all(|volume| !volume.is_empty()), "{room}");
        // Annexes go on where the one before ended.
        assert!(spread.iter().skip(1).flatten().is_sorted(), "{room}");
        found.sort_unstable();
        assert_eq!(found, all, "{room}");
    }
}

#[test]
fn no_volume_holds_more_than_there_is_room_for() {
    let document = long();
    let lines: BTreeMap<(Place, usize), usize> = stretches(&document)
        .iter()
        .flat_map(|one| &one.items)
        .map(|item| ((item.place, item.index), item.lines))
        .collect();
    let room = 200;
    let plan = Plan::of(&document, room);
    let volumes = spread(&document, &plan);
    let sums: Vec<usize> =
        volumes.iter().map(|volume| volume.iter().map(|item| lines[item]).sum()).collect();
    assert!(sums.iter().all(|sum| *sum <= room), "{sums:?}");
    // And none is opened for nothing: two neighbours are more than one.
    assert!(sums[1..].windows(2).all(|pair| pair[0] + pair[1] > room), "{sums:?}");
}

#[test]
fn what_fits_is_one_volume_and_a_line_more_is_two() {
    let document = long();
    let lines: usize =
        stretches(&document).iter().flat_map(|one| &one.items).map(|item| item.lines).sum();
    assert_eq!(Plan::of(&document, lines).count(), 1);
    assert_eq!(Plan::of(&document, lines - 1).count(), 2);
    assert!(list(&Plan::of(&document, lines), &[]).is_none());
}

#[test]
fn short_sections_stay_whole_and_long_ones_break_off_alike() {
    assert_eq!(level(vec![5, 100, 40], 145), usize::MAX);
    assert_eq!(level(vec![5, 100, 40], 144), 99);
    assert_eq!(level(vec![5, 100, 40], 65), 30);
    assert_eq!(level(vec![], 0), usize::MAX);
    let document = long();
    let plan = Plan::of(&document, 200);
    let gates = document.sections.iter().position(|one| one.title == "Gates").unwrap();
    let rows = weight::lines(&document.sections[gates].blocks[0]).len();
    assert_eq!(plan.held(0, (gates, 0)), 0..rows);
}

#[test]
fn what_decides_is_kept_before_findings_and_those_before_evidence() {
    let document = long();
    let of = |plan: &Plan<'_>, kind| plan.counts(0).get(&kind).copied().unwrap_or(0);
    let whole = Plan::of(&document, usize::MAX).counts(0);
    let sums = |rank| {
        let such = stretches(&document).into_iter().filter(|one| one.rank == rank);
        such.flat_map(|one| one.items).map(|item| item.lines).sum::<usize>()
    };
    let others = sums(Rank::Other);
    // A quarter is for findings: as soon as the rest is enough, the others are whole.
    let plan = Plan::of(&document, others * 4 / 3 + 1);
    assert_eq!(of(&plan, Kind::Passage), whole[&Kind::Passage]);
    assert!(of(&plan, Kind::Finding) > 0 && of(&plan, Kind::Finding) < whole[&Kind::Finding]);
    assert_eq!(of(&plan, Kind::Evidence), 0);
    let plan = Plan::of(&document, others * 4 / 3 - 2);
    assert!(
        of(&plan, Kind::Row) + of(&plan, Kind::Passage) < whole[&Kind::Row] + whole[&Kind::Passage]
    );
    let plan = Plan::of(&document, others + sums(Rank::Findings) + sums(Rank::Evidence) / 2);
    assert_eq!(of(&plan, Kind::Finding), whole[&Kind::Finding]);
    assert!(of(&plan, Kind::Evidence) > 0 && of(&plan, Kind::Evidence) < whole[&Kind::Evidence]);
}

#[test]
fn what_introduces_something_stays_with_it() {
    let document = long();
    for room in 1..400 {
        let plan = Plan::of(&document, room);
        for volume in spread(&document, &plan) {
            for (place, _) in volume {
                let blocks = &document.sections[place.0].blocks;
                let next = (place.0, place.1 + 1);
                let introduces = matches!(blocks[place.1], Block::Heading(_) | Block::Paragraph(_));
                let same = blocks.get(next.1).is_some_and(|next| Kind::of(next) != Kind::Evidence);
                if introduces && same {
                    let held = (0..plan.count()).find(|v| !plan.held(*v, place).is_empty());
                    assert!(plan.held(held.unwrap(), next).contains(&0), "{room} {place:?}");
                }
            }
        }
    }
}

#[test]
fn totals_reconcile() {
    let document = long();
    let whole = Plan::of(&document, usize::MAX).counts(0);
    for room in [1, 57, 200, 500] {
        let plan = Plan::of(&document, room);
        let mut sums: BTreeMap<Kind, usize> = BTreeMap::new();
        for volume in 0..plan.count() {
            for (kind, count) in plan.counts(volume) {
                *sums.entry(kind).or_default() += count;
            }
        }
        assert_eq!(sums, whole, "{room}");
        // What the main volume says that it lacks is what the annexes say that they hold.
        let lacking: usize = plan
            .cuts
            .keys()
            .filter_map(|place| plan.rest(*place))
            .flat_map(|(holdings, _)| holdings)
            .map(|holding| holding.count())
            .sum();
        let annexed = (1..plan.count()).flat_map(|volume| plan.holdings(volume));
        assert_eq!(lacking, annexed.map(|holding| holding.count()).sum::<usize>(), "{room}");
    }
}

#[test]
fn the_words_say_what_is_where() {
    let findings = (0..5).map(|at| sample::finding(&format!("F-{at}"), Severity::Low));
    let document = sample::with(vec![
        Block::Paragraph(Paragraph { text: Text::plain("Five.") }),
        Block::Findings(Findings { findings: findings.collect(), facets: Vec::new() }),
    ]);
    let one = stretches(&document)[0].items[1].lines;
    let plan = Plan::of(&document, one * 2);
    let words = |words: &crate::render::pdf::sheet::Words| serde_json::to_string(words).unwrap();
    let listed = list(&plan, &["aa".to_owned(), "bb".to_owned()]).unwrap();
    assert!(words(&listed.sentence).contains("Of 5 findings: 1 in this volume and 4 in annexes."));
    assert_eq!(listed.heads.iter().map(words).collect::<Vec<_>>(), ["\"Findings\""]);
    let counts = listed.rows.iter().map(|row| words(&row.counts[0])).collect::<Vec<_>>();
    assert_eq!(counts, ["\"1\"", "\"2\"", "\"2\""]);
    assert_eq!(words(&listed.totals[0]), "\"5\"");
    assert_eq!(words(&listed.annexes[0].holds[0]), "\"findings 2 to 3 of 5 (2)\"");
    let (holdings, volumes) = plan.rest((0, 1)).unwrap();
    let rest = words(&rest(DocumentKind::Report, &holdings, &volumes));
    assert!(rest.contains("report-annex-1.pdf") && rest.contains("report-annex-2.pdf"), "{rest}");
    assert!(rest.contains("findings 2 to 5 of 5 (4)"), "{rest}");
    assert!(plan.rest((0, 0)).is_none());
}

#[test]
fn each_jump_target_is_where_its_item_is() {
    let document = long();
    let plan = Plan::of(&document, 200);
    let mut names: Vec<&str> = (0..plan.count()).flat_map(|one| plan.labels_in(one)).collect();
    names.sort_unstable();
    assert!(names.windows(2).all(|pair| pair[0] != pair[1]));
    for (section, content) in document.sections.iter().enumerate() {
        assert!(plan.has_label(0, &content.anchor));
        for (block, content) in content.blocks.iter().enumerate() {
            if let Block::Findings(findings) = content {
                for (index, finding) in findings.findings.iter().enumerate() {
                    let (volume, _) = plan.target_of(&finding.anchor).unwrap();
                    assert!(plan.held(volume, (section, block)).contains(&index));
                }
            }
        }
    }
}
