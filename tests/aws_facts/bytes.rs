//! How the same files come in other bytes.

use keyferry::finding::Code;
use keyferry::key_file::{self, Export};

use crate::{ID, SECRET, filled, is_read, is_read_and_said, is_refused, keys};

const THE_KEY: (Option<&str>, &str, &str, Option<&str>) = (None, ID, SECRET, None);

#[track_caller]
fn is_todays(text: &str) {
    is_read(text, "wave-ecr_accessKeys.csv", Export::AccessKeys, &[THE_KEY]);
}

#[test]
fn bom_before_the_file_is_no_part_of_the_first_heading() {
    is_todays("\u{feff}Access key ID,Secret access key\n{id},{secret}\n");
    is_todays("\u{feff}\"Access key ID\",\"Secret access key\"\n{id},{secret}\n");
}

#[test]
fn bom_is_no_part_of_any_header_cell() {
    is_todays("Access key ID,\u{feff}Secret access key\n{id},{secret}\n");
    is_todays("\u{feff}\u{feff}Access key ID\u{feff},Secret access key\u{feff}\n{id},{secret}\n");
}

#[test]
fn crlf_with_a_bom_as_in_aws_cli_issue_7721() {
    is_todays("\u{feff}Access key ID,Secret access key\r\n{id},{secret}\r\n");
}

#[test]
fn crlf_and_lone_cr_end_a_line() {
    is_todays("Access key ID,Secret access key\r\n{id},{secret}\r\n");
    is_todays("Access key ID,Secret access key\r{id},{secret}\r");
}

#[test]
fn last_newline_is_absent_present_or_doubled() {
    for end in ["\n", "\r\n"] {
        for last in [String::new(), end.to_owned(), end.repeat(2)] {
            is_todays(&format!("Access key ID,Secret access key{end}{{id}},{{secret}}{last}"));
        }
    }
}

#[test]
fn headings_are_known_in_the_case_of_every_year() {
    for headings in [
        "Access key ID,Secret access key",
        "Access Key ID,Secret Access Key",
        "Access Key Id,Secret Access Key",
        "access key id,secret access key",
        " ACCESS KEY ID ,\tSECRET ACCESS KEY ",
    ] {
        is_todays(&format!("{headings}\n{{id}},{{secret}}\n"));
    }
}

#[test]
fn quotes_keep_the_comma_of_an_iam_user_name() {
    let text = "User Name,Access Key Id,Secret Access Key\n\"doe,jane\",{id},{secret}\n";
    is_read(text, "", Export::LegacyCredentials, &[(Some("doe,jane"), ID, SECRET, None)]);
}

#[test]
fn every_character_of_an_iam_user_name_is_kept() {
    let user = "Az09_+=,.@-";
    let text = format!("User Name,Access Key Id,Secret Access Key\n\"{user}\",{{id}},{{secret}}\n");
    is_read(&text, "", Export::LegacyCredentials, &[(Some(user), ID, SECRET, None)]);
}

#[test]
fn an_iam_user_name_has_64_characters_at_most_and_so_many_are_kept() {
    let user = format!("{}-{}-{}", "team".repeat(5), "Pipeline".repeat(4), "user.name1");
    assert_eq!(user.len(), 64);
    let text = format!("User Name,Access Key Id,Secret Access Key\n{user},{{id}},{{secret}}\n");
    is_read(&text, "", Export::LegacyCredentials, &[(Some(&user), ID, SECRET, None)]);
}

#[test]
fn an_iam_user_name_of_40_letters_on_end_may_be_a_secret_and_is_not_shown() {
    let user = "n".repeat(40);
    let text = format!("User Name,Access Key Id,Secret Access Key\n{user},{{id}},{{secret}}\n");
    is_read(&text, "", Export::LegacyCredentials, &[(None, ID, SECRET, None)]);
}

#[test]
fn quotes_are_those_of_rfc_4180_and_a_broken_one_is_never_guessed_at() {
    let text = "User Name,Access Key Id,Secret Access Key\n\"a \"\"b\"\"\",{id},{secret}\n";
    is_read(text, "", Export::LegacyCredentials, &[(Some("a \"b\""), ID, SECRET, None)]);
    is_refused("Access key ID,Secret access key\n\"{id},{secret}\n", "", Code::FileQuotes);
}

#[test]
fn localised_headings_are_read_over_and_the_key_is_told_by_its_form() {
    for headings in [
        "アクセスキー ID,シークレットアクセスキー",
        "액세스 키 ID,비밀 액세스 키",
        "ID da chave de acesso,Chave de acesso secreta",
    ] {
        let text = format!("{headings}\n{{id}},{{secret}}\n");
        is_read_and_said(&text, "", Export::Table, &[THE_KEY], &[Code::FileReadByContent]);
    }
}

#[test]
fn excel_resaves_with_semicolons() {
    is_todays("Access key ID;Secret access key\r\n{id};{secret}\r\n");
}

#[test]
fn excel_resaves_with_tabs() {
    is_todays("Access key ID\tSecret access key\r\n{id}\t{secret}\r\n");
}

#[test]
fn excel_resaves_with_every_cell_in_quotes() {
    is_todays("\"Access key ID\";\"Secret access key\"\r\n\"{id}\";\"{secret}\"\r\n");
}

#[test]
fn excel_resaves_as_utf_16_of_either_order() {
    let text = filled("\u{feff}Access key ID\tSecret access key\r\n{id}\t{secret}\r\n");
    let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    assert_eq!((&little[..2], &big[..2]), (&b"\xff\xfe"[..], &b"\xfe\xff"[..]));
    for bytes in [little, big] {
        let file = key_file::read(&bytes, "").unwrap();
        assert_eq!((file.export, keys(&file)), (Export::AccessKeys, vec![THE_KEY]));
    }
}

#[test]
fn excel_shows_a_formulas_error_instead_of_a_secret() {
    is_refused("Access key ID,Secret access key\n{id},#NAME?\n", "", Code::FileAltered);
}

#[test]
fn excel_makes_a_formula_of_a_secret() {
    for cell in ["=kfExampleSecretKeyForTests0000000000/AB", "=+kfExampleSecretKey", "'+kfExample"]
    {
        let text = format!("Access key ID,Secret access key\n{{id}},{cell}\n");
        is_refused(&text, "", Code::FileAltered);
    }
}

#[test]
fn a_secret_that_begins_with_a_plus_and_was_not_altered_is_a_secret() {
    let secret = "+fExampleSecretKeyForTests0000000000/+AB";
    let text = format!("Access key ID,Secret access key\n{{id}},{secret}\n");
    is_read(&text, "", Export::AccessKeys, &[(None, ID, secret, None)]);
}
