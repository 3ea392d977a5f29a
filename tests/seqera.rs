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
const NOW_MS: u64 = 1_790_000_000_000;
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
    inquiry.take::<Serde>(&reply(path, status, body), &ASKED, NOW_MS);
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
    assert_eq!(inquiry.wants(&ASKED, NOW_MS), ["/api/service-info", "/api/user-info"]);
    let info = r#"{"serviceInfo":{"version":"26.2.0","apiVersion":"1.187.0","waveEnabled":true}}"#;
    take(&mut inquiry, "/api/service-info", 200, info);
    take(&mut inquiry, "/api/user-info", 200, r#"{"user":{"id":417,"userName":"ada"}}"#);
    assert_eq!(inquiry.wants(&ASKED, NOW_MS), ["/api/user/417/workspaces"]);
    let workspaces = r#"{"orgsAndWorkspaces":[
        {"orgId":1,"orgName":"genomics","workspaceId":null,"workspaceName":null},
        {"orgId":2,"orgName":"other","workspaceId":7,"workspaceName":"rnaseq-prod"},
        {"orgId":1,"orgName":"genomics","workspaceId":70011223344556,"workspaceName":"rnaseq-prod"}]}"#;
    take(&mut inquiry, "/api/user/417/workspaces", 200, workspaces);
    assert_eq!(inquiry.workspace_id(), Some(70_011_223_344_556));
    let workspace = "workspaceId=70011223344556";
    assert_eq!(
        inquiry.wants(&ASKED, NOW_MS),
        [format!("/api/credentials?{workspace}"), format!("{VALIDATE}&{workspace}")]
    );
    take(&mut inquiry, &format!("{VALIDATE}&{workspace}"), 204, "");
    take(&mut inquiry, &format!("/api/credentials?{workspace}"), 200, r#"{"credentials":[]}"#);
    assert!(inquiry.wants(&ASKED, NOW_MS).is_empty());
    assert_eq!(codes(&inquiry, &ASKED), [Code::NameFree]);
    assert!(inquiry.is_of(PATH) && !inquiry.is_of(PERSONAL));
}

#[test]
fn nothing_is_asked_about_a_form_that_says_nothing_yet() {
    let nothing = Asked { name: "w", user_name: "", registry: "quay.io", ..ASKED };
    assert!(Inquiry::of_path(PATH).wants(&nothing, NOW_MS).is_empty());
    assert!(Inquiry::of_path(PERSONAL).wants(&nothing, NOW_MS).is_empty());
}

#[test]
fn a_page_without_a_workspace_in_its_address_asks_for_no_list() {
    assert_eq!(Inquiry::of_path("/credentials/new").wants(&ASKED, NOW_MS), ["/api/service-info"]);
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
        assert_eq!(inquiry.wants(&ASKED, NOW_MS).len(), 2, "it isn’t asked twice");
    }
}

