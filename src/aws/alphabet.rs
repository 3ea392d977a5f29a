//! Whether all characters of a text are of an alphabet, eight at a time.
//!
//! A key file is hardly more than ids and secrets, so reading it is mostly this.

const LOW_BITS: u64 = 0x0101_0101_0101_0101;
const HIGH_BITS: u64 = LOW_BITS << 7;

/// The high bit of each byte that is one of `A-Z` or `0-9`. All bytes must be ASCII.
#[inline(always)]
pub(super) fn capitals_and_digits(eight: u64) -> u64 {
    between(eight, b'A', b'Z') | between(eight, b'0', b'9')
}

/// The high bit of each byte that is one of `A-Z`, `a-z`, `0-9`, `+` or `/`. All bytes must be ASCII.
#[inline(always)]
pub(super) fn base64(eight: u64) -> u64 {
    // No other ASCII character becomes a small letter by this bit.
    let letters = between(eight | (0x20 * LOW_BITS), b'a', b'z');
    // The slash stands right before the digits.
    letters | between(eight, b'/', b'9') | between(eight, b'+', b'+')
}

/// Whether every byte is of an alphabet. `N` is a multiple of eight.
#[inline(always)]
pub(super) fn all_of<const N: usize>(bytes: &[u8; N], alphabet: impl Fn(u64) -> u64) -> bool {
    const { assert!(N.is_multiple_of(8)) };
    let mut all = HIGH_BITS;
    for eight in bytes.as_chunks::<8>().0 {
        let eight = u64::from_le_bytes(*eight);
        all &= alphabet(eight & !HIGH_BITS) & !eight;
    }
    all == HIGH_BITS
}

/// The high bit of each byte in `first..=last`. All bytes must be ASCII, so that no sum carries over
/// into the next byte.
#[inline(always)]
const fn between(eight: u64, first: u8, last: u8) -> u64 {
    let not_before = eight + LOW_BITS * (0x80 - first as u64);
    let behind = eight + LOW_BITS * (0x7f - last as u64);
    not_before & !behind & HIGH_BITS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_in_every_place_is_told_right() {
        for byte in 0..=255_u8 {
            for place in 0..16 {
                let mut text = [b'A'; 16];
                text[place] = byte;
                let capital_or_digit = byte.is_ascii_uppercase() || byte.is_ascii_digit();
                assert_eq!(all_of(&text, capitals_and_digits), capital_or_digit, "{byte} {place}");
                let of_base64 = byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/');
                assert_eq!(all_of(&text, base64), of_base64, "{byte} {place}");
            }
        }
    }
}
