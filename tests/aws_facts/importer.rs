//! The test inputs of the AWS CLI's importer (`test_importer.py` of its v2), with values of a key's
//! form in place of `AKID` and `SAK`. README.md says where ours differs and why.

use keyferry::finding::Code;

use crate::{
    ID, ID_2, ID_3, SECRET, SECRET_2, SECRET_3, Told, argument, codes, is_refused, keys, read,
    refusal,
};

const WIDE: &str = "User name,Password,Access key ID,Secret access key,Console login link\n";
const NARROW: &str = "User name,Access key ID,Secret access key\n";
const P1: Told<'_> = (Some("PROFILENAME"), ID, SECRET, None);

/// That the text gives these keys, and that nothing is said of it.
#[track_caller]
fn gives(text: &str, expected: &[Told<'_>]) {
    let file = read(text, "credentials.csv");
    assert_eq!((keys(&file), codes(&file)), (expected.to_vec(), vec![]), "{text:?}");
}

/// That the text is refused for the first row, and for which of its halves.
#[track_caller]
fn is_refused_for(text: &str, code: Code, reason: &str) {
    is_refused(text, "credentials.csv", code);
    let refusal = refusal(text, "credentials.csv");
    assert_eq!(argument(&refusal, "reason").as_deref(), Some(reason), "{text:?}");
    assert_eq!(argument(&refusal, "line").as_deref(), Some("2"), "{text:?}");
}

#[test]
fn a_row_with_password_and_link_gives_its_credential() {
    gives(&format!("{WIDE}PROFILENAME,PW,{{id}},{{secret}},https://console.link\n"), &[P1]);
}

#[test]
fn a_row_of_user_id_and_secret_gives_its_credential() {
    gives(&format!("{NARROW}PROFILENAME,{{id}},{{secret}}\n"), &[P1]);
}

#[test]
fn a_bom_before_the_headings_changes_nothing() {
    gives(&format!("\u{feff}{NARROW}PROFILENAME,{{id}},{{secret}}\n"), &[P1]);
}

#[test]
fn two_rows_with_and_without_a_bom_give_two_credentials_in_order() {
    for bom in ["", "\u{feff}"] {
        gives(
            &format!("{bom}{NARROW}P1,{{id}},{{secret}}\nP2,{{id2}},{{secret2}}\n"),
            &[(Some("P1"), ID, SECRET, None), (Some("P2"), ID_2, SECRET_2, None)],
        );
    }
}

#[test]
fn bad_rows_are_skipped_and_counted_and_a_row_without_a_user_is_a_key_all_the_same() {
    let text = format!(
        "{NARROW}P1,{{id}},{{secret}}\nP,,{{secret}}\nP,{{id}},\n,{{id3}},{{secret3}}\n\
         P2,{{id2}},{{secret2}}\n"
    );
    let file = read(&text, "credentials.csv");
    assert_eq!(
        keys(&file),
        [
            (Some("P1"), ID, SECRET, None),
            (None, ID_3, SECRET_3, None),
            (Some("P2"), ID_2, SECRET_2, None)
        ]
    );
    assert_eq!(codes(&file), [Code::FileRowsSkipped]);
    assert!(file.findings[0].arguments.contains(&("count", "2".to_owned())));
}

#[test]
fn columns_may_stand_in_another_order() {
    gives("Access key ID,Secret access key, User name\n{id},{secret},PROFILENAME\n", &[P1]);
}

#[test]
fn headings_may_be_in_small_letters_with_a_blank_in_front() {
    gives(" user name,access key id,secret access key\nPROFILENAME,{id},{secret}\n", &[P1]);
}

#[test]
fn headings_may_be_padded_and_a_row_may_have_a_cell_more() {
    gives(
        "  user name,  access key id,  secret access key    \nPROFILENAME,{id},{secret},extra\n",
        &[P1],
    );
}

#[test]
fn values_padded_with_blanks_are_trimmed() {
    gives(&format!("{NARROW}  PROFILENAME , {{id}}  ,   {{secret}} \n"), &[P1]);
}

#[test]
fn nothing_but_a_blank_is_an_error() {
    is_refused(" ", "credentials.csv", Code::FileEmpty);
}

#[test]
fn an_empty_user_is_no_error_here_since_the_files_name_can_name_the_credential() {
    gives(
        &format!("{WIDE},PW,{{id}},{{secret}},https://console.link\n"),
        &[(None, ID, SECRET, None)],
    );
}

#[test]
fn an_empty_id_is_an_error() {
    let text = format!("{WIDE}PROFILENAME,PW,,{{secret}},https://console.link\n");
    is_refused_for(&text, Code::FileBadKeyId, "key_id_empty");
}

#[test]
fn an_empty_secret_is_an_error() {
    let text = format!("{WIDE}PROFILENAME,PW,{{id}},,https://console.link\n");
    is_refused_for(&text, Code::FileBadSecret, "secret_empty");
}

#[test]
fn headings_without_user_name_are_todays_file_and_an_error_only_without_a_row() {
    let headings = "Access key ID,Secret access key";
    is_refused(headings, "credentials.csv", Code::FileNoUsableKey);
    gives(&format!("{headings}\n{{id}},{{secret}}\n"), &[(None, ID, SECRET, None)]);
}

#[test]
fn headings_without_the_id_are_an_error_that_names_no_heading() {
    is_refused("User name,Secret access key", "credentials.csv", Code::FileNoUsableKey);
}

#[test]
fn headings_without_the_secret_are_an_error_that_names_no_heading() {
    is_refused("User name,Access key ID", "credentials.csv", Code::FileNoUsableKey);
}

// How it behaves beside its test inputs.

#[test]
fn blank_lines_which_stop_the_importer_are_read_over_here() {
    gives(&format!("{NARROW}PROFILENAME,{{id}},{{secret}}\n\n"), &[P1]);
    gives(&format!("\n{NARROW}\n\nPROFILENAME,{{id}},{{secret}}\n \n"), &[P1]);
}

#[test]
fn quotes_which_the_importer_keeps_are_no_part_of_a_value_here() {
    gives(&format!("{NARROW}\"PROFILENAME\",\"{{id}}\",\"{{secret}}\"\n"), &[P1]);
}

#[test]
fn any_two_words_are_a_key_for_the_importer_and_none_here() {
    is_refused_for(&format!("{NARROW}P1,AKID,{{secret}}\n"), Code::FileBadKeyId, "key_id_prefix");
    is_refused_for(&format!("{NARROW}P1,{{id}},SAK\n"), Code::FileBadSecret, "secret_length");
}

#[test]
fn a_bom_before_any_heading_is_taken_away_as_the_importer_does() {
    gives(
        "User name,\u{feff}Access key ID,\u{feff}Secret access key\nPROFILENAME,{id},{secret}\n",
        &[P1],
    );
}
