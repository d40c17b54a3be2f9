//! Pictures out of the evidence. A picture that can't be set would stop the whole report, so each is tried alone.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::render::pdf::typeset::picture_size;

/// A point is so many CSS pixels.
const POINTS_A_PIXEL: f64 = 0.75;

/// The largest a picture may be, in points.
const LARGEST: (f64, f64) = (440.0, 480.0);

/// The pictures of a volume: file name → bytes.
#[derive(Default)]
pub(in crate::render::pdf) struct Pictures(BTreeMap<String, Vec<u8>>);

impl Pictures {
    /// Keeps a picture: its file and its width in points; none where it can't be set.
    pub(super) fn add(&mut self, base64: &str) -> Option<(String, f64)> {
        let bytes = STANDARD.decode(base64).ok()?;
        let known = self.0.iter().find(|(_, known)| **known == bytes).map(|(file, _)| file.clone());
        let (width, height) = picture_size(&bytes)?;
        let file = known.unwrap_or_else(|| {
            let file = format!("pictures/{}", self.0.len());
            self.0.insert(file.clone(), bytes);
            file
        });
        let shrink = (LARGEST.0 / (width * POINTS_A_PIXEL))
            .min(LARGEST.1 / (height * POINTS_A_PIXEL))
            .min(1.0);
        Some((file, width * POINTS_A_PIXEL * shrink))
    }

    /// The files that the templates may read.
    pub(in crate::render::pdf) fn into_files(self) -> BTreeMap<String, Vec<u8>> {
        self.0
    }
}
