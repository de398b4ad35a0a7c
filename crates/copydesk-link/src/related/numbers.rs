//! Arithmetic that is the same on every machine.

/// Binary digits after the point of a logarithm.
const DIGITS: u32 = 16;

/// The binary logarithm of a positive number by repeated squaring, in integers: the standard
/// library's differs from platform to platform.
pub fn log2(x: u32) -> f64 {
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
