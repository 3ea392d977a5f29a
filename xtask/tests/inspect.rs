//! `cargo xtask inspect`, as a person runs it.

// clippy.toml allows these in test functions; what they share must be allowed to fail as well.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::{Value, json};

const ID: &str = "AKIARZPUZDIKKVKVKVKV";
const SECRET: &str = "kfExampleSecretKeyForTests0000000000/+AB";
const HOST: &str = "123456789012.dkr.ecr.eu-west-1.amazonaws.com";

struct Said {
    lines: Vec<Value>,
    text: String,
    progress: String,
    exit: i32,
}

/// Runs it beside the data files of the tests, with `input` on stdin.
fn inspect(words: &[&str], input: &[u8]) -> Said {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/data");
    let mut child = Command::new(env!("CARGO_BIN_EXE_xtask"))
        .arg("inspect")
        .args(words)
        .current_dir(data)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // It stops reading what is too large.
    let _ = child.stdin.take().unwrap().write_all(input);
    let output = child.wait_with_output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    Said {
        lines: text.lines().map(|line| serde_json::from_str(line).unwrap()).collect(),
        text,
        progress: String::from_utf8(output.stderr).unwrap(),
        exit: output.status.code().unwrap(),
    }
}

fn of_text(text: &str, words: &[&str]) -> Said {
    let text = text.replace("{id}", ID).replace("{secret}", SECRET);
    let said = inspect(&[&["-"], words].concat(), text.as_bytes());
    assert_eq!(said.lines.len(), 1, "{}", said.text);
    assert!(!said.text.contains("kfExample") && !said.progress.contains("kfExample"));
    said
}

/// The codes of a line's findings, each with its field.
fn codes(line: &Value) -> Vec<String> {
    let findings = line["findings"].as_array().unwrap();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    findings.iter().map(|f| format!("{} {}", text(&f["field"]), text(&f["code"]))).collect()
}

#[test]
fn a_file_is_one_compact_line_with_exactly_these_parts() {
    let said = inspect(&["new_user_credentials.csv"], b"");
    assert_eq!(
        said.text,
        "{\"file\":\"new_user_credentials.csv\",\"export\":\"user_credentials\",\"refused\":null,\
         \"keys\":[{\"user\":\"wave-ecr\",\"id\":\"AKIARZPUZDIKKVKVKVKV\",\
         \"account\":\"123456789012\",\"secret_ok\":true},{\"user\":\"nextflow-ci\",\
         \"id\":\"AKIARZPUZDIKLVLVLVLV\",\"account\":\"123456789012\",\"secret_ok\":true}],\
         \"suggested_name\":\"wave-ecr\",\"findings\":[]}\n"
    );
    assert_eq!((said.exit, said.progress.as_str()), (0, ""));
}

#[test]
fn files_are_told_in_the_order_given_and_one_without_a_key_makes_the_exit_1() {
    let said = inspect(&["rootkey.csv", "ses-smtp.csv", "wave-ecr_accessKeys.csv"], b"");
    let told: Vec<_> = said
        .lines
        .iter()
        .map(|line| (line["file"].clone(), line["export"].clone(), line["refused"].clone()))
        .collect();
    assert_eq!(
        told,
        [
            (json!("rootkey.csv"), json!("root_key"), Value::Null),
            (json!("ses-smtp.csv"), Value::Null, json!("file_ses_smtp")),
            (json!("wave-ecr_accessKeys.csv"), json!("access_keys"), Value::Null),
        ]
    );
    assert_eq!(codes(&said.lines[0]), ["file file_root_key"]);
    assert_eq!(said.lines[1]["keys"], json!([]));
    assert_eq!(said.exit, 1);
}

#[test]
fn what_stands_in_the_form_is_judged_beside_the_first_key() {
    let other = "111122223333.dkr.ecr.eu-west-1.amazonaws.com";
    let said = inspect(&["upright.csv", "--registry", other, "--name", "a b"], b"");
    assert_eq!(
        said.lines[0]["findings"],
        json!([
            {"field": "name", "severity": "error", "code": "name_blank", "fix": "a-b"},
            {"field": "registry", "severity": "warning", "code": "registry_other_account", "fix": null},
        ])
    );
    let said = inspect(&["upright.csv", &format!("--registry=https://{HOST}"), "--name="], b"");
    assert_eq!(
        said.lines[0]["findings"],
        json!([
            {"field": "name", "severity": "error", "code": "name_empty", "fix": null},
            {"field": "registry", "severity": "error", "code": "registry_scheme", "fix": HOST},
        ])
    );
    assert_eq!(said.exit, 0, "the key is usable, whatever stands in the form");
    let said = inspect(&["upright.csv", "--registry", HOST, "--name", "ok"], b"");
    assert_eq!(said.lines[0]["findings"], json!([]), "what is good goes without saying");
    let said = inspect(&["upright.csv", "--registry="], b"");
    assert_eq!(codes(&said.lines[0]), ["registry registry_empty"]);
}

