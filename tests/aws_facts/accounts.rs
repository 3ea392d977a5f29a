//! The account that an access key id encodes.

use keyferry::aws::{AccessKeyId, AccessKeyIdError, AccountId, AccountIdError};
use keyferry::credential::judge;
use keyferry::finding::{Code, Severity};

const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
/// Forty bits reach further than twelve digits do.
const LARGEST: u64 = 999_999_999_999;

fn account(id: &str) -> Option<String> {
    AccessKeyId::parse(id).unwrap().account().map(|account| account.to_string())
}

/// The id of the new or the old generation with this account's number and these 39 bits behind it.
fn id_of(new_generation: bool, number: u64, behind: u64) -> String {
    assert!(number < 1 << 40 && behind < 1 << 39);
    let bits = u128::from(new_generation) << 79 | u128::from(number) << 39 | u128::from(behind);
    let characters = (0..16).map(|at| ALPHABET[(bits >> (75 - 5 * at) & 31) as usize] as char);
    format!("AKIA{}", characters.collect::<String>())
}

/// Anything for the last 39 bits.
const BEHIND: u64 = 0x2a_aaaa_aaaa;

/// The bytes that base32 gives of the sixteen characters, as other programs go about it.
fn bytes_of(id: &str) -> [u8; 10] {
    let bits = id[4..].bytes().fold(0_u128, |bits, character| {
        let value = ALPHABET.iter().position(|known| *known == character).unwrap();
        bits << 5 | value as u128
    });
    bits.to_be_bytes()[6..].try_into().unwrap()
}

/// The published way: the first six bytes, masked and shifted.
fn masked(id: &str) -> u64 {
    let bytes = bytes_of(id);
    let front = bytes[..6].iter().fold(0_u64, |front, byte| front << 8 | u64::from(*byte));
    (front & 0x7fff_ffff_ff80) >> 7
}

// Published vectors. `ASIA` is no prefix of a long-term key: the account stands behind it all the
// same, so it is read behind `AKIA`.

macro_rules! vectors {
    ($($name:ident: $id:literal, $account:literal;)+) => { $(
        #[test]
        fn $name() {
            if $id.starts_with("ASIA") {
                assert_eq!(AccessKeyId::parse($id), Err(AccessKeyIdError::Temporary));
            } else {
                assert!(AccessKeyId::parse($id).is_ok());
            }
            let long_term = format!("AKIA{}", &$id[4..]);
            assert_eq!(account(&long_term).as_deref(), Some($account));
            assert_eq!(format!("{:012}", masked(&long_term)), $account);
        }
    )+ };
}

vectors! {
    asiay34fzkbokmutvv7a_is_609629065308: "ASIAY34FZKBOKMUTVV7A", "609629065308";
    asiaqnzgkiqy56jq7wml_is_029608264753: "ASIAQNZGKIQY56JQ7WML", "029608264753";
    asiar2tg44v5pdttbzrr_is_125843596666: "ASIAR2TG44V5PDTTBZRR", "125843596666";
    akiasp2tphjsqh3fjrux_is_171436882533: "AKIASP2TPHJSQH3FJRUX", "171436882533";
    akiarzpuzdikkvkvkvkv_is_123456789012: "AKIARZPUZDIKKVKVKVKV", "123456789012";
    akiartx3gsds2vkvkvkv_is_111122223333: "AKIARTX3GSDS2VKVKVKV", "111122223333";
    akiaqfx64dq22vkvkvkv_is_012345678901: "AKIAQFX64DQ22VKVKVKV", "012345678901";
    akiaqaaaaaaa2vkvkvkv_is_000000000001: "AKIAQAAAAAAA2VKVKVKV", "000000000001";
    akia6rvffb772vkvkvkv_is_999999999999: "AKIA6RVFFB772VKVKVKV", "999999999999";
}

#[test]
fn asiac29tzxroaw5ncg_is_no_base32_and_no_id() {
    assert_eq!(
        AccessKeyId::parse("ASIAc29tZXRoaW5nCg=="),
        Err(AccessKeyIdError::Prefix),
        "nor is it told as temporary"
    );
    assert_eq!(
        AccessKeyId::parse("AKIAc29tZXRoaW5nCg=="),
        Err(AccessKeyIdError::Character { position: 5 })
    );
}

#[test]
fn akiaiosfodnn7example_is_of_the_old_generation_and_tells_none() {
    let id = "AKIAIOSFODNN7EXAMPLE";
    assert_eq!(account(id), None);
    assert_eq!(masked(id), 581_039_954_779);
}

