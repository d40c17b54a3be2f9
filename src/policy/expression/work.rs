//! How much work an expression is, told before it is evaluated: the interpreter has no limit of its own.

/// The steps that an expression may take. A step is a part of the expression looked at once; a million of them take
/// about a tenth of a second unoptimised.
pub const MOST_STEPS: u64 = 10_000_000;

/// Characters of a text that are looked at in one step.
const TEXT_STEP: u64 = 64;

/// How many things a list holds at most: so many, and all of these lists of the record.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Size {
    pub(super) fixed: u64,
    pub(super) of: Vec<&'static str>,
}

impl Size {
    pub(super) fn fixed(number: usize) -> Self {
        Self { fixed: number as u64, of: Vec::new() }
    }

    pub(super) fn of(list: &'static str) -> Self {
        Self { fixed: 0, of: vec![list] }
    }

    pub(super) fn and(mut self, other: Self) -> Self {
        self.fixed = self.fixed.saturating_add(other.fixed);
        self.of.extend(other.of);
        self
    }

    fn number(&self, sizes: &Sizes<'_>) -> u64 {
        self.of.iter().fold(self.fixed, |sum, list| sum.saturating_add((sizes.list)(list)))
    }
}

/// How large the facts are.
pub struct Sizes<'a> {
    /// How many things a list of the record holds.
    pub list: &'a dyn Fn(&str) -> u64,
    /// The length of the longest text in the record.
    pub longest: u64,
}

/// The work of a part of an expression.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Work {
    /// Parts that are looked at once.
    pub(super) parts: u64,
    /// Texts that are read through.
    pub(super) texts: u64,
    /// Lists that are searched or copied.
    pub(super) scans: Vec<Size>,
    /// What is done for each of several.
    pub(super) loops: Vec<(Size, Work)>,
}

impl Work {
    /// The steps that it takes at most.
    pub(super) fn steps(&self, sizes: &Sizes<'_>) -> u64 {
        let texts = self.texts.saturating_mul(1 + sizes.longest / TEXT_STEP);
        let once = self.parts.saturating_add(texts);
        let scans = self.scans.iter().map(|size| size.number(sizes));
        let loops = self
            .loops
            .iter()
            .map(|(size, each)| size.number(sizes).saturating_mul(1 + each.steps(sizes)));
        scans.chain(loops).fold(once, u64::saturating_add)
    }
}
