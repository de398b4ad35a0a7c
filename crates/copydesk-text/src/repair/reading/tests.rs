use super::*;

fn reading(kind: RepairKind) -> &'static Reading {
    SINGLE_BYTE
        .iter()
        .chain(&DOUBLE_BYTE)
        .find(|reading| reading.kind == kind)
        .expect("a known kind")
}

#[test]
fn knows_the_bytes_of_characters() {
    let gbk = reading(RepairKind::Utf8AsGb18030);
    assert_eq!(gbk.unit('漏'), Some(0xC2A9));
    assert!(gbk.units('€').eq([0x80, 0xA2E3]));
    assert_eq!(gbk.unit('a'), None);
    let latin = reading(RepairKind::Utf8AsWindows1252);
    assert_eq!(latin.unit('€'), Some(0x80));
    assert_eq!(latin.unit('\u{80}'), Some(0x80));
}

#[test]
fn knows_what_is_lost() {
    let cyrillic = reading(RepairKind::Utf8AsWindows1251);
    let undefined = (0x80..=0xFF).filter(|&byte| cyrillic.loses(byte, b'a'));
    assert!(undefined.eq([0x98]));
    let gbk = reading(RepairKind::Utf8AsGb18030);
    assert!(gbk.loses(0xA9, b'0'));
    assert!(!gbk.loses(0xE4, b'I'));
    assert!(gbk.loses_pair(0xAA, 0xE4));
}
