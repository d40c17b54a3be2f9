//! What a volume begins with: the front page, or an annex volume's head.

use super::Composer;
use super::text::printed;
use crate::render::pdf::clean::{Room, gather, identifier, words};
use crate::render::pdf::sheet::{Annex, Fact, Front, Opening, Signature, Volumes, Was};
use crate::render::pdf::volumes;
use crate::view::{self, Text};

/// How many reasons and how many steps the front page has room for.
const MOST: usize = 6;

impl Composer<'_> {
    /// The main volume's front page; `listed` are the volumes where there are several.
    pub(in crate::render::pdf) fn front(&mut self, listed: Option<Volumes>) -> Opening {
        let cover = &self.document.cover;
        let front = &cover.front;
        let verdict = self.mark(&cover.verdict);
        let was = cover.was.as_ref().map(|was| Was {
            drawing: self.mark(&was.verdict).drawing,
            words: words(&was.words, Room::PAGE),
        });
        let texts = |texts: &[Text]| texts.iter().map(|text| self.text(text, Room::PAGE)).collect();
        let (why, over) = front.why.split_at(front.why.len().min(MOST));
        let more = match over.len() {
            0 => front.more.as_ref().map(|more| self.text(more, Room::PAGE)),
            more => Some(words(&format!("and {more} more in section 1"), Room::PAGE)),
        };
        Opening::Front(Box::new(Front {
            over: words(&cover.over, Room::PAGE),
            as_of: self.as_of(),
            title: words(&cover.title, Room::PAGE),
            facts: self.cover_facts(&cover.facts),
            was,
            verdict,
            colour: cover.verdict.colour,
            sentence: words(&cover.sentence, Room::PAGE),
            notes: texts(&cover.notes),
            why: texts(why),
            more,
            way_title: words(&front.way_title, Room::PAGE),
            way: texts(&front.way),
            conditions: texts(&front.conditions),
            signatures: front.signatures.iter().map(signature).collect(),
            signatures_whole: fit_on_a_page(&front.signatures),
            digests: self.digests(),
            made_by: words(&format!("Made by Signoff {}", self.document.made_by), Room::PAGE),
            volumes: listed,
        }))
    }

    /// An annex volume's head.
    pub(in crate::render::pdf) fn annex(&self) -> Opening {
        let cover = &self.document.cover;
        Opening::Annex(Annex {
            over: words(&format!("{}, annex {}", cover.over, self.volume), Room::PAGE),
            as_of: self.as_of(),
            title: words(&cover.title, Room::PAGE),
            sentence: volumes::belongs(self.document.kind),
            holds: volumes::holds(&self.plan.holdings(self.volume)),
            digests: self.digests(),
        })
    }

    fn as_of(&self) -> crate::render::pdf::sheet::Words {
        words(&format!("As of {}", self.document.as_of), Room::PAGE)
    }

    /// The digests at the foot, but for one that a note has already printed.
    fn digests(&self) -> Vec<Fact> {
        let cover = &self.document.cover;
        let front = &cover.front;
        let noted = |digest: &str| {
            cover.notes.iter().flat_map(|note| &note.0).any(|span| printed(span) == digest)
        };
        let data = format!("SHA-256 of {}", self.document.kind.data_file());
        let digests =
            [("SHA-256 of what is signed", &front.of), (data.as_str(), &front.report_digest)];
        let printed =
            digests.into_iter().filter(|(_, digest)| !digest.is_empty() && !noted(digest));
        printed
            .map(|(label, digest)| Fact {
                label: words(label, Room::PAGE),
                value: gather(identifier(digest, Room::PAGE)),
                runs_on: false,
            })
            .collect()
    }
}

/// Whether the signature lines fit on a page: what can't be split and doesn't fit loses its end.
fn fit_on_a_page(signatures: &[view::Signature]) -> bool {
    let short = |signature: &view::Signature| {
        let view::Signature { role, name, decision, date } = signature;
        [role, name, decision, date].into_iter().all(|text| text.chars().count() <= 80)
    };
    signatures.len() <= 10 && signatures.iter().all(short)
}

fn signature(signature: &view::Signature) -> Signature {
    Signature {
        role: words(&signature.role, Room::column(22)),
        name: words(&signature.name, Room::column(22)),
        decision: words(&signature.decision, Room::column(26)),
        date: words(&signature.date, Room::column(16)),
    }
}
