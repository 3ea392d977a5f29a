//! What is taken from a page, and what is refused as nothing that the content script makes.

use super::drawing::{Drawing, button, choice, password, text};
use keyferry::form::{
    Answer, Container, LONGEST_LABEL, LONGEST_VALUE, MOST_CONTROLS, MOST_OPTIONS, OutOfBounds,
    Outcome, SAMPLE, Snapshot, Source, recognise,
};

/// A good snapshot, to be spoilt in one way.
fn page() -> Snapshot {
    Drawing::new()
        .inside(0, "New Credentials")
        .with(text().label("Name").shows("wave-ecr"))
        .with(choice().label("Provider").shows("Container registry").offers(&["AWS"]))
        .with(password().label("Password").shows("secret"))
        .with(button("Add"))
        .done()
}

fn is_refused(spoil: impl FnOnce(&mut Snapshot)) -> bool {
    let mut snapshot = page();
    spoil(&mut snapshot);
    let answer = Answer::Snapshot(snapshot.clone()).check();
    assert_eq!(answer.is_err(), snapshot.clone().check().is_err());
    snapshot.check() == Err(OutOfBounds)
}

fn grow<T: Clone>(list: &mut Vec<T>, length: usize) {
    let last = list[list.len() - 1].clone();
    list.resize(length, last);
}

fn grow_controls(page: &mut Snapshot, length: usize) {
    grow(&mut page.controls, length);
    for (index, control) in page.controls.iter_mut().enumerate() {
        control.id = index as u32;
    }
}

#[test]
fn what_the_content_script_makes_is_taken() {
    assert_eq!(page().check(), Ok(page()));
    assert!(!is_refused(|page| grow_controls(page, MOST_CONTROLS)));
    assert!(!is_refused(|page| grow(&mut page.containers, 2 * MOST_CONTROLS)));
    assert!(!is_refused(|page| grow(&mut page.controls[0].labels, 16)));
    assert!(!is_refused(|page| page.controls[0].value = "ä".repeat(LONGEST_VALUE)));
    assert!(!is_refused(|page| page.controls[0].labels[0].text = "ä".repeat(LONGEST_LABEL)));
    assert!(!is_refused(|page| page.containers[1].heading = "ä".repeat(LONGEST_LABEL)));
    assert!(!is_refused(|page| grow(&mut page.controls[1].options, MOST_OPTIONS)));
    assert!(!is_refused(|page| page.controls[1].options[0] = "ä".repeat(LONGEST_LABEL)));
    assert!(!is_refused(|page| page.path = "x".repeat(LONGEST_VALUE)));
    assert!(!is_refused(|page| page.document = "x".repeat(300)));
}

#[test]
fn every_count_length_and_index_has_its_bound() {
    assert!(is_refused(|page| grow_controls(page, MOST_CONTROLS + 1)));
    assert!(is_refused(|page| grow(&mut page.containers, 2 * MOST_CONTROLS + 1)));
    assert!(is_refused(|page| grow(&mut page.controls[0].labels, 17)));
    assert!(is_refused(|page| page.controls[0].value = "x".repeat(LONGEST_VALUE + 1)));
    assert!(is_refused(|page| page.controls[0].labels[0].text = "x".repeat(LONGEST_LABEL + 1)));
    assert!(is_refused(|page| page.containers[1].heading = "x".repeat(LONGEST_LABEL + 1)));
    assert!(is_refused(|page| grow(&mut page.controls[1].options, MOST_OPTIONS + 1)));
    assert!(is_refused(|page| page.controls[1].options[0] = "x".repeat(LONGEST_LABEL + 1)));
    assert!(is_refused(|page| page.path = "x".repeat(LONGEST_VALUE + 1)));
    assert!(is_refused(|page| page.document = "x".repeat(301)));
    assert!(is_refused(|page| page.origin = "x".repeat(301)));
    assert!(is_refused(|page| page.controls[0].container = 2));
    assert!(is_refused(|page| page.containers.clear()));
}

#[test]
fn time_is_a_number() {
    for at in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        assert!(is_refused(|page| page.at = at));
    }
}

