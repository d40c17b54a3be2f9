//! The fonts, which ship in the binary, and what each can show. Fonts of the machine are never looked at:
//! the bytes would differ from one to the next.

use std::sync::LazyLock;

use regex::Regex;
use typst::layout::Abs;
use typst::text::{FontVariant, FontVariations};
use typst_kit::fonts::{FontStore, embedded};

/// The fonts that the templates name. Each covers several faces (weights, italics).
const FAMILIES: [&str; 2] = ["libertinus serif", "dejavu sans mono"];

/// What is never set as itself though a font may have a glyph for it: controls, private and unassigned code points,
/// what is invisible (and so could hide or reverse something), and the stand-in for objects, which typst uses itself.
const NEVER_SET: &str = r"[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\x{FFFC}\x{FFFD}]";

/// The fonts and what they cover.
pub(super) struct Fonts {
    /// What typst asks for.
    pub(super) store: FontStore,
    /// What an upright regular face shows; typst falls back to it from the other faces.
    shown: Characters,
    /// What each family shows in all of its faces.
    together: [Characters; FAMILIES.len()],
    /// Marks that are drawn on the letter before them.
    marks: Characters,
}

/// A set of characters, one bit each.
#[derive(Default)]
struct Characters(Vec<u64>);

static FONTS: LazyLock<Fonts> = LazyLock::new(Fonts::load);

/// The fonts, loaded once.
pub(super) fn fonts() -> &'static Fonts {
    &FONTS
}

impl Fonts {
    fn load() -> Self {
        let mut store = FontStore::new();
        let mut regular = Characters::default();
        let mut phantoms = Characters::default();
        let mut together = FAMILIES.map(|_| None);
        for (font, info) in embedded() {
            // A font may list a character and have no glyph for it; typst believes the list when it falls back.
            let face =
                font.clone().instantiate(info.variant, Abs::pt(10.0), &FontVariations::default());
            let drawn = |point: &u32| {
                char::from_u32(*point).and_then(|character| face.ttf().glyph_index(character))
            };
            phantoms = phantoms.or(&Characters::of(
                info.coverage.iter().filter(|point| drawn(point).is_none_or(|glyph| glyph.0 == 0)),
            ));
            for (family, characters) in FAMILIES.iter().zip(&mut together) {
                if info.family.eq_ignore_ascii_case(family) {
                    let face = Characters::of(info.coverage.iter());
                    if info.variant == FontVariant::default() {
                        regular = regular.or(&face);
                    }
                    *characters = Some(match characters.take() {
                        None => face,
                        Some(others) => face.and(&others),
                    });
                }
            }
            store.push((font, info));
        }
        let never = regular.matching(NEVER_SET);
        let marks = regular.matching(r"^\p{M}");
        let together = together.map(Option::unwrap_or_default);
        Self { store, shown: regular.without(&never).without(&phantoms), together, marks }
    }

    /// Whether the character is set as itself.
    pub(super) fn shows(&self, character: char) -> bool {
        self.shown.contains(character)
    }

    /// Whether the character is drawn on the letter before it.
    pub(super) fn is_mark(&self, character: char) -> bool {
        self.marks.contains(character)
    }

    /// Whether one and the same family shows both: a mark is drawn on its letter only then.
    pub(super) fn show_together(&self, letter: char, mark: char) -> bool {
        self.together
            .iter()
            .any(|characters| characters.contains(letter) && characters.contains(mark))
    }
}

impl Characters {
    fn of(points: impl Iterator<Item = u32>) -> Self {
        let mut bits = Vec::new();
        for point in points {
            let Ok(word) = usize::try_from(point / 64) else { continue };
            if word >= bits.len() {
                bits.resize(word + 1, 0);
            }
            if let Some(slot) = bits.get_mut(word) {
                *slot |= 1_u64 << (point % 64);
            }
        }
        Self(bits)
    }

    /// Those of them that a class of characters holds; all, should the class be no class.
    fn matching(&self, class: &str) -> Self {
        let class = Regex::new(class).ok();
        let mut bytes = [0; 4];
        Self::of((0..=u32::from(char::MAX)).filter(|point| {
            char::from_u32(*point).is_some_and(|character| {
                self.contains(character)
                    && class
                        .as_ref()
                        .is_none_or(|class| class.is_match(character.encode_utf8(&mut bytes)))
            })
        }))
    }

    fn and(mut self, other: &Self) -> Self {
        self.0.truncate(other.0.len());
        for (mine, theirs) in self.0.iter_mut().zip(&other.0) {
            *mine &= theirs;
        }
        self
    }

    fn or(mut self, other: &Self) -> Self {
        if self.0.len() < other.0.len() {
            self.0.resize(other.0.len(), 0);
        }
        for (mine, theirs) in self.0.iter_mut().zip(&other.0) {
            *mine |= theirs;
        }
        self
    }

    fn without(mut self, other: &Self) -> Self {
        for (mine, theirs) in self.0.iter_mut().zip(&other.0) {
            *mine &= !theirs;
        }
        self
    }

    fn contains(&self, character: char) -> bool {
        let point = u32::from(character);
        usize::try_from(point / 64)
            .ok()
            .and_then(|word| self.0.get(word))
            .is_some_and(|bits| bits >> (point % 64) & 1 == 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_fonts_show_what_our_own_words_need() {
        for character in "AZaz09 .,;:“”‘’–—−×÷…⋮\u{a0}\u{202f}ÄéŁőșЖΩ≤≥→─│┌✓".chars()
        {
            assert!(fonts().shows(character), "{character:?} {:x}", u32::from(character));
        }
    }

    #[test]
    fn emoji_and_cjk_have_no_glyph() {
        for character in ['\u{1f600}', '\u{2705}', '漢', '\u{e000}', '\u{10ffff}'] {
            assert!(!fonts().shows(character), "{character:?}");
        }
        assert!(fonts().show_together('e', '\u{301}'));
        assert!(!fonts().show_together('─', '\u{5b0}'));
    }
}