#[test]
fn the_name_is_suggested_as_it_would_be_filled_in() {
    let name = |words: &[&str]| inspect(words, b"").lines[0]["suggested_name"].clone();
    assert_eq!(name(&["wave-ecr_accessKeys.csv"]), "wave-ecr");
    assert_eq!(name(&["rootkey.csv"]), Value::Null);
    assert_eq!(name(&["rootkey.csv", "--registry", HOST]), "ecr-123456789012-eu-west-1");
    assert_eq!(name(&["rootkey.csv", "--registry", "public.ecr.aws"]), "ecr-public");
    let fips = "123456789012.dkr.ecr-fips.us-east-1.amazonaws.com";
    assert_eq!(name(&["rootkey.csv", "--registry", fips]), "ecr-123456789012-us-east-1");
    let slip = "123456789012.dkr.ecr.eu-wset-1.amazonaws.com";
    assert_eq!(name(&["rootkey.csv", "--registry", slip]), "ecr-123456789012-eu-west-1");
    let said = of_text("User name,Access key ID,Secret access key\nj@x.org,{id},{secret}\n", &[]);
    assert_eq!(said.lines[0]["suggested_name"], "j-x-org");
}

#[test]
fn stdin_is_read_and_a_copied_key_too() {
    let said = of_text("Access key ID,Secret access key\n{id},{secret}\n{id},{secret}\n\n,\n", &[]);
    assert_eq!(said.lines[0]["file"], "-");
    assert_eq!(
        said.lines[0]["keys"],
        json!([{"user": null, "id": ID, "account": "123456789012", "secret_ok": true}])
    );
    assert_eq!(said.exit, 0);
}

#[test]
fn what_cannot_be_used_is_listed_without_what_may_be_a_secret() {
    let said = of_text(
        "User name,Access key ID,Secret access key\njo,{id},tooshort\nann,AKIA123,{secret}\n",
        &[],
    );
    assert_eq!(
        said.lines[0]["keys"],
        json!([
            {"user": "jo", "id": ID, "account": "123456789012", "secret_ok": false},
            {"user": "ann", "id": null, "account": null, "secret_ok": true},
        ])
    );
    assert_eq!(codes(&said.lines[0]), ["file file_bad_secret", "password secret_length"]);
    assert_eq!(said.exit, 1);

    let said = of_text("Access key ID,Secret access key\nakia123,{secret}\n", &["--name", "x"]);
    let wanted = ["file file_bad_key_id", "name name_short", "user_name key_id_length"];
    assert_eq!(codes(&said.lines[0]), wanted);
}

#[test]
fn no_key_that_needs_more_or_is_unclear_reads_as_usable() {
    for text in [
        "Access key ID,Secret access key,Session token\n{id},{secret},abc\n",
        "Access key ID,Secret access key,Secret key\n{id},{secret},kfExampleSecretKeyForTests2222222222/+EF\n",
        "Access key ID,Secret access key\nASIARZPUZDIKKVKVKVKV,{secret}\n",
        "{id},=kfExample\n",
    ] {
        let said = of_text(text, &[]);
        for key in said.lines[0]["keys"].as_array().unwrap() {
            assert!(key["id"].is_null() || key["secret_ok"] == json!(false), "{text}: {key}");
        }
        assert_eq!(said.exit, 1, "{text}");
    }
}

#[test]
fn a_usable_key_comes_before_what_cannot_be_used() {
    let said = of_text("Access key ID,Secret access key\nAKIA123,{secret}\n{id},{secret}\n", &[]);
    let ids: Vec<_> = said.lines[0]["keys"].as_array().unwrap().iter().map(|k| &k["id"]).collect();
    assert_eq!(ids, [&json!(ID), &Value::Null]);
    assert_eq!(codes(&said.lines[0]), ["file file_rows_skipped"]);
    assert_eq!(said.exit, 0);
}

