//! What each cause adds to a value: Shapley values (L. S. Shapley, A value for n-person games, 1953).
//!
//! Taken over all orders in which causes could have come one after the other, a cause's part is the mean of what the
//! value rises when it comes. The parts sum to the whole, and causes that do the same get the same.

use num_rational::BigRational;

use crate::assess::exact::{toward_zero, whole};
use crate::model::Fraction;
use crate::model::delta::{Cause, Part};

/// The parts of so many causes; `values` has one for each set of them, the bits of its index being the causes in it.
pub(super) fn shapley(causes: usize, values: &[BigRational]) -> Vec<BigRational> {
    let orders = factorial(causes);
    let part = |cause: usize| {
        let bit = 1_usize << cause;
        let without = (0..values.len()).filter(|set| set & bit == 0);
        without.fold(whole(0), |sum, set| {
            let (Some(before), Some(after)) = (values.get(set), values.get(set | bit)) else {
                return sum;
            };
            let size = set.count_ones() as usize;
            let weight = factorial(size) * factorial(causes.saturating_sub(size + 1));
            sum + (after - before) * weight / &orders
        })
    };
    (0..causes).map(part).collect()
}

fn factorial(number: usize) -> BigRational {
    (1..=number as u64).fold(whole(1), |product, factor| product * whole(factor))
}

/// A change as it is printed, with two decimals and rounded towards zero, and its parts, of which those that lose most
/// by rounding down are rounded up, so that they sum to the printed whole.
pub(in super::super) fn printed(
    change: &BigRational,
    parts: Vec<(Cause, BigRational)>,
) -> (Option<String>, Vec<Part>) {
    let hundred = whole(100);
    let target = (change * &hundred).trunc();
    let scaled: Vec<BigRational> = parts.iter().map(|(_, part)| part * &hundred).collect();
    let mut rounded: Vec<BigRational> = scaled.iter().map(BigRational::floor).collect();
    let mut by_loss: Vec<usize> = (0..scaled.len()).collect();
    by_loss.sort_by_key(|at| scaled.get(*at).map(|it| it.floor() - it));
    let missing = rounded.iter().fold(target, |missing, part| missing - part);
    for (at, _) in by_loss.iter().zip(0_u64..).take_while(|(_, nth)| whole(*nth) < missing) {
        if let Some(part) = rounded.get_mut(*at) {
            *part += whole(1);
        }
    }
    let parts = parts.into_iter().zip(rounded).map(|((cause, exact), rounded)| Part {
        cause,
        points: toward_zero(&(rounded / &hundred), 2),
        exact: Fraction::of(exact),
    });
    (Some(toward_zero(change, 2)), parts.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(all: &[i64]) -> Vec<BigRational> {
        all.iter().map(|it| BigRational::from_integer((*it).into())).collect()
    }

    #[test]
    fn parts_sum_to_the_whole_and_share_what_takes_both() {
        // Alone the first adds 10, the second 20; together 40.
        let parts = shapley(2, &values(&[0, 10, 20, 40]));
        assert_eq!(parts, values(&[15, 25]));
        // Each would do.
        assert_eq!(shapley(2, &values(&[0, 10, 10, 10])), values(&[5, 5]));
        assert_eq!(shapley(1, &values(&[3, 1])), values(&[-2]));
        assert!(shapley(0, &values(&[3])).is_empty());
    }

    #[test]
    fn printed_parts_sum_to_the_printed_whole() {
        let third = BigRational::new(100.into(), 3.into());
        let parts = vec![
            (Cause::System, &third / whole(3)),
            (Cause::Tool, &third / whole(3)),
            (Cause::Edited, &third / whole(3)),
        ];
        let (whole, parts) = printed(&third, parts);
        assert_eq!(whole.unwrap(), "33.33");
        let told: Vec<_> = parts.iter().map(|part| part.points.as_str()).collect();
        assert_eq!(told, ["11.11", "11.11", "11.11"]);
        let mixed = vec![
            (Cause::System, BigRational::new((-2).into(), 3.into())),
            (Cause::Tool, BigRational::new(1.into(), 3.into())),
        ];
        let (whole, parts) = printed(&BigRational::new((-1).into(), 3.into()), mixed);
        assert_eq!(whole.unwrap(), "\u{2212}0.33");
        let told: Vec<_> = parts.iter().map(|part| part.points.as_str()).collect();
        assert_eq!(told, ["\u{2212}0.66", "0.33"]);
    }
}