#[test]
fn akiai44qh8dhbexample_is_no_base32_and_tells_none() {
    assert_eq!(account("AKIAI44QH8DHBEXAMPLE"), None);
}

#[test]
fn akia0189000000000000_is_no_base32_and_tells_none() {
    assert_eq!(account("AKIA0189000000000000"), None);
}

#[test]
fn akia1234_is_too_short_for_an_id() {
    assert_eq!(AccessKeyId::parse("AKIA1234"), Err(AccessKeyIdError::Length { found: 8 }));
}

#[test]
fn an_id_of_22_characters_is_none() {
    let id = "AKIARZPUZDIKKVKVKVKVAA";
    assert_eq!(AccessKeyId::parse(id), Err(AccessKeyIdError::Length { found: 22 }));
}

// The layout of the twenty characters.

#[test]
fn bits_0_to_19_are_the_prefix_and_no_part_of_the_account() {
    assert_eq!(id_of(true, 123_456_789_012, BEHIND)[..4], *"AKIA");
    assert_eq!(account(&id_of(true, 0, 0)).as_deref(), Some("000000000000"));
}

#[test]
fn bit_20_is_1_in_the_new_generation_which_begins_with_q_to_z_or_2_to_7() {
    for (at, first) in ALPHABET.iter().enumerate() {
        let id = format!("AKIA{}AAAAAAA2VKVKVKV", *first as char);
        // The other four bits of the character are the account's first.
        let number = ((at as u64) & 15) << 36 | 1;
        let told = (at >= 16 && number <= LARGEST).then(|| format!("{number:012}"));
        assert_eq!(account(&id), told, "{id}");
    }
}

#[test]
fn bit_20_is_0_in_the_old_generation_which_is_never_guessed_at() {
    for number in [0, 1, 123_456_789_012, LARGEST] {
        let id = id_of(false, number, BEHIND);
        assert!((b'A'..=b'P').contains(&id.as_bytes()[4]), "{id}");
        assert_eq!(account(&id), None, "{id}");
    }
}

#[test]
fn bits_21_to_60_are_the_account_each_of_them() {
    for bit in 0..40 {
        let number = 1_u64 << bit;
        let told = (number <= LARGEST).then(|| format!("{number:012}"));
        for behind in [0, (1 << 39) - 1] {
            assert_eq!(account(&id_of(true, number, behind)), told, "bit {bit}");
        }
    }
}

#[test]
fn bits_61_to_99_tell_nothing_of_the_account() {
    for bit in 0..39 {
        let id = id_of(true, 123_456_789_012, 1 << bit);
        assert_eq!(account(&id).as_deref(), Some("123456789012"), "bit {bit}");
    }
}

#[test]
fn a_number_of_more_than_twelve_digits_is_no_account() {
    assert_eq!(account(&id_of(true, LARGEST, 0)).as_deref(), Some("999999999999"));
    for number in [LARGEST + 1, (1 << 40) - 1] {
        assert_eq!(account(&id_of(true, number, 0)), None, "{number}");
    }
}

#[test]
fn zeros_in_front_are_part_of_the_account() {
    assert_eq!(account(&id_of(true, 7, BEHIND)).as_deref(), Some("000000000007"));
}

// Where it was found.

/// Accounts all over the range, with bits behind them that have nothing to do with it.
fn samples() -> impl Iterator<Item = (u64, String)> {
    (0..2_000_u64).map(|at| {
        let number = at.wrapping_mul(6_364_136_223_846_793_005) >> 13 & 0xff_ffff_ffff;
        (number, id_of(true, number, number.wrapping_mul(0x9e37_79b9) & 0x7f_ffff_ffff))
    })
}

#[test]
fn steele_the_alphabet_is_that_of_base32() {
    for character in (b'0'..=b'9').chain(b'A'..=b'Z') {
        let id = format!("AKIAQAAAAAAA2VKVKVK{}", character as char);
        let told = ALPHABET.contains(&character);
        assert_eq!(account(&id).is_some(), told, "{id}");
        assert_eq!(AccessKeyId::parse(&id).unwrap().is_base32(), told, "{id}");
    }
}

#[test]
fn steele_character_12_tells_by_its_first_bit_whether_the_account_is_odd() {
    // Counted from 0. Its other four bits belong to what follows.
    for (number, id) in samples() {
        let last = ALPHABET.iter().position(|known| *known == id.as_bytes()[12]).unwrap();
        assert_eq!((last >> 4) as u64, number & 1, "{id}");
    }
}

