//! Arithmetic that is the same on every machine.

use std::sync::LazyLock;

/// Binary digits after the point of a logarithm.
const DIGITS: u32 = 16;

/// The binary logarithm of a positive number.
pub fn log2(x: u32) -> f64 {
    match SMALL.get(x as usize) {
        Some(&log) => log,
        None => computed(x),
    }
}

/// Those of the small numbers, which are asked for all the time.
static SMALL: LazyLock<[f64; 1 << 12]> =
    LazyLock::new(|| std::array::from_fn(|x| computed(x as u32)));

/// By repeated squaring, in integers: the standard library's differs from platform to platform.
fn computed(x: u32) -> f64 {
    let whole = x.max(1).ilog2();
    let mut mantissa = u64::from(x.max(1)) << (31 - whole);
    let mut log = u64::from(whole);
    for _ in 0..DIGITS {
        let square = (mantissa * mantissa) >> 31;
        let carry = square >> 32;
        mantissa = square >> carry;
        log = 2 * log + carry;
    }
    log as f64 / f64::from(1u32 << DIGITS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn logarithms_are_right_to_four_places() {
        for x in [1, 2, 3, 7, 1000, 65_537, u32::MAX] {
            assert!((log2(x) - f64::from(x).log2()).abs() < 1e-4, "{x}");
        }
    }
}