#[test]
fn another_name_is_asked_anew_and_an_answer_to_another_one_is_dropped() {
    let mut inquiry = personal(&[(VALIDATE, 409, "")]);
    let other = Asked { name: "wave-ecr-2", ..ASKED };
    assert!(codes(&inquiry, &other).is_empty());
    assert!(
        inquiry
            .wants(&other, NOW_MS)
            .contains(&"/api/credentials/validate?name=wave-ecr-2".to_owned())
    );
    inquiry.take::<Serde>(&reply(VALIDATE, 204, ""), &other, NOW_MS);
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
        inquiry.take::<Serde>(&reply(&path, 409, ""), &asked, NOW_MS);
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
    let other = |name: &str, day: u32| (name.to_owned(), format!("2026-03-0{day}T10:00:00Z"), true);
    let quay = |name: &str, day: u32| (name.to_owned(), format!("2026-03-0{day}T10:00:00Z"), false);
    let told = |list: &[(String, String, bool)]| {
        let entries: Vec<String> = list
            .iter()
            .map(|(name, created, is_other)| match is_other {
                true => entry(name, created, OLD_ID, HOST),
                false => entry(name, created, "u", "quay.io"),
            })
            .collect();
        let found = listed(&entries).findings(&ASKED, PERSONAL);
        assert_eq!(found.len(), 1, "{list:?}");
        let page = "/user/ada/credentials/5NvxF0rQ2aYt8kPz1LmW0c/edit";
        assert_eq!(found[0].argument("page"), Some(page));
        found[0].code
    };
    // The oldest first: the new one comes last.
    let rising = [quay("e", 1), other("zeta", 2), quay("b", 3), quay("a", 4), quay("d", 5)];
    assert_eq!(told(&rising), Code::RegistryServed);
    // The newest first: the new one comes first.
    let falling: Vec<_> = rising.iter().rev().cloned().collect();
    assert_eq!(told(&falling), Code::RegistryServedAfter);
    // By name, whatever the dates.
    let named = [quay("alpha", 4), other("Beta", 1), quay("c", 5), quay("d", 2), quay("e", 3)];
    assert_eq!(told(&named), Code::RegistryServed);
    let named = [quay("alpha", 4), quay("Beta", 1), quay("c", 5), quay("d", 2), other("x-ray", 3)];
    assert_eq!(told(&named), Code::RegistryServedAfter);
    // In order by chance is what a few are.
    assert_eq!(told(&rising[..4]), Code::RegistryServedTwice);
    assert_eq!(told(&[other("alpha", 1)]), Code::RegistryServedTwice);
    // In no order; in two that contradict each other; with equals, which show none.
    let mixed = [quay("b", 4), other("a", 1), quay("d", 5), quay("c", 2), quay("e", 3)];
    assert_eq!(told(&mixed), Code::RegistryServedTwice);
    let both = [quay("a", 1), quay("b", 2), quay("c", 3), quay("d", 4), other("x-ray", 5)];
    assert_eq!(told(&both), Code::RegistryServedTwice);
    let equal = [quay("e", 1), other("zeta", 2), quay("b", 3), quay("a", 3), quay("d", 5)];
    assert_eq!(told(&equal), Code::RegistryServedTwice);
    // Fractions of a second count; times that aren't in UTC don't.
    let mut within = rising.clone();
    for (at, time) in ["00", "00.5", "00.75", "01", "01.001"].into_iter().enumerate() {
        within[at].1 = format!("2026-03-01T10:00:{time}Z");
    }
    assert_eq!(told(&within), Code::RegistryServed);
    let elsewhere = rising.map(|(name, time, is)| (name, time.replace('Z', "+02:00"), is));
    assert_eq!(told(&elsewhere), Code::RegistryServedTwice);
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
    assert!(!inquiry.wants(&edits, NOW_MS).iter().any(|path| path.contains("validate")));
    let elsewhere = path.replace("5Nvx", "9Xyz");
    assert_eq!(inquiry.findings(&edits, &elsewhere)[0].code, Code::RegistryServedTwice);
}

#[test]
fn nothing_is_said_of_others_while_it_isnt_known_which_one_is_edited() {
    let edits = Asked { edits: true, ..ASKED };
    for entry in [entry("wave-ecr", "2025", ID, HOST), entry("x", "2025", OLD_ID, HOST)] {
        assert!(listed(&[entry]).findings(&edits, "/user/ada/credentials/new").is_empty());
    }
}

#[test]
fn what_was_said_holds_for_some_seconds_and_until_the_new_word_is_there() {
    let mut inquiry = listed(&[]);
    take(
        &mut inquiry,
        "/api/service-info",
        200,
        r#"{"serviceInfo":{"version":"26","apiVersion":"1"}}"#,
    );
    take(&mut inquiry, VALIDATE, 204, "");
    assert!(inquiry.wants(&ASKED, NOW_MS + 10_000).is_empty());
    // Whoever pressed Add meanwhile has taken the name.
    for later in [NOW_MS + 10_001, NOW_MS - 1] {
        assert_eq!(inquiry.wants(&ASKED, later), ["/api/credentials", VALIDATE]);
        assert_eq!(codes(&inquiry, &ASKED), [Code::NameFree]);
    }
    inquiry.take::<Serde>(&reply(VALIDATE, 409, ""), &ASKED, NOW_MS + 10_001);
    assert_eq!(codes(&inquiry, &ASKED), [Code::NameTaken]);
    assert_eq!(inquiry.wants(&ASKED, NOW_MS + 10_001), ["/api/credentials"]);
}

