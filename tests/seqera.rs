//! What Seqera is asked, and what its answers mean for the fields of a form.

// clippy.toml allows these in test functions; what they share must be allowed to fail as well.
#![allow(clippy::unwrap_used)]

use keyferry::finding::{Code, Finding};
use keyferry::json::Json;
use keyferry::seqera::{Asked, Inquiry, Reply, beside};
use serde::de::DeserializeOwned;

const PATH: &str = "/orgs/genomics/workspaces/rnaseq-prod/credentials/new";
const PERSONAL: &str = "/user/ada/credentials/new";
const ID: &str = "AKIARZPUZDIKKVKVKVKV";
const OLD_ID: &str = "AKIARZPUZDIKLVLVLVLV";
const HOST: &str = "123456789012.dkr.ecr.eu-west-1.amazonaws.com";
const OTHER_HOST: &str = "123456789012.dkr.ecr.us-east-1.amazonaws.com";
const ASKED: Asked =
    Asked { name: "wave-ecr", user_name: ID, registry: HOST, user: Some("wave-ecr"), edits: false };
const VALIDATE: &str = "/api/credentials/validate?name=wave-ecr";

struct Serde;

impl Json for Serde {
    fn read<T: DeserializeOwned>(text: &str) -> Option<T> {
        serde_json::from_str(text).ok()
    }
}

fn reply(path: &str, status: u16, body: &str) -> Reply {
    Reply { path: path.to_owned(), status, body: body.to_owned() }
}

fn take(inquiry: &mut Inquiry, path: &str, status: u16, body: &str) {
    inquiry.take::<Serde>(&reply(path, status, body), &ASKED);
}

/// In the personal workspace, which has no number to be found first.
fn personal(replies: &[(&str, u16, &str)]) -> Inquiry {
    let mut inquiry = Inquiry::of_path(PERSONAL);
    for (path, status, body) in replies {
        take(&mut inquiry, path, *status, body);
    }
    inquiry
}

fn entry(name: &str, created: &str, user_name: &str, host: &str) -> String {
    format!(
        r#"{{"id":"5NvxF0rQ2aYt8kPz1LmW0c","name":"{name}","provider":"container-reg","deleted":null,
        "dateCreated":"{created}","keys":{{"userName":"{user_name}","password":null,"registry":"{host}",
        "discriminator":"container-reg"}}}}"#
    )
}

