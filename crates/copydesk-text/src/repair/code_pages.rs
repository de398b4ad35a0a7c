/// What IBM's code page 437 has at `80..=FF` (Unicode's mapping table CP437.TXT).
pub(super) const CP437: &str = "\
    ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐\
    └┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{A0}";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn has_a_character_for_each_byte() {
        assert_eq!(CP437.chars().count(), 128);
        let at = |byte: usize| CP437.chars().nth(byte - 0x80);
        assert_eq!(
            [at(0x80), at(0xC3), at(0xE1), at(0xFE)],
            ['Ç', '├', 'ß', '■'].map(Some)
        );
    }
}