#[test]
fn containers_point_outwards_only_so_that_no_path_has_a_loop() {
    for parent in [1, 2, u32::MAX] {
        assert!(is_refused(|page| page.containers[1].parent = Some(parent)), "{parent}");
    }
    assert!(is_refused(|page| page.containers[0].parent = Some(0)));
    let second_root =
        Container { parent: None, heading: String::new(), apart: false, dialog: false };
    assert!(!is_refused(|page| page.containers.push(second_root)));
}

#[test]
fn an_id_names_one_control() {
    assert!(is_refused(|page| page.controls[1].id = page.controls[0].id));
}

#[test]
fn no_value_of_a_password_is_taken() {
    assert!(is_refused(|page| page.controls[2].value = "s".to_owned()));
}

#[test]
fn options_are_bounded_like_labels() {
    let seen = |seen: Vec<String>| Answer::Outcome(Outcome::NoOption { seen }).check();
    assert!(seen(vec!["x".repeat(LONGEST_LABEL); 40]).is_ok());
    assert_eq!(seen(vec![String::new(); 41]), Err(OutOfBounds));
    assert_eq!(seen(vec!["x".repeat(LONGEST_LABEL + 1)]), Err(OutOfBounds));
    assert_eq!(Answer::OtherDocument.check(), Ok(Answer::OtherDocument));
}

#[test]
fn the_sample_is_an_answer_within_its_bounds_that_has_a_form() {
    let answer: Answer = serde_json::from_str(SAMPLE).unwrap();
    let Ok(Answer::Snapshot(page)) = answer.check() else { panic!("no snapshot") };
    assert!(recognise(&page).is_some());
}

#[test]
fn an_answer_is_read_as_the_content_script_writes_it_and_not_otherwise() {
    let read = |json: &str| serde_json::from_str::<Answer>(json).ok();
    assert_eq!(read(r#"{"other_document":true}"#), Some(Answer::OtherDocument));
    assert_eq!(read(r#"{"busy":true}"#), Some(Answer::Busy));
    let outcome = |outcome| Some(Answer::Outcome(outcome));
    assert_eq!(read(r#"{"outcomes":[{"is":"equal"}]}"#), outcome(Outcome::Equal));
    assert_eq!(
        read(r#"{"outcomes":[{"is":"different","length":3}]}"#),
        outcome(Outcome::Different { length: 3 })
    );
    assert_eq!(read(r#"{"outcomes":[{"is":"not_opened"}]}"#), outcome(Outcome::NotOpened));
    assert_eq!(
        read(r#"{"outcomes":[{"is":"no_option","seen":["AWS"]}]}"#),
        outcome(Outcome::NoOption { seen: vec!["AWS".to_owned()] })
    );
    let snapshot = r#"{"snapshot":{"document":"d","origin":"o","path":"/","at":1.5,
        "controls":[{"id":1,"kind":"password","labels":[{"source":"aria_label","text":"Password"}],
        "value":"","length":40,"enabled":true,"ours":false,"container":0}],
        "containers":[{"heading":"","apart":true,"dialog":false}],"focused":1}}"#;
    let Some(Answer::Snapshot(read_back)) = read(snapshot) else { panic!("not read") };
    assert_eq!(read_back.controls[0].labels[0].source, Source::AriaLabel);
    for json in [
        "null",
        "{}",
        r#"{"other_document":false}"#,
        r#"{"outcomes":[]}"#,
        r#"{"outcomes":[{"is":"done"}]}"#,
        r#"{"outcomes":[{"is":"equal"}],"secret":"x"}"#,
        r#"{"outcomes":[{"is":"equal"}],"other_document":true}"#,
        r#"{"outcomes":[{"is":"equal"},{"is":"equal"}]}"#,
        r#"{"outcomes":[{"is":"different","length":-1}]}"#,
        &snapshot.replace("\"at\"", "\"password\":\"x\",\"at\""),
        &snapshot.replace("\"id\":1", "\"id\":1,\"password\":\"x\""),
        &snapshot.replace("\"id\":1", "\"id\":-1"),
        &snapshot.replace("aria_label", "elsewhere"),
    ] {
        assert_eq!(read(json), None, "{json}");
    }
}