fn listed(entries: &[String]) -> Inquiry {
    let body = format!(r#"{{"credentials":[{}]}}"#, entries.join(","));
    personal(&[("/api/credentials", 200, &body)])
}

fn codes(inquiry: &Inquiry, asked: &Asked) -> Vec<Code> {
    inquiry.findings(asked, PERSONAL).iter().map(|finding| finding.code).collect()
}

#[test]
fn a_workspace_is_found_by_its_names_before_anything_is_asked_in_it() {
    let mut inquiry = Inquiry::of_path(PATH);
    assert_eq!(inquiry.wants(&ASKED), ["/api/service-info", "/api/user-info"]);
    let info = r#"{"serviceInfo":{"version":"26.2.0","apiVersion":"1.187.0","waveEnabled":true}}"#;
    take(&mut inquiry, "/api/service-info", 200, info);
    take(&mut inquiry, "/api/user-info", 200, r#"{"user":{"id":417,"userName":"ada"}}"#);
    assert_eq!(inquiry.wants(&ASKED), ["/api/user/417/workspaces"]);
    let workspaces = r#"{"orgsAndWorkspaces":[
        {"orgId":1,"orgName":"genomics","workspaceId":null,"workspaceName":null},
        {"orgId":2,"orgName":"other","workspaceId":7,"workspaceName":"rnaseq-prod"},
        {"orgId":1,"orgName":"genomics","workspaceId":70011223344556,"workspaceName":"rnaseq-prod"}]}"#;
    take(&mut inquiry, "/api/user/417/workspaces", 200, workspaces);
    assert_eq!(inquiry.workspace_id(), Some(70_011_223_344_556));
    let workspace = "workspaceId=70011223344556";
    assert_eq!(
        inquiry.wants(&ASKED),
        [format!("/api/credentials?{workspace}"), format!("{VALIDATE}&{workspace}")]
    );
    take(&mut inquiry, &format!("{VALIDATE}&{workspace}"), 204, "");
    take(&mut inquiry, &format!("/api/credentials?{workspace}"), 200, r#"{"credentials":[]}"#);
    assert!(inquiry.wants(&ASKED).is_empty());
    assert_eq!(codes(&inquiry, &ASKED), [Code::NameFree]);
    assert!(inquiry.is_of(PATH) && !inquiry.is_of(PERSONAL));
}

#[test]
fn nothing_is_asked_about_a_form_that_says_nothing_yet() {
    let nothing = Asked { name: "w", user_name: "", registry: "quay.io", ..ASKED };
    assert!(Inquiry::of_path(PATH).wants(&nothing).is_empty());
    assert!(Inquiry::of_path(PERSONAL).wants(&nothing).is_empty());
}

#[test]
fn a_page_without_a_workspace_in_its_address_asks_for_no_list() {
    assert_eq!(Inquiry::of_path("/credentials/new").wants(&ASKED), ["/api/service-info"]);
}

#[test]
fn what_a_name_is_comes_from_the_status() {
    for (status, code) in [
        (204, Code::NameFree),
        (409, Code::NameTaken),
        (400, Code::NameRefused),
        (401, Code::SeqeraSignedOut),
        (302, Code::SeqeraSignedOut),
        (403, Code::SeqeraMayNotAdd),
        (404, Code::NameUnaskedOld),
        (429, Code::NameUnaskedOften),
        (500, Code::NameUnaskedBroken),
        (503, Code::NameUnaskedBroken),
        (504, Code::NameUnaskedTimedOut),
        (200, Code::NameUnaskedNotSeqera),
        (418, Code::NameUnaskedNotSeqera),
        (0, Code::NameUnaskedUnreachable),
        (1, Code::NameUnaskedTimedOut),
    ] {
        let inquiry = personal(&[(VALIDATE, status, "")]);
        assert_eq!(codes(&inquiry, &ASKED), [code], "{status}");
        assert_eq!(inquiry.wants(&ASKED).len(), 2, "it isn’t asked twice");
    }
}

#[test]
fn another_name_is_asked_anew_and_an_answer_to_another_one_is_dropped() {
    let mut inquiry = personal(&[(VALIDATE, 409, "")]);
    let other = Asked { name: "wave-ecr-2", ..ASKED };
    assert!(codes(&inquiry, &other).is_empty());
    assert!(
        inquiry.wants(&other).contains(&"/api/credentials/validate?name=wave-ecr-2".to_owned())
    );
    inquiry.take::<Serde>(&reply(VALIDATE, 204, ""), &other);
    assert!(codes(&inquiry, &other).is_empty());
    assert_eq!(codes(&inquiry, &ASKED), [Code::NameTaken]);
}

#[test]
fn a_taken_name_gets_the_first_free_number_of_the_list() {
    let fix = |entries: &[&str], name: &str| {
        let entries: Vec<String> =
            entries.iter().map(|name| entry(name, "2026", "u", "quay.io")).collect();
        let mut inquiry = listed(&entries);
        let asked = Asked { name, ..ASKED };
        let path = ["/api/credentials/validate?name=", name].concat();
        inquiry.take::<Serde>(&reply(&path, 409, ""), &asked);
        inquiry.findings(&asked, PERSONAL)[0].fix.clone().unwrap()
    };
    assert_eq!(fix(&["wave-ecr"], "wave-ecr"), "wave-ecr-2");
    assert_eq!(fix(&["wave-ecr", "wave-ecr-2", "wave-ecr-4"], "wave-ecr"), "wave-ecr-3");
    assert_eq!(fix(&["wave-ecr", "wave-ecr-2"], "wave-ecr-2"), "wave-ecr-3");
    let of_a_region = "ecr-123456789012-us-west-2";
    assert_eq!(fix(&[of_a_region], of_a_region), "ecr-123456789012-us-west-2-2");
    assert_eq!(fix(&["ecr-1234567"], "ecr-1234567"), "ecr-1234567-2");
    let long = "x".repeat(99);
    assert_eq!(fix(&[&long], &long), format!("{}-2", "x".repeat(97)));
    // Without the list no number is certain.
    assert_eq!(personal(&[(VALIDATE, 409, "")]).findings(&ASKED, PERSONAL)[0].fix, None);
}

#[test]
fn which_of_two_for_one_registry_wins_is_read_off_the_list() {
    let other = |name: &str, created: &str| entry(name, created, OLD_ID, HOST);
    let quay = |name: &str, created: &str| entry(name, created, "u", "quay.io");
    for (entries, code) in [
        // The oldest first: the new one comes last.
        (vec![other("zeta", "2025"), quay("alpha", "2026")], Code::RegistryServed),
        // The newest first: the new one comes first.
        (vec![quay("zeta", "2026"), other("alpha", "2025")], Code::RegistryServedAfter),
        // By name, whatever the dates.
        (
            vec![quay("alpha", "2026"), other("beta", "2024"), quay("gamma", "2025")],
            Code::RegistryServed,
        ),
        (
            vec![quay("alpha", "2026"), quay("Beta", "2024"), other("x-ray", "2025")],
            Code::RegistryServedAfter,
        ),
        // One alone shows no order, and neither do these.
        (vec![other("alpha", "2025")], Code::RegistryServedTwice),
        (vec![quay("b", "2026"), other("a", "2024"), quay("c", "2025")], Code::RegistryServedTwice),
        (vec![other("alpha", ""), quay("beta", "")], Code::RegistryServed),
    ] {
        let found = listed(&entries).findings(&ASKED, PERSONAL);
        assert_eq!(found.iter().map(|each| each.code).collect::<Vec<_>>(), [code], "{entries:?}");
        assert_eq!(
            found[0].argument("page"),
            Some("/user/ada/credentials/5NvxF0rQ2aYt8kPz1LmW0c/edit")
        );
    }
}

#[test]
fn a_registry_counts_letter_by_letter_and_of_registries_only() {
    for host in ["quay.io", "https://123456789012.dkr.ecr.eu-west-1.amazonaws.com", "", OTHER_HOST]
    {
        let inquiry = listed(&[entry("other", "2025", "u", host)]);
        assert!(codes(&inquiry, &ASKED).is_empty(), "{host}");
    }
    let aws =
        r#"{"id":"a","name":"x","provider":"aws","keys":{"accessKey":"AKIARZPUZDIKKVKVKVKV"}}"#;
    let deleted = entry("x", "2025", ID, HOST).replace("\"deleted\":null", "\"deleted\":true");
    let old = r#"{"id":"a","name":"x","discriminator":"container-reg"}"#;
    assert!(codes(&listed(&[aws.to_owned(), deleted, old.to_owned()]), &ASKED).is_empty());
}

#[test]
fn a_key_that_is_there_already_is_told_and_a_new_one_of_its_user_belongs_there() {
    let one = |entry: String| codes(&listed(&[entry]), &ASKED);
    assert_eq!(one(entry("other", "2025", ID, HOST)), [Code::KeyStored]);
    assert_eq!(one(entry("other", "2025", ID, OTHER_HOST)), [Code::KeyStoredElsewhere]);
    assert_eq!(one(entry("wave-ecr", "2025", OLD_ID, HOST)), [Code::KeyRotates]);
    let of_another_account = "AKIARTX3GSDS2VKVKVKV";
    let served = one(entry("wave-ecr", "2025", of_another_account, HOST));
    assert_eq!(served, [Code::RegistryServedTwice]);
    // By the name of the key’s user, too; and a number would only make a second one.
    let mut inquiry = listed(&[entry("wave-ecr", "2025", OLD_ID, HOST)]);
    take(&mut inquiry, VALIDATE, 409, "");
    let found = inquiry.findings(&ASKED, PERSONAL);
    assert_eq!(found[0], Finding::new(Code::NameTaken));
    assert_eq!(found[1].code, Code::KeyRotates);
    let by_user = Asked { name: "something-else", ..ASKED };
    assert_eq!(codes(&inquiry, &by_user), [Code::KeyRotates]);
}

#[test]
fn the_credential_that_is_being_edited_isnt_its_own_rival() {
    let path = "/user/ada/credentials/5NvxF0rQ2aYt8kPz1LmW0c/edit";
    let edits = Asked { edits: true, ..ASKED };
    let inquiry = listed(&[entry("wave-ecr", "2025", OLD_ID, HOST)]);
    assert!(inquiry.findings(&edits, path).is_empty());
    assert!(!inquiry.wants(&edits).iter().any(|path| path.contains("validate")));
    let elsewhere = path.replace("5Nvx", "9Xyz");
    assert_eq!(inquiry.findings(&edits, &elsewhere)[0].code, Code::RegistryServedTwice);
}

#[test]
fn an_older_platform_tells_names_by_its_list_alone() {
    let list = format!(r#"{{"credentials":[{}]}}"#, entry("taken", "2025", "u", "quay.io"));
    let inquiry = personal(&[(VALIDATE, 404, ""), ("/api/credentials", 200, &list)]);
    assert_eq!(codes(&inquiry, &ASKED), [Code::NameFree]);
    let asked = Asked { name: "taken", ..ASKED };
    let mut inquiry = personal(&[("/api/credentials", 200, &list)]);
    inquiry.take::<Serde>(&reply("/api/credentials/validate?name=taken", 404, ""), &asked);
    assert_eq!(codes(&inquiry, &asked), [Code::NameTaken]);
}

#[test]
fn what_keeps_the_workspace_unknown_is_said_once() {
    for (status, body, code) in [
        (200, "<html>Sign in</html>", Code::NameUnaskedNotSeqera),
        (200, r#"{"user":{}}"#, Code::NameUnaskedNotSeqera),
        (200, r#"{"user":{"id":1.5}}"#, Code::NameUnaskedNotSeqera),
        (200, r#"{"user":{"id":"#, Code::NameUnaskedNotSeqera),
        (401, "", Code::SeqeraSignedOut),
        (0, "", Code::NameUnaskedUnreachable),
    ] {
        let mut inquiry = Inquiry::of_path(PATH);
        take(&mut inquiry, "/api/user-info", status, body);
        assert_eq!(codes(&inquiry, &ASKED), [code], "{status} {body}");
        assert_eq!(inquiry.wants(&ASKED), ["/api/service-info"]);
    }
    let mut inquiry = Inquiry::of_path(PATH);
    take(&mut inquiry, "/api/user-info", 200, r#"{"user":{"id":1}}"#);
    take(&mut inquiry, "/api/user/1/workspaces", 200, r#"{"orgsAndWorkspaces":[]}"#);
    assert_eq!(codes(&inquiry, &ASKED), [Code::NameUnaskedWorkspace]);
}

#[test]
fn a_list_that_isnt_one_says_nothing() {
    for (status, body) in [
        (403, ""),
        (500, "<html>"),
        (200, "<html>"),
        (200, r#"{"credentials":[{"id":"#),
        (200, r#"{"credentials":null}"#),
        (200, "[]"),
        (200, ""),
    ] {
        let inquiry = personal(&[("/api/credentials", status, body)]);
        assert!(codes(&inquiry, &ASKED).is_empty(), "{body}");
    }
}

#[test]
fn wave_being_off_is_told_and_not_saying_so_isnt() {
    let info = |wave: &str| {
        format!(r#"{{"serviceInfo":{{"version":"26.2.0","apiVersion":"1.187.0"{wave}}}}}"#)
    };
    let off = personal(&[("/api/service-info", 200, &info(r#","waveEnabled":false"#))]);
    assert_eq!(codes(&off, &ASKED), [Code::SeqeraWaveOff]);
    for body in [info(r#","waveEnabled":true"#), info(""), "{}".to_owned(), String::new()] {
        assert!(codes(&personal(&[("/api/service-info", 200, &body)]), &ASKED).is_empty());
    }
}

#[test]
fn what_seqera_says_takes_the_place_of_what_was_only_well_formed() {
    let [good, registry, advice] =
        [Code::NameGood, Code::RegistryGood, Code::RegistryRegionLastUsed].map(Finding::new);
    let [free, served, fine] =
        [Code::NameFree, Code::RegistryServed, Code::KeyStoredElsewhere].map(Finding::new);
    let key = Finding::new(Code::UserNameGood);
    let all = beside(
        vec![good, key.clone(), registry, advice.clone()],
        vec![free.clone(), served.clone(), fine.clone()],
    );
    assert_eq!(all, [key, advice, free, served, fine]);
}
