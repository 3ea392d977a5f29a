//! What other programs do with the same files.

use keyferry::finding::{Code, Severity};
use keyferry::key_file::Export;

use crate::patterns::{Pattern, held_against};
use crate::{
    ID, ID_2, SECRET, SECRET_2, argument, hosts, is_read, is_refused, keys, read, refusal,
};

const HEADINGS: &str = "Access key ID,Secret access key";
const THE_KEY: (Option<&str>, &str, &str, Option<&str>) = (None, ID, SECRET, None);

#[track_caller]
fn is_refused_for(row: &str, code: Code, reason: &str) {
    let text = format!("{HEADINGS}\n{row}\n");
    is_refused(&text, "", code);
    assert_eq!(argument(&refusal(&text, ""), "reason").as_deref(), Some(reason), "{row}");
}

#[test]
fn leverage_looks_at_the_front_only_and_takes_a_value_that_goes_on() {
    is_refused_for("{id}A,{secret}", Code::FileBadKeyId, "key_id_length");
    is_refused_for("{id},{secret}A", Code::FileBadSecret, "secret_length");
}

#[test]
fn leverage_fails_on_the_download_with_a_bom_and_we_read_it() {
    let text = format!("\u{feff}{HEADINGS}\r\n{{id}},{{secret}}\r\n");
    is_read(&text, "accessKeys.csv", Export::AccessKeys, &[THE_KEY]);
}

#[test]
fn aws_csv_creds_takes_what_begins_akia_and_so_no_temporary_key() {
    let text = format!("{HEADINGS}\r\n{{id}},{{secret}}\r\n");
    is_read(&text, "", Export::AccessKeys, &[THE_KEY]);
    let text = format!("{HEADINGS}\r\nASIARZPUZDIKKVKVKVKV,{{secret}}\r\n");
    is_refused(&text, "", Code::FileTemporaryKey);
}

#[test]
fn aws_csv_creds_wants_headings_and_we_tell_a_key_by_its_form() {
    let file = read("{id},{secret}\r\n", "");
    assert_eq!(keys(&file), [THE_KEY]);
    assert_eq!(crate::codes(&file), [Code::FileReadByContent]);
}

#[test]
fn accesskeycsvparser_well_formed() {
    let text = format!("{HEADINGS}\n{{id}},{{secret}}\n");
    is_read(&text, "", Export::AccessKeys, &[THE_KEY]);
}

#[test]
fn accesskeycsvparser_bom_and_crlf() {
    let text = format!("\u{feff}{HEADINGS}\r\n{{id}},{{secret}}\r\n");
    is_read(&text, "", Export::AccessKeys, &[THE_KEY]);
}

#[test]
fn accesskeycsvparser_whitespace() {
    let text = " Access key ID , Secret access key \n  {id} ,\t{secret}  \n";
    is_read(text, "", Export::AccessKeys, &[THE_KEY]);
}

#[test]
fn accesskeycsvparser_blank_lines_at_the_end() {
    let text = format!("{HEADINGS}\n{{id}},{{secret}}\n\n\n  \n");
    is_read(&text, "", Export::AccessKeys, &[THE_KEY]);
}

#[test]
fn accesskeycsvparser_empty_is_an_error() {
    is_refused("", "", Code::FileEmpty);
}

#[test]
fn accesskeycsvparser_headings_only_is_an_error() {
    is_refused(HEADINGS, "", Code::FileNoUsableKey);
    is_refused(&format!("{HEADINGS}\n"), "", Code::FileNoUsableKey);
}

#[test]
fn accesskeycsvparser_refuses_more_than_one_row_and_we_let_the_user_choose() {
    let text = format!("{HEADINGS}\n{{id}},{{secret}}\n{{id2}},{{secret2}}\n");
    is_read(&text, "", Export::AccessKeys, &[THE_KEY, (None, ID_2, SECRET_2, None)]);
}

#[test]
fn accesskeycsvparser_a_single_column_is_an_error() {
    is_refused("Access key ID\n{id}\n", "", Code::FileBadSecret);
    is_refused("Secret access key\n{secret}\n", "", Code::FileBadKeyId);
}

#[test]
fn accesskeycsvparser_a_short_id_is_an_error() {
    is_refused_for("AKIARZPUZDIK,{secret}", Code::FileBadKeyId, "key_id_length");
}

#[test]
fn accesskeycsvparser_an_id_in_small_letters_is_an_error() {
    is_refused_for("akiarzpuzdikkvkvkvkv,{secret}", Code::FileBadKeyId, "key_id_case");
}

#[test]
fn accesskeycsvparser_an_id_with_blanks_in_it_is_an_error() {
    is_refused_for("AKIA RZPUZDIKKVKVKVK,{secret}", Code::FileBadKeyId, "key_id_character");
}

#[test]
fn accesskeycsvparser_an_empty_secret_is_an_error() {
    is_refused_for("{id},", Code::FileBadSecret, "secret_empty");
}

#[test]
fn accesskeycsvparser_messages_never_contain_what_stands_in_the_file() {
    for row in ["{id},kfOther", "kfOther,{secret}", "kfOther,kfOther", "{id},\"kfOther"] {
        let refusal = refusal(&format!("{HEADINGS}\n{row}\n"), "keys.csv");
        let told = format!("{refusal} {:?}", refusal.finding());
        assert!(!told.contains("kf") && !told.contains("AKIA"), "{told}");
    }
}

#[test]
fn aws_vault_and_granted_ask_for_two_values_which_may_be_pasted_here() {
    is_read("Access key ID: {id}\nSecret access key: {secret}\n", "", Export::Text, &[THE_KEY]);
    let file = read("{id}\n{secret}\n", "");
    assert_eq!(keys(&file), [THE_KEY]);
}

#[test]
fn wrangler_takes_hosts_by_its_pattern() {
    let pattern = Pattern(r"^[0-9]{12}\.dkr\.ecr\.[a-z0-9-]+\.amazonaws\.com$");
    held_against(
        pattern,
        hosts::works,
        &[
            ("123456789012.dkr.ecr.eu-west-1.amazonaws.com", true, true, ""),
            ("123456789012.dkr.ecr.us-gov-west-1.amazonaws.com", true, true, ""),
            ("123456789012.dkr.ecr-fips.us-east-1.amazonaws.com", false, false, ""),
            ("12345678901.dkr.ecr.eu-west-1.amazonaws.com", false, false, ""),
            ("123456789012.dkr.ecr.EU-WEST-1.amazonaws.com", false, false, ""),
            ("123456789012.dkr.ecr.eu-west-1.amazonaws.com.evil.example", false, false, ""),
            (
                "123456789012.dkr.ecr.nowhere.amazonaws.com",
                true,
                false,
                "no region is built like this",
            ),
            (
                "123456789012.dkr.ecr.cn-north-1.amazonaws.com",
                true,
                false,
                "China's hosts end in .cn, and this one doesn't exist",
            ),
            (
                "123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn",
                false,
                true,
                "Wave logs in to China's registries",
            ),
            ("public.ecr.aws", false, true, "Wave logs in to ECR Public"),
        ],
    );
}

#[test]
fn wrangler_tells_a_scheme_by_a_message_of_its_own_and_so_do_we() {
    let host = "123456789012.dkr.ecr.eu-west-1.amazonaws.com";
    let text = format!("https://{host}");
    assert_eq!(hosts::judged(&text), (Severity::Error, Some(host.to_owned())));
    assert!(hosts::says(&text, Code::RegistryScheme));
}