#[test]
fn a_trouble_is_over_once_its_cause_is() {
    let mut inquiry = Inquiry::of_path(PATH);
    take(&mut inquiry, "/api/service-info", 401, "");
    take(&mut inquiry, "/api/user-info", 401, "");
    assert_eq!(codes(&inquiry, &ASKED), [Code::SeqeraSignedOut]);
    assert!(inquiry.wants(&ASKED, NOW_MS + 5_000).is_empty());
    let later = NOW_MS + 5_001;
    assert_eq!(inquiry.wants(&ASKED, later), ["/api/service-info", "/api/user-info"]);
    assert_eq!(codes(&inquiry, &ASKED), [Code::SeqeraSignedOut], "until it is known");
    let mut take = |path: &str, body: &str| {
        inquiry.take::<Serde>(&reply(path, 200, body), &ASKED, later);
    };
    take("/api/user-info", r#"{"user":{"id":1}}"#);
    take(
        "/api/user/1/workspaces",
        r#"{"orgsAndWorkspaces":[{"orgName":"genomics","workspaceName":"rnaseq-prod","workspaceId":7}]}"#,
    );
    let validate = [VALIDATE, "&workspaceId=7"].concat();
    assert!(inquiry.wants(&ASKED, later).contains(&validate));
    inquiry.take::<Serde>(&reply(&validate, 204, ""), &ASKED, later);
    assert_eq!(codes(&inquiry, &ASKED), [Code::NameFree]);
}

#[test]
fn an_older_platform_tells_names_by_its_list_alone() {
    let list = format!(r#"{{"credentials":[{}]}}"#, entry("taken", "2025", "u", "quay.io"));
    let inquiry = personal(&[(VALIDATE, 404, ""), ("/api/credentials", 200, &list)]);
    assert_eq!(codes(&inquiry, &ASKED), [Code::NameFree]);
    let asked = Asked { name: "taken", ..ASKED };
    let mut inquiry = personal(&[("/api/credentials", 200, &list)]);
    inquiry.take::<Serde>(&reply("/api/credentials/validate?name=taken", 404, ""), &asked, NOW_MS);
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
        assert_eq!(inquiry.wants(&ASKED, NOW_MS), ["/api/service-info"]);
    }
    let mut inquiry = Inquiry::of_path(PATH);
    take(&mut inquiry, "/api/user-info", 403, "");
    assert_eq!(codes(&inquiry, &ASKED), [Code::NameUnaskedBroken], "that isn’t about adding");
    let mut inquiry = Inquiry::of_path(PATH);
    take(&mut inquiry, "/api/user-info", 200, r#"{"user":{"id":1}}"#);
    take(&mut inquiry, "/api/user/1/workspaces", 200, r#"{"orgsAndWorkspaces":[]}"#);
    assert_eq!(codes(&inquiry, &ASKED), [Code::NameUnaskedWorkspace]);
}

#[test]
fn a_list_that_isnt_one_leaves_open_whether_the_registry_is_served() {
    for (status, body) in [
        (403, ""),
        (500, "<html>"),
        (200, "<html>"),
        (200, r#"{"credentials":[{"id":"#),
        (200, r#"{"credentials":null}"#),
        (200, "[]"),
        (200, ""),
    ] {
        let list = ("/api/credentials", status, body);
        let inquiry = personal(&[list, (VALIDATE, 204, "")]);
        assert_eq!(codes(&inquiry, &ASKED), [Code::NameFree, Code::RegistryUnasked], "{body}");
        // What keeps it from saying anything is said once.
        let inquiry = personal(&[list, (VALIDATE, 401, "")]);
        assert_eq!(codes(&inquiry, &ASKED), [Code::SeqeraSignedOut], "{body}");
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