#[test]
fn beery_the_mask_and_the_shift_give_the_same() {
    for (number, id) in samples() {
        assert_eq!(masked(&id), number, "{id}");
        let told = (number <= LARGEST).then(|| format!("{number:012}"));
        assert_eq!(account(&id), told, "{id}");
    }
}

#[test]
fn withsecure_an_old_id_tells_nothing_whatever_its_bits_are() {
    for (number, _) in samples() {
        assert_eq!(account(&id_of(false, number, BEHIND)), None, "{number}");
    }
}

#[test]
fn trufflehog_knows_old_ids_by_i_and_j_only_and_we_by_the_bit() {
    for first in 'A'..='P' {
        let id = format!("AKIA{first}AAAAAAA2VKVKVKV");
        assert_eq!(account(&id), None, "{id}");
    }
}

#[test]
fn aws_iam_authenticator_looks_at_no_generation_and_we_do() {
    let old = id_of(false, 123_456_789_012, BEHIND);
    assert_eq!(masked(&old), 123_456_789_012);
    assert_eq!(account(&old), None);
}

// Accounts that make keys as tripwires (trufflehog's `canary.go`).

macro_rules! canaries {
    ($($name:ident: $number:literal;)+) => { $(
        #[test]
        fn $name() {
            let id = id_of(true, $number, BEHIND);
            assert!(AccessKeyId::parse(&id).unwrap().is_canary());
            let [finding] = &judge::user_name(&id)[..] else { panic!("one finding") };
            assert_eq!((finding.code, finding.severity), (Code::KeyIdCanary, Severity::Warning));
            assert!(!AccessKeyId::parse(&id_of(true, $number + 1, BEHIND)).unwrap().is_canary());
        }
    )+ };
}

canaries! {
    canary_052310077262: 52_310_077_262;
    canary_171436882533: 171_436_882_533;
    canary_534261010715: 534_261_010_715;
    canary_595918472158: 595_918_472_158;
    canary_717712589309: 717_712_589_309;
    canary_819147034852: 819_147_034_852;
    canary_992382622183: 992_382_622_183;
    canary_730335385048: 730_335_385_048;
    canary_266735846894: 266_735_846_894;
    canary_893192397702: 893_192_397_702;
}

#[test]
fn another_account_than_the_registrys_is_a_warning_since_pulls_across_accounts_are_legitimate() {
    let key_account = AccountId::parse("123456789012").unwrap();
    let host = "111122223333.dkr.ecr.eu-west-1.amazonaws.com";
    let [finding] = &judge::registry(host, Some(&key_account))[..] else { panic!("one finding") };
    assert_eq!(
        (finding.code, finding.severity, &finding.fix),
        (Code::RegistryOtherAccount, Severity::Warning, &None)
    );
    let named =
        [("account", "111122223333".to_owned()), ("key_account", "123456789012".to_owned())];
    assert_eq!(finding.arguments, named);
}

// As it is written.

#[test]
fn the_console_writes_an_account_in_three_groups_of_four_and_no_other_dash_is_read_over() {
    use AccountIdError as E;
    assert_eq!(AccountId::parse("1234-5678-9012").unwrap().as_str(), "123456789012");
    for (text, error) in [
        ("1234-56789012", E::Character { position: 5 }),
        ("123456789-012", E::Character { position: 10 }),
        ("12345-678-9012", E::Character { position: 6 }),
        ("1234-5678--012", E::Character { position: 11 }),
        ("1234--567-8901", E::Character { position: 6 }),
        ("12345678901234", E::Length { found: 14 }),
    ] {
        assert_eq!(AccountId::parse(text), Err(error), "{text}");
    }
}

#[test]
fn an_error_of_an_account_is_called_by_its_code_and_says_where_it_is() {
    let error = AccountId::parse("12").unwrap_err();
    assert_eq!(error.to_string(), "account_length");
    assert_eq!(error.finding().arguments, [("found", "2".to_owned())]);
    let error = AccountId::parse("1x").unwrap_err();
    assert_eq!(error.to_string(), "account_character");
    assert_eq!(error.finding().arguments, [("position", "2".to_owned())]);
}

#[test]
fn an_account_is_shown_as_its_digits() {
    let account = AccountId::parse("012345678901").unwrap();
    assert_eq!(format!("{account} {account:?}"), "012345678901 AccountId(012345678901)");
}