#[test]
fn what_cannot_be_opened_has_its_line_too() {
    let said = inspect(&["no-such-file.csv", "..", "upright.csv"], b"");
    let refused: Vec<_> = said.lines.iter().map(|line| &line["refused"]).collect();
    assert_eq!(refused, [&json!("file_unreadable"), &json!("file_folder"), &Value::Null]);
    assert!(said.progress.contains("no-such-file.csv"), "{}", said.progress);
    assert_eq!(said.exit, 1);
}

#[test]
fn a_secret_in_a_wrong_place_is_not_repeated() {
    let ending = format!("{SECRET}.csv");
    let before = format!("a:{SECRET}");
    let words = [SECRET, &ending, &before, "-", "--name", SECRET, "--registry", SECRET];
    let said = inspect(&words, b"");
    assert_eq!(said.lines[0]["file"], "(hidden)");
    assert!(codes(&said.lines[3]).contains(&"name name_is_secret".to_owned()), "{}", said.text);
    assert!(!said.text.contains("kfExample") && !said.progress.contains("kfExample"));
}

#[test]
fn a_part_of_the_secret_is_shown_nowhere() {
    let part = &SECRET[..30];
    for name in [&format!("my {SECRET}"), part, &format!("AWS:{SECRET}@x")] {
        let said = of_text("Access key ID,Secret access key\n{id},{secret}\n", &["--name", name]);
        assert_eq!(codes(&said.lines[0]), ["name name_is_secret"], "{}", said.text);
    }
    let other = "Zq7PmX2LwN9vKd4RtY8sHb3GfC6jTe1A/+UoQiWx";
    let said = inspect(&["upright.csv", "--name", &format!("x {other} y")], b"");
    assert_eq!(codes(&said.lines[0]), ["name name_is_secret"], "{}", said.text);
    assert!(!said.text.contains("Zq7P"));

    let folder = std::env::temp_dir().join(format!("keyferry-inspect-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let called_by_it = folder.join(format!("{part}_accessKeys.csv"));
    std::fs::write(&called_by_it, format!("Access key ID,Secret access key\n{ID},{SECRET}\n"))
        .unwrap();
    let said = inspect(&[called_by_it.to_str().unwrap()], b"");
    std::fs::remove_dir_all(&folder).unwrap();
    assert_eq!((said.lines[0]["file"].as_str(), said.exit), (Some("(hidden)"), 0));
    assert!(!said.text.contains("kfExample"), "{}", said.text);
}

#[test]
fn one_id_with_two_secrets_is_two_keys() {
    let said = of_text(
        "Access key ID,Secret access key\n{id},{secret}\n{id},kfExampleSecretKeyForTests2222222222/+EF\n",
        &[],
    );
    assert_eq!(said.lines[0]["keys"].as_array().unwrap().len(), 2);
    assert_eq!(codes(&said.lines[0]), ["file file_conflicting_secrets"]);
}

#[test]
fn of_an_example_both_halves_are_named() {
    let said = of_text(
        "Access key ID,Secret access key\nAKIAIOSFODNN7EXAMPLE,wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\n",
        &[],
    );
    let wanted = ["file file_example_key", "user_name key_id_example", "password secret_example"];
    assert_eq!(codes(&said.lines[0]), wanted);
    assert_eq!((said.lines[0]["keys"][0]["secret_ok"].as_bool(), said.exit), (Some(false), 1));
}

#[test]
fn what_stands_beside_a_role_is_not_judged_as_a_secret() {
    let said = of_text(
        "Access key ID,Secret access key\narn:aws:iam::123456789012:role/pull,external-id\n",
        &[],
    );
    assert_eq!(codes(&said.lines[0]), ["file file_bad_key_id", "user_name key_id_role_arn"]);
}

#[test]
fn what_is_too_large_is_not_read_to_its_end() {
    let said = inspect(&["-"], &vec![b'x'; 1 << 20]);
    assert_eq!(said.lines[0]["refused"], "file_too_large");
}

#[test]
fn a_call_that_makes_no_sense_is_told_so() {
    let said = inspect(&["--name", "x"], b"");
    assert_eq!((said.exit, said.text.as_str()), (2, ""));
    assert!(said.progress.contains("wants a file"), "{}", said.progress);
}
