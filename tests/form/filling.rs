//! Fills against pages that behave, and against pages that don't.

use super::config;
use super::drawing::{Drawing, Part, choice, password, text};
use super::fake_page::{Change, FakePage, Look, MOST_STEPS, Shown, WRITTEN, sent};
use super::recognition::NEW;
use keyferry::aws::{AccessKeyId, AccountId, RegistryHost, SecretAccessKey};
use keyferry::credential::{Credential, CredentialName, is_container_registry};
use keyferry::finding::{Code, Field, Finding, Severity};
use keyferry::form::{
    Answer, Failure, Fill, Judged, Kind, Next, Outcome, Page, Provider, Report, Snapshot, Source,
    State, Step, Value, Wanted, Writing, recognise,
};
use proptest::prelude::*;
use proptest::test_runner::Config;
use std::collections::{BTreeMap, BTreeSet};

const NAME: &str = "wave-ecr";
const ID: &str = "AKIARZPUZDIKKVKVKVKV";
const SECRET: &str = "kfExampleSecretKeyForTests0000000000/+AB";
const HOST: &str = "123456789012.dkr.ecr.eu-west-1.amazonaws.com";

const LOOKS: [Look; 2] = [Look::Material, Look::Bootstrap];

fn credential() -> Credential {
    Credential {
        name: CredentialName::parse(NAME).unwrap(),
        user_name: AccessKeyId::parse(ID).unwrap(),
        password: SecretAccessKey::parse(SECRET).unwrap(),
        registry: RegistryHost::parse(HOST).unwrap(),
    }
}

fn wanted(field: Field) -> &'static str {
    match field {
        Field::Name => NAME,
        Field::UserName => ID,
        Field::Password => SECRET,
        Field::Registry => HOST,
        Field::Provider | Field::File | Field::Form | Field::Aws => "Container registry",
    }
}

fn judged() -> Judged {
    Judged::by(&credential(), AccountId::parse("123456789012").ok())
}

fn new_fill(replace: &[Field]) -> Fill {
    Fill::new(Wanted::from(&credential()), replace.to_vec())
}

/// Fills a page to the end.
fn fill(page: &mut FakePage) -> Report {
    page.secret = SECRET.to_owned();
    let report = page.run(&mut new_fill(&page.replace));
    is_sound(&report, page);
    report
}

/// What holds of every report: each field has a verdict, and nothing secret is in any.
fn is_sound(report: &Report, page: &FakePage) {
    let findings = report.findings(&judged());
    for field in Field::FORM {
        assert!(findings.iter().any(|finding| finding.field == field), "{field:?}: {report:?}");
        assert_ne!(*report.state(field), State::Writing, "{field:?}");
    }
    assert_eq!(
        findings.iter().filter(|finding| finding.field == Field::Form).count(),
        usize::from(report.failure.is_some())
    );
    let said = format!("{report:?} {findings:?} {}", serde_json::to_string(&findings).unwrap());
    assert!(!said.contains("kfExample"), "{said}");
    // What is said to be right is right.
    if report.failure.is_none() {
        for field in WRITTEN.into_iter().filter(|field| report.state(*field).is_right()) {
            assert_eq!(page.value(field), wanted(field), "{field:?} {report:?} {page:?}");
        }
    }
}

fn is_right(page: &FakePage) -> bool {
    page.provider == "Container registry"
        && WRITTEN.iter().all(|&field| page.value(field) == wanted(field))
}

fn states(report: &Report) -> Vec<State> {
    report.states.to_vec()
}

fn codes(findings: &[Finding]) -> Vec<Code> {
    findings.iter().map(|finding| finding.code).collect()
}

fn code_on(report: &Report, field: Field) -> Code {
    let findings = report.findings(&judged());
    findings.iter().find(|finding| finding.field == field).unwrap().code
}

// Pages that behave.

#[test]
fn five_fields_are_right_in_the_end() {
    for look in LOOKS {
        let mut page = FakePage::new(look);
        let report = fill(&mut page);
        assert!(is_right(&page), "{page:?}");
        assert_eq!(report.failure, None);
        assert_eq!(states(&report), [const { State::Written }; 5]);
        assert_eq!(
            codes(&report.findings(&judged())),
            [
                Code::NameGood,
                Code::ProviderGood,
                Code::UserNameGood,
                Code::PasswordGood,
                Code::RegistryGood
            ]
        );
        assert_eq!(report.value(Field::Registry), Some(HOST));
        assert_eq!(report.password_length, Some(40));
        assert_eq!(report.value(Field::Password), None);
        // Look, choose, write.
        assert_eq!(page.steps, 3);
    }
}

#[test]
fn a_provider_that_is_chosen_already_is_left_alone() {
    for look in LOOKS {
        let mut page = FakePage { options: vec![], ..FakePage::new(look).chosen() };
        let report = fill(&mut page);
        assert!(is_right(&page) && report.failure.is_none());
        assert_eq!(*report.state(Field::Provider), State::AlreadyThere);
    }
}

#[test]
fn a_form_and_fields_that_come_late_are_waited_for() {
    for look in LOOKS {
        for (form_after, fields_after) in [(1, 0), (0, 1), (4, 0), (0, 8), (5, 10)] {
            let mut page = FakePage { form_after, fields_after, ..FakePage::new(look) };
            let report = fill(&mut page);
            assert!(is_right(&page) && report.failure.is_none(), "{form_after} {fields_after}");
        }
    }
}

#[test]
fn a_fill_is_bound_to_the_first_page_it_sees_and_its_report_names_it() {
    let expected = Page {
        document: "document-1".to_owned(),
        origin: "https://cloud.seqera.io".to_owned(),
        path: "/orgs/genomics/workspaces/rnaseq-prod/credentials/new".to_owned(),
    };
    let mut page = FakePage::new(Look::Material);
    let mut fill = new_fill(&[]);
    assert_eq!(fill.page(), None);
    let first = fill.start();
    let _next = fill.next(page.answer(&first));
    assert_eq!(fill.page(), Some(&expected));
    page.secret = SECRET.to_owned();
    assert_eq!(page.run(&mut new_fill(&[])).page, Some(expected));
}

#[test]
fn a_fill_that_goes_on_does_so_on_its_own_page_or_nowhere() {
    for (moved_before, failure) in [(None, None), (Some(0), Some(Failure::PageLeft))] {
        let earlier = fill(&mut FakePage::new(Look::Material));
        let mut page = FakePage { moved_before, ..FakePage::new(Look::Material) };
        page.secret = SECRET.to_owned();
        let report = page.run(&mut new_fill(&[]).on(earlier.page));
        assert_eq!(report.failure, failure);
        assert_eq!(is_right(&page), failure.is_none());
    }
}

// Pages that draw themselves anew.

#[test]
fn elements_may_be_re_created_before_any_step() {
    for look in LOOKS {
        for before in 0..12 {
            for again in before..12 {
                let recreated_before = BTreeSet::from([before, again]);
                let mut page = FakePage { recreated_before, ..FakePage::new(look) };
                let report = fill(&mut page);
                assert!(
                    is_right(&page) && report.failure.is_none(),
                    "{before} {again}: {report:?}"
                );
            }
        }
    }
}

#[test]
fn a_form_that_is_emptied_before_any_step_is_filled_again() {
    for look in LOOKS {
        for before in 0..9 {
            let emptied_before = BTreeSet::from([before]);
            let mut page = FakePage { emptied_before, ..FakePage::new(look) };
            let report = fill(&mut page);
            assert!(is_right(&page) && report.failure.is_none(), "{before}: {report:?} {page:?}");
        }
    }
}

#[test]
fn a_form_that_is_away_for_a_moment_is_waited_for() {
    for look in LOOKS {
        for before in 0..12 {
            let away_before = BTreeSet::from([before]);
            let mut page = FakePage { away_before, ..FakePage::new(look) };
            let report = fill(&mut page);
            assert!(is_right(&page) && report.failure.is_none(), "{before}: {report:?}");
        }
    }
}

#[test]
fn a_form_that_comes_and_goes_is_given_up() {
    // Away at every second look: there whenever it is waited for, and never when it is read.
    for start in 1..8 {
        let away_before = (0..MOST_STEPS).filter(|step| step % 2 == start % 2 && *step >= start);
        let mut page = FakePage {
            away_before: away_before.collect(),
            ..FakePage::new(Look::Material).chosen()
        };
        let report = fill(&mut page);
        assert!(matches!(report.failure, None | Some(Failure::FieldsMissing)), "{report:?}");
    }
}

#[test]
fn a_form_that_is_away_at_the_last_look_three_times_is_filled_and_no_more() {
    for (times, failure) in [(3, None), (4, Some(Failure::FieldsMissing))] {
        // Look, choose, look, four values; then every second look is for a form that went away.
        let away_before = (0..times).map(|time| 7 + 2 * time).collect();
        let mut page = FakePage { away_before, ..FakePage::new(Look::Material) };
        let report = fill(&mut page);
        assert_eq!(report.failure, failure, "{times}");
    }
}

#[test]
fn a_field_that_is_gone_at_every_write_is_given_up_and_told() {
    let recreated_before = (0..MOST_STEPS).collect();
    let mut page = FakePage { recreated_before, ..FakePage::new(Look::Material).chosen() };
    let report = fill(&mut page);
    assert_eq!(report.failure, None);
    for field in WRITTEN {
        assert_eq!(*report.state(field), State::Changed, "{field:?}");
    }
    // A look, then six writes of all fields, each with the look that ends it; the page is given some time
    // after those that come late.
    assert_eq!((page.steps, page.moments), (1 + 6 + 3, 1 + 6 * (4 + 1) + 3));
}

#[test]
fn a_password_of_ones_own_is_compared_even_where_it_is_re_created() {
    for (own, state) in [(SECRET, State::AlreadyThere), ("my own", State::Kept)] {
        let mut page = FakePage::new(Look::Material).chosen().holding(Field::Password, own);
        // Look; then the password is compared, and once more in its new element.
        page.recreated_before = BTreeSet::from([1]);
        let report = fill(&mut page);
        assert_eq!(*report.state(Field::Password), state);
        assert_eq!(*report.state(Field::Registry), State::Written);
    }
}

// What the user has written.

#[test]
fn what_the_user_wrote_stays_and_is_told_with_what_would_be_written() {
    for look in LOOKS {
        let mut page = FakePage::new(look)
            .chosen()
            .holding(Field::Name, "mine")
            .holding(Field::UserName, "AKIARZPUZDIKLVLVLVLV")
            .holding(Field::Password, "something of my own")
            .holding(Field::Registry, "quay.io");
        let report = fill(&mut page);
        for (field, value) in [
            (Field::Name, "mine"),
            (Field::UserName, "AKIARZPUZDIKLVLVLVLV"),
            (Field::Password, "something of my own"),
            (Field::Registry, "quay.io"),
        ] {
            assert_eq!(page.value(field), value);
            assert_eq!(*report.state(field), State::Kept, "{field:?}");
        }
        let findings = report.findings(&judged());
        // A name of one's own that is right is simply right.
        assert_eq!(
            codes(&findings),
            [
                Code::NameGood,
                Code::ProviderGood,
                Code::UserNameKept,
                Code::PasswordKept,
                Code::RegistryNotEcr,
                Code::RegistryKept
            ]
        );
        let fixes: Vec<_> = findings.iter().map(|finding| finding.fix.as_deref()).collect();
        assert_eq!(fixes, [None, None, Some(ID), None, None, Some(HOST)]);
        assert_eq!(findings[3].arguments, [("length", "19".to_owned())]);
    }
}

#[test]
fn what_stands_there_already_is_not_written_again() {
    for field in WRITTEN {
        let mut page = FakePage::new(Look::Material).chosen().holding(field, wanted(field));
        let report = fill(&mut page);
        assert_eq!(*report.state(field), State::AlreadyThere, "{field:?}");
        assert!(is_right(&page) && !page.slots[&field].ours);
    }
}

#[test]
fn what_keyferry_wrote_before_is_written_over() {
    for field in WRITTEN {
        let mut page =
            FakePage::new(Look::Material).chosen().holding(field, "from an earlier fill");
        page.slot(field).ours = true;
        let report = fill(&mut page);
        assert!(is_right(&page) && report.failure.is_none(), "{field:?}");
        assert_eq!(*report.state(field), State::Written, "{field:?}");
    }
}

#[test]
fn an_earlier_secret_which_is_as_long_is_written_over_on_a_page_that_draws_itself_anew() {
    let earlier = "kfExampleSecretKeyForTests1111111111/+CD";
    assert_eq!(earlier.len(), SECRET.len());
    for before in 0..12 {
        for again in before..12 {
            let recreated_before = BTreeSet::from([before, again]);
            let mut page = FakePage {
                recreated_before,
                claims_stay: true,
                ..FakePage::new(Look::Material).chosen().holding(Field::Password, earlier)
            };
            page.slot(Field::Password).ours = true;
            let report = fill(&mut page);
            assert!(is_right(&page) && report.failure.is_none(), "{before} {again}: {report:?}");
            assert_eq!(*report.state(Field::Password), State::Written);
        }
    }
}

#[test]
fn a_confirmed_field_is_written_over_and_no_other() {
    for confirmed in WRITTEN {
        let mut page = FakePage::new(Look::Material).chosen();
        for field in WRITTEN {
            page = page.holding(field, "mine");
        }
        page.replace = vec![confirmed];
        let report = fill(&mut page);
        for field in WRITTEN {
            let value = if field == confirmed { wanted(field) } else { "mine" };
            assert_eq!(page.value(field), value, "{confirmed:?}: {field:?}");
        }
        assert_eq!(*report.state(confirmed), State::Written);
    }
}

#[test]
fn what_the_user_types_during_a_fill_stays() {
    for field in WRITTEN {
        for before in 0..12 {
            let typed_before = BTreeMap::from([(before, (field, "typed just now"))]);
            let mut page = FakePage { typed_before, ..FakePage::new(Look::Material) };
            let report = fill(&mut page);
            if page.typed_before.is_empty() {
                assert_eq!(page.value(field), "typed just now", "{field:?} {before}");
                assert!(!report.state(field).is_right(), "{field:?} {before}");
            }
        }
    }
}

#[test]
fn what_the_user_types_between_a_look_and_a_write_stays() {
    for field in WRITTEN {
        // What comes after the look that ends the write isn't seen any more.
        for at in 0..8 {
            let typed_at = BTreeMap::from([(at, (field, "typed just now"))]);
            let mut page = FakePage { typed_at, ..FakePage::new(Look::Material) };
            let report = fill(&mut page);
            assert!(page.typed_at.is_empty());
            assert_eq!(page.value(field), "typed just now", "{field:?} {at}");
            assert!(!report.state(field).is_right(), "{field:?} {at}: {report:?}");
            for other in WRITTEN.into_iter().filter(|other| *other != field) {
                // Beside a user name that is theirs the secret stays out.
                let stays_out = (field, other) == (Field::UserName, Field::Password)
                    && *report.state(other) == State::Kept;
                if stays_out {
                    assert_eq!(page.value(other), "", "{at}");
                    continue;
                }
                assert_eq!(*report.state(other), State::Written, "{field:?} {at}: {other:?}");
            }
        }
    }
}

#[test]
fn a_password_as_long_as_the_secret_is_compared_unless_keyferry_wrote_it() {
    let other: &'static str = "kfExampleSecretKeyForTests1111111111/+CD";
    assert_eq!(other.len(), SECRET.len());
    // Typed right before the look that ends the write, which reads back as it should.
    let typed_at = BTreeMap::from([(7, (Field::Password, other))]);
    let mut page = FakePage { typed_at, ..FakePage::new(Look::Material) };
    let report = fill(&mut page);
    assert_eq!((page.value(Field::Password), report.failure.is_none()), (other, true));
    assert_eq!(*report.state(Field::Password), State::Kept);
}

#[test]
fn what_the_user_types_before_a_field_has_its_turn_is_called_theirs() {
    for field in WRITTEN {
        // Look, choose, look; then all have their turn at once.
        let typed_at = BTreeMap::from([(3, (field, "typed just now"))]);
        let mut page = FakePage { typed_at, ..FakePage::new(Look::Material) };
        let report = fill(&mut page);
        assert_eq!(*report.state(field), State::Kept, "{field:?}");
        assert_eq!(page.value(field), "typed just now");
    }
}

#[test]
fn another_provider_of_the_users_is_left_and_nothing_is_written() {
    let mut page = FakePage::new(Look::Material);
    page.provider = "GitHub".to_owned();
    let report = fill(&mut page);
    assert_eq!(report.failure, Some(Failure::OtherProvider("GitHub".to_owned())));
    assert_eq!(page.provider, "GitHub");
    assert!(WRITTEN.iter().all(|&field| page.value(field).is_empty()));
    assert_eq!(
        codes(&report.findings(&judged())),
        [
            Code::FormOtherProvider,
            Code::NameNotReached,
            Code::ProviderOther,
            Code::UserNameNotReached,
            Code::PasswordNotReached,
            Code::RegistryNotReached
        ]
    );
    // Once the user says so it is chosen.
    page.replace = vec![Field::Provider];
    let report = fill(&mut page);
    assert!(is_right(&page) && report.failure.is_none());
}

// Pages that change what was written.

#[test]
fn a_value_that_the_page_changes_at_once_is_told() {
    for field in WRITTEN {
        let changes = BTreeMap::from([(field, (Change::AtOnce, usize::MAX))]);
        let mut page = FakePage { changes, ..FakePage::new(Look::Material) };
        let report = fill(&mut page);
        assert_eq!(*report.state(field), State::Changed, "{field:?}");
        let code = code_on(&report, field);
        assert!(code.as_str().ends_with("_changed"), "{code:?}");
        for other in WRITTEN.into_iter().filter(|other| *other != field) {
            assert_eq!(*report.state(other), State::Written, "{field:?}: {other:?}");
        }
    }
}

#[test]
fn a_value_that_the_page_changes_later_is_written_again_and_given_up_in_the_end() {
    for field in WRITTEN {
        for times in 1..5 {
            let changes = BTreeMap::from([(field, (Change::Later, times))]);
            let mut page = FakePage { changes, ..FakePage::new(Look::Material) };
            let report = fill(&mut page);
            // Twice is written again; the password is compared once more.
            let most = if field == Field::Password { 3 } else { 2 };
            let is_given_up = *report.state(field) == State::Changed;
            assert_eq!((is_right(&page), is_given_up), (times <= most, times > most), "{field:?}");
            let others = WRITTEN.into_iter().filter(|other| *other != field);
            assert!(others.into_iter().all(|other| *report.state(other) == State::Written));
        }
    }
}

#[test]
fn a_password_that_the_page_changed_before_it_is_left_is_told_by_its_length() {
    // That of another field isn't taken for it.
    for (field, length) in [(Field::Password, 41), (Field::UserName, 40)] {
        let mut page = FakePage {
            changes: BTreeMap::from([(field, (Change::AtOnce, usize::MAX))]),
            // Look, four values; the look that ends the write finds no form, and the next no page.
            away_before: BTreeSet::from([5]),
            left_before: Some(2),
            ..FakePage::new(Look::Material).chosen()
        };
        let report = fill(&mut page);
        assert_eq!(report.failure, Some(Failure::PageLeft));
        assert_eq!(report.password_length, Some(length), "{field:?}");
    }
}

#[test]
fn a_field_that_is_disabled_just_before_its_turn_is_told() {
    for disabled in WRITTEN {
        let mut page = FakePage::new(Look::Material).chosen();
        page.secret = SECRET.to_owned();
        let mut fill = new_fill(&[]);
        let step = fill.start();
        let Next::Step(step) = fill.next(page.answer(&step)) else { panic!("ended") };
        assert_eq!(sent(&step).len(), 4, "{step:?}");
        page.slot(disabled).disabled = true;
        let Next::Step(step) = fill.next(page.answer(&step)) else { panic!("gave up at once") };
        let report = finish(&mut fill, step, |step| page.answer(step));
        is_sound(&report, &page);
        for field in WRITTEN {
            let (state, value) = match field == disabled {
                true => (State::Disabled, ""),
                false => (State::Written, wanted(field)),
            };
            assert_eq!(*report.state(field), state, "{disabled:?}: {field:?}");
            assert_eq!(page.value(field), value, "{disabled:?}: {field:?}");
        }
    }
}

#[test]
fn a_disabled_field_is_told_and_the_others_are_filled() {
    for field in WRITTEN {
        let mut page = FakePage::new(Look::Material);
        page.slot(field).disabled = true;
        let report = fill(&mut page);
        assert_eq!(*report.state(field), State::Disabled, "{field:?}");
        assert!(code_on(&report, field).as_str().ends_with("_disabled"));
        for other in WRITTEN.into_iter().filter(|other| *other != field) {
            // Beside a user name that isn't the key's the secret stays out.
            let state = match (field, other) {
                (Field::UserName, Field::Password) => State::Kept,
                _ => State::Written,
            };
            assert_eq!(*report.state(other), state, "{field:?}: {other:?}");
        }
    }
}

// Pages that don't let the provider be chosen.

#[test]
fn a_provider_that_cannot_be_chosen_is_told_with_what_there_is() {
    for (options, shut, disabled, failure, on_provider) in [
        (
            vec!["AWS", "GitHub"],
            0,
            false,
            Failure::NoContainerRegistry(vec!["AWS".to_owned(), "GitHub".to_owned()]),
            State::Waiting,
        ),
        (vec![], 0, false, Failure::NoContainerRegistry(vec![]), State::Waiting),
        (vec!["Container registry"], 99, false, Failure::ProviderNotOpened, State::Waiting),
        (vec!["Container registry"], 0, true, Failure::ProviderNotOpened, State::Disabled),
    ] {
        let mut page = FakePage {
            options,
            shut,
            provider_disabled: disabled,
            ..FakePage::new(Look::Material)
        };
        let report = fill(&mut page);
        assert_eq!(report.failure, Some(failure));
        assert_eq!(*report.state(Field::Provider), on_provider);
        assert!(WRITTEN.iter().all(|&field| page.value(field).is_empty()));
        assert!(WRITTEN.iter().all(|&field| *report.state(field) == State::Waiting));
    }
}

#[test]
fn a_provider_that_takes_no_input_is_not_pressed() {
    let mut page = FakePage { provider_disabled: true, ..FakePage::new(Look::Material) };
    fill(&mut page);
    assert_eq!(page.choices, 0);
}

#[test]
fn a_list_that_opens_at_the_third_try_is_good_enough() {
    let mut page = FakePage { shut: 2, ..FakePage::new(Look::Bootstrap) };
    assert_eq!(fill(&mut page).failure, None);
    assert!(is_right(&page));
}

#[test]
fn a_choice_that_shows_elsewhere_counts_once_its_fields_are_there() {
    for look in LOOKS {
        for fields_after in [0, 1, 2] {
            let mut page =
                FakePage { shown: Shown::Elsewhere, fields_after, ..FakePage::new(look) };
            let report = fill(&mut page);
            assert!(is_right(&page) && report.failure.is_none(), "{report:?}");
            assert_eq!(states(&report), [const { State::Written }; 5]);
            assert_eq!(code_on(&report, Field::Provider), Code::ProviderGood);
        }
    }
}

#[test]
fn a_choice_that_shows_elsewhere_is_made_once_where_its_fields_come_at_once() {
    let mut page = FakePage { shown: Shown::Elsewhere, ..FakePage::new(Look::Material) };
    fill(&mut page);
    assert_eq!((page.choices, page.steps), (1, 3));
}

#[test]
fn a_choice_that_shows_nowhere_and_brings_no_fields_is_told_as_that() {
    let mut page = FakePage {
        shown: Shown::Elsewhere,
        fields_after: usize::MAX,
        ..FakePage::new(Look::Material)
    };
    let report = fill(&mut page);
    assert_eq!(report.failure, Some(Failure::ProviderNotShown));
    assert_eq!(page.choices, 3);
    assert_eq!(*report.state(Field::Provider), State::Waiting);
    assert_eq!(code_on(&report, Field::Provider), Code::ProviderNotReached);
    assert!(WRITTEN.iter().all(|&field| page.value(field).is_empty()));
}

#[test]
fn another_provider_that_shows_after_the_choice_is_not_filled() {
    // What was pressed brought fields like those of Container registry, and says GitHub.
    let form = |shown: &str| {
        Drawing::new()
            .inside(0, "New Credentials")
            .with(text().label("Name"))
            .with(choice().label("Provider").shows(shown))
            .with(text().label("User name"))
            .with(password().label("Password"))
            .with(text().label("Registry server"))
            .done()
    };
    for (shown, is_filled) in
        [("Select provider", true), ("docker", true), ("GitHub", false), ("AWS", false)]
    {
        let mut fill = new_fill(&[Field::Provider]);
        fill.start();
        let Next::Step(Step::Choose { .. }) = fill.next(Answer::Snapshot(form("Azure"))) else {
            panic!("nothing is chosen");
        };
        let outcomes = vec![Outcome::Different { length: 6 }];
        let next = fill.next(Answer::Outcomes { outcomes, snapshot: form(shown) });
        let writes = matches!(next, Next::Step(Step::Write { .. }));
        assert_eq!(writes, is_filled, "{shown}: {next:?}");
    }
}

#[test]
fn a_choice_that_the_page_takes_back_is_not_called_good() {
    // From the look that ends the choice to the one that ends the write.
    for before in 2..8 {
        let taken_back_before = Some(before);
        let mut page = FakePage { taken_back_before, ..FakePage::new(Look::Material) };
        let report = fill(&mut page);
        if report.failure.is_none() {
            // No field had come yet: it was made once more.
            assert!(page.choices == 2 && is_right(&page), "{before}: {report:?}");
            continue;
        }
        assert_eq!(report.failure, Some(Failure::FieldsMissing), "{before}");
        assert_eq!(report.value(Field::Provider), Some(""), "{before}");
        assert_eq!(code_on(&report, Field::Provider).severity(), Severity::Error, "{before}");
    }
}

#[test]
fn a_form_with_all_fields_waits_for_its_provider_to_be_chosen() {
    let snapshot = Drawing::new()
        .inside(0, "New Credentials")
        .with(text().label("Name"))
        .with(choice().label("Provider").id(2))
        .with(text().label("User name"))
        .with(password().label("Password"))
        .with(text().label("Registry server"))
        .done();
    let mut fill = new_fill(&[]);
    fill.start();
    let next = fill.next(Answer::Snapshot(snapshot));
    assert!(matches!(next, Next::Step(Step::Choose { control: 2, .. })), "{next:?}");
}

#[test]
fn a_provider_that_is_re_created_while_it_is_chosen_is_chosen_again() {
    for restless in [1, 3, 7, 19] {
        let mut page = FakePage { restless, ..FakePage::new(Look::Material) };
        let report = fill(&mut page);
        assert!(is_right(&page) && report.failure.is_none(), "{restless}: {report:?}");
        assert_eq!(page.choices, restless + 1);
        assert_eq!(*report.state(Field::Provider), State::Written);
    }
}

#[test]
fn a_provider_that_is_never_still_is_given_up() {
    for (choice_ms, choices) in [(0.0, 20..=20), (500.0, 8..=10), (7_000.0, 1..=1)] {
        let mut page =
            FakePage { restless: usize::MAX, choice_ms, ..FakePage::new(Look::Material) };
        let report = fill(&mut page);
        assert_eq!(report.failure, Some(Failure::ProviderNotOpened), "{choice_ms}");
        assert!(choices.contains(&page.choices), "{choice_ms}: {}", page.choices);
        assert!(WRITTEN.iter().all(|&field| page.value(field).is_empty()));
    }
}

#[test]
fn a_list_that_stays_shut_is_pressed_three_times() {
    let mut page = FakePage { shut: usize::MAX, ..FakePage::new(Look::Material) };
    assert_eq!(fill(&mut page).failure, Some(Failure::ProviderNotOpened));
    assert_eq!(page.choices, 3);
}

// Fields that something covers.

#[test]
fn a_name_that_is_covered_for_a_while_is_written_in_the_end() {
    for look in LOOKS {
        for until in 2..=4 {
            // It is there when the form is found, and again only when all else is written.
            let covered = BTreeMap::from([(Field::Name, 1..until)]);
            let mut page = FakePage { covered, ..FakePage::new(look) };
            let covered = BTreeMap::from([(Field::Name, 0..until - 1)]);
            let mut first = FakePage { covered, ..FakePage::new(look).chosen() };
            for page in [&mut page, &mut first] {
                let report = fill(page);
                assert!(is_right(page) && report.failure.is_none(), "{until}: {report:?}");
                assert_eq!(states(&report)[0], State::Written, "{until}");
            }
        }
    }
}

#[test]
fn a_name_that_stays_covered_is_told_and_the_rest_is_filled() {
    let covered = BTreeMap::from([(Field::Name, 0..usize::MAX)]);
    let mut page = FakePage { covered, ..FakePage::new(Look::Material).chosen() };
    let report = fill(&mut page);
    assert_eq!(report.failure, None);
    assert_eq!(code_on(&report, Field::Name), Code::NameNotReached);
    assert_eq!(states(&report)[2..], [const { State::Written }; 3]);
    assert_eq!(page.value(Field::Name), "");
    // Two looks more than without it, and one value less.
    assert_eq!((page.steps, page.moments), (2 + 2, 1 + (3 + 1) + 2));
}

#[test]
fn fields_of_the_key_that_are_covered_are_waited_for() {
    for field in [Field::UserName, Field::Password, Field::Registry] {
        for looks in [0..3, 1..3, 1..5, 2..4] {
            let covered = BTreeMap::from([(field, looks.clone())]);
            let mut page = FakePage { covered, ..FakePage::new(Look::Material).chosen() };
            let report = fill(&mut page);
            assert!(is_right(&page) && report.failure.is_none(), "{field:?} {looks:?} {report:?}");
        }
    }
}

/// Carries a fill on to its end.
fn finish(fill: &mut Fill, mut step: Step, mut answer: impl FnMut(&Step) -> Answer) -> Report {
    loop {
        match fill.next(answer(&step)) {
            Next::Step(next) => step = next,
            Next::Done(report) => return *report,
        }
    }
}

#[test]
fn a_field_that_takes_no_input_for_a_moment_is_waited_for() {
    for locked in WRITTEN {
        for (looks, state) in [(1, State::Written), (4, State::Written), (9, State::Disabled)] {
            let mut page = FakePage::new(Look::Material).chosen();
            page.secret = SECRET.to_owned();
            page.slot(locked).disabled = true;
            let mut fill = new_fill(&[]);
            let first = fill.start();
            let mut waits = 0;
            let report = finish(&mut fill, first, |step| {
                waits += usize::from(matches!(step, Step::Look { wait_ms: 1.., .. }));
                if waits > looks {
                    page.slot(locked).disabled = false;
                }
                page.answer(step)
            });
            assert_eq!(*report.state(locked), state, "{locked:?} {looks} {report:?}");
            assert_eq!(is_right(&page), state == State::Written, "{locked:?} {looks}");
            assert_eq!(report.failure, None);
        }
    }
}

#[test]
fn the_name_is_given_before_fields_that_may_come_only_after_it() {
    let mut page = FakePage { fields_after: usize::MAX, ..FakePage::new(Look::Material) };
    let report = fill(&mut page);
    assert_eq!(page.value(Field::Name), wanted(Field::Name));
    assert_eq!(*report.state(Field::Name), State::Written);
    // What the user typed stays.
    let mine = FakePage::new(Look::Material).holding(Field::Name, "mine");
    let mut page = FakePage { fields_after: usize::MAX, ..mine };
    let report = fill(&mut page);
    assert_eq!(report.failure, Some(Failure::FieldsMissing));
    assert_eq!(page.value(Field::Name), "mine");
}

#[test]
fn the_key_alone_is_filled_where_the_rest_was_on_an_earlier_page() {
    let page = |name: bool| {
        let drawing = Drawing::new().at(NEW).inside(0, "Add Credentials");
        let drawing = if name { drawing.with(text().label("Name")) } else { drawing };
        drawing
            .with(text().label("User name"))
            .with(password().label("Password"))
            .with(text().label("Registry server"))
            .done()
    };
    let holding = |mut snapshot: Snapshot| {
        let values = [wanted(Field::UserName), "", wanted(Field::Registry)];
        let at = snapshot.controls.len() - values.len();
        for (control, value) in snapshot.controls[at..].iter_mut().zip(values) {
            control.value = value.to_owned();
            control.length =
                if value.is_empty() { SECRET.len() as u32 } else { value.len() as u32 };
            control.ours = true;
        }
        snapshot
    };
    for (first_had_a_name, state) in [(false, State::AlreadyThere), (true, State::Waiting)] {
        let mut fill = new_fill(&[]);
        let first = fill.start();
        let mut looks = 0;
        let report = finish(&mut fill, first, |step| match step {
            Step::Write { fields, .. } => {
                let outcomes = vec![Outcome::Gone; fields.len() - 3]
                    .into_iter()
                    .chain(vec![Outcome::Equal; 3])
                    .collect();
                Answer::Outcomes { outcomes, snapshot: holding(page(false)) }
            }
            _ => {
                looks += 1;
                let snapshot = page(first_had_a_name && looks == 1);
                Answer::Snapshot(if looks == 1 { snapshot } else { holding(snapshot) })
            }
        });
        assert_eq!(report.failure, None, "{report:?}");
        assert_eq!(*report.state(Field::Password), State::Written);
        assert_eq!(*report.state(Field::Name), state, "{first_had_a_name}");
    }
}

#[test]
fn fields_that_never_come_are_given_up_after_three_seconds() {
    let mut page = FakePage { fields_after: usize::MAX, ..FakePage::new(Look::Material) };
    let report = fill(&mut page);
    assert_eq!(report.failure, Some(Failure::FieldsMissing));
    assert_eq!(*report.state(Field::Provider), State::Written);
    assert_eq!(code_on(&report, Field::Provider), Code::ProviderGood);
    assert_eq!(code_on(&report, Field::Password), Code::PasswordNotReached);
    // Two looks and a choice, then a look each quarter of a second.
    assert!((12..=18).contains(&page.steps), "{}", page.steps);
}

#[test]
fn a_page_without_the_form_is_given_up_after_a_second_and_a_half() {
    let mut page = FakePage { form_after: usize::MAX, ..FakePage::new(Look::Material) };
    let report = fill(&mut page);
    assert_eq!(report.failure, Some(Failure::FormNotFound));
    assert!((6..=9).contains(&page.steps), "{}", page.steps);
}

// Early ends: each says how far every field got.

/// Which fields the page holds, when a fill ended early.
fn says_how_far(report: &Report, page: &FakePage) {
    for field in WRITTEN {
        let there = page.value(field) == wanted(field);
        assert_eq!(report.state(field).is_right(), there, "{field:?} {report:?}");
        let code = code_on(report, field).as_str();
        assert_eq!(code.ends_with("_not_reached"), !there, "{field:?}: {code}");
        if there && field != Field::Password {
            assert_eq!(report.value(field), Some(wanted(field)));
        }
    }
    let length = page.value(Field::Password).len() as u32;
    assert_eq!(report.password_length.unwrap_or_default(), length);
    let chosen = page.provider == "Container registry";
    assert_eq!(report.state(Field::Provider).is_right(), chosen, "{report:?}");
}

#[test]
fn a_page_may_be_left_before_any_step() {
    for look in LOOKS {
        for left in 0..3 {
            let mut page = FakePage { left_before: Some(left), ..FakePage::new(look) };
            let report = fill(&mut page);
            assert_eq!(report.failure, Some(Failure::PageLeft), "{left}");
            says_how_far(&report, &page);
        }
    }
}

#[test]
fn a_fill_that_ends_while_elements_are_re_created_says_how_far_it_got() {
    for recreated in 3..9 {
        for end in 1..5 {
            for is_left in [false, true] {
                let recreated_before = BTreeSet::from([recreated]);
                let mut page = FakePage { recreated_before, ..FakePage::new(Look::Material) };
                page.secret = SECRET.to_owned();
                page.left_before = is_left.then_some(end + 1);
                let mut fill = new_fill(&[]);
                let mut step = fill.start();
                let report = loop {
                    let number = page.steps;
                    let next = match fill.next(page.answer(&step)) {
                        Next::Step(_) if number == end && !is_left => fill.fail(Failure::Stopped),
                        next => next,
                    };
                    match next {
                        Next::Step(next) => step = next,
                        Next::Done(report) => break report,
                    }
                };
                is_sound(&report, &page);
                says_how_far(&report, &page);
            }
        }
    }
}

#[test]
fn another_address_of_the_same_application_is_another_page() {
    // Noticed at the next look; the last is the one that ends the write.
    for moved in 1..8 {
        let mut page = FakePage { moved_before: Some(moved), ..FakePage::new(Look::Material) };
        let report = fill(&mut page);
        // A choice may lead there: then the form goes on.
        match &report.failure {
            None => assert!(moved < 3 && is_right(&page), "{moved}"),
            Some(failure) => assert_eq!(*failure, Failure::PageLeft, "{moved}"),
        }
        says_how_far(&report, &page);
    }
}

#[test]
fn a_fill_may_be_stopped_after_any_step() {
    for stop in 0..3 {
        let mut page = FakePage::new(Look::Material);
        page.secret = SECRET.to_owned();
        let mut fill = new_fill(&[]);
        let mut step = fill.start();
        let report = loop {
            let number = page.steps;
            match fill.next(page.answer(&step)) {
                Next::Done(report) => break report,
                Next::Step(_) if number == stop => match fill.fail(Failure::Stopped) {
                    Next::Done(report) => break report,
                    Next::Step(_) => panic!("went on"),
                },
                Next::Step(next) => step = next,
            }
        };
        is_sound(&report, &page);
        // The last step ends it anyway.
        let failure = if stop < 2 { Some(Failure::Stopped) } else { None };
        assert_eq!(report.failure, failure, "{stop}");
        says_how_far(&report, &page);
    }
}

#[test]
fn a_form_emptied_before_its_page_is_left_is_not_called_good() {
    // Written, emptied before the look that ends the write, and gone before the fields were back. Where
    // someone typed into a field just before, that one is written first.
    for (typed, state, code) in [
        (Some((Field::UserName, "mine")), State::Changed, Code::NameChanged),
        (None, State::Waiting, Code::NameNotReached),
    ] {
        let mut page = FakePage {
            typed_at: typed.map(|typed| (3, typed)).into_iter().collect(),
            emptied_before: BTreeSet::from([7]),
            left_before: Some(3),
            ..FakePage::new(Look::Material)
        };
        let report = fill(&mut page);
        assert_eq!(report.failure, Some(Failure::PageLeft));
        assert_eq!(*report.state(Field::Name), state);
        assert_eq!(code_on(&report, Field::Name), code);
        assert_eq!(page.value(Field::Name), "");
    }
}

#[test]
fn an_answer_to_another_question_ends_the_fill() {
    let snapshot = || Answer::Snapshot(FakePage::new(Look::Material).snapshot(0));
    let outcomes = |count| {
        let Answer::Snapshot(snapshot) = snapshot() else { unreachable!() };
        Answer::Outcomes { outcomes: vec![Outcome::Equal; count], snapshot }
    };
    let answers = |step: &Step| match step {
        Step::Look { .. } => vec![Answer::Outcome(Outcome::Equal), outcomes(1)],
        Step::Compare { .. } => vec![snapshot(), outcomes(1)],
        Step::Choose { .. } => vec![snapshot(), outcomes(2), outcomes(0)],
        Step::Write { fields, .. } => {
            let (few, many) = (fields.len() - 1, fields.len() + 1);
            vec![snapshot(), Answer::Outcome(Outcome::Equal), outcomes(few), outcomes(many)]
        }
    };
    let mut misled = Vec::new();
    for own in ["", "something of my own"] {
        for at in 0..3 {
            for which in 0..4 {
                let mut page = FakePage::new(Look::Material).holding(Field::Password, own);
                page.secret = SECRET.to_owned();
                let mut fill = new_fill(&[]);
                let mut step = fill.start();
                while page.steps < at {
                    match fill.next(page.answer(&step)) {
                        Next::Step(next) => step = next,
                        Next::Done(_) => panic!("ended after {}", page.steps),
                    }
                }
                let Some(answer) = answers(&step).into_iter().nth(which) else { continue };
                misled.push(std::mem::discriminant(&step));
                let Next::Done(report) = fill.next(answer) else { panic!("went on at {at}") };
                assert_eq!(report.failure, Some(Failure::Misunderstood), "{at} {which}");
                is_sound(&report, &page);
            }
        }
    }
    misled.dedup();
    assert_eq!(misled.len(), 3 + 3, "look, choose, write; look, choose, compare");
}

#[test]
fn every_failure_has_its_own_words() {
    let failures = [
        Failure::FormNotFound,
        Failure::OtherForm("AWS"),
        Failure::OtherProvider("GitHub".to_owned()),
        Failure::ProviderNotOpened,
        Failure::ProviderNotShown,
        Failure::NoContainerRegistry(vec![]),
        Failure::NoContainerRegistry(vec!["AWS".to_owned(), "SSH".to_owned()]),
        Failure::FieldsMissing,
        Failure::PageLeft,
        Failure::Busy,
        Failure::Stopped,
        Failure::Misunderstood,
    ];
    let codes: BTreeSet<Code> = failures.iter().map(|failure| failure.finding().code).collect();
    assert_eq!(codes.len(), failures.len());
    assert!(codes.iter().all(|code| code.field() == Field::Form));
    assert_eq!(failures[1].finding().arguments, [("provider", "AWS".to_owned())]);
    let seen = failures[6].finding().arguments;
    assert_eq!(seen, [("seen", "AWS, SSH".to_owned())]);
}

#[test]
fn a_page_that_something_else_fills_is_left_to_that() {
    let wanted = Wanted { name: Some(Value::new("wave-ecr")), ..Wanted::default() };
    let mut fill = Fill::new(wanted, Vec::new());
    let Next::Done(report) = fill.next(Answer::Busy) else { panic!("it goes on") };
    assert_eq!(report.failure, Some(Failure::Busy));
}

// After the fill.

#[test]
fn undo_gives_every_written_field_what_it_held_before() {
    let mut page = FakePage::new(Look::Material)
        .chosen()
        .holding(Field::Name, "mine")
        .holding(Field::Registry, "https://quay.io");
    page.replace = vec![Field::Registry];
    let report = fill(&mut page);
    assert_eq!(page.value(Field::Registry), HOST);
    let undo = report.undo();
    assert!(undo.name.is_none(), "what was kept isn't touched");
    page.secret = String::new();
    let undone = page.run(&mut Fill::new(undo, WRITTEN.into_iter().collect()));
    assert_eq!(undone.failure, None);
    for (field, value) in [
        (Field::Name, "mine"),
        (Field::UserName, ""),
        (Field::Password, ""),
        (Field::Registry, "https://quay.io"),
    ] {
        assert_eq!(page.value(field), value, "{field:?}");
    }
}

#[test]
fn undo_gives_back_what_stood_there_before_the_first_of_several_writes() {
    for field in WRITTEN {
        let changes = BTreeMap::from([(field, (Change::Later, 1))]);
        let mut page = FakePage { changes, ..FakePage::new(Look::Material) };
        let report = fill(&mut page);
        assert!(is_right(&page));
        page.secret = String::new();
        page.replace = WRITTEN.to_vec();
        page.run(&mut Fill::undoing(report.undo()));
        assert_eq!(page.value(field), "", "{field:?}");
    }
}

#[test]
fn the_length_of_a_password_that_was_replaced_is_remembered() {
    for (own, length) in [("", 0), ("my own", 6)] {
        let mut page = FakePage::new(Look::Material).chosen().holding(Field::Password, own);
        page.replace = vec![Field::Password];
        let report = fill(&mut page);
        assert_eq!((report.password_before, report.password_length), (Some(length), Some(40)));
    }
}

#[test]
fn undo_takes_the_secret_back_from_a_form_that_was_re_created() {
    for before in 3..9 {
        let recreated_before = BTreeSet::from([before]);
        let mut page = FakePage { recreated_before, ..FakePage::new(Look::Material) };
        let report = fill(&mut page);
        page.secret = String::new();
        page.replace = WRITTEN.into_iter().collect();
        page.run(&mut Fill::new(report.undo(), page.replace.clone()));
        for field in WRITTEN {
            assert_eq!(page.value(field), "", "{before}: {field:?}");
        }
    }
}

#[test]
fn a_later_fill_of_one_field_keeps_what_is_known_of_the_others() {
    let mut page = FakePage::new(Look::Material);
    let first = fill(&mut page);
    let other = "123456789012.dkr.ecr.us-east-1.amazonaws.com";
    let only = Wanted { registry: Some(Value::new(other)), ..Wanted::default() };
    page.secret = String::new();
    page.replace = vec![Field::Registry];
    let second = page.run(&mut Fill::new(only, page.replace.clone())).after(&first);
    assert_eq!(page.value(Field::Registry), other);
    assert_eq!(page.value(Field::Password), SECRET);
    let mut judged = judged();
    judged.ours[4] = Some(other.to_owned());
    let findings = second.findings(&judged);
    assert!(findings.iter().all(|finding| finding.severity == Severity::Good), "{findings:?}");
    assert_eq!(second.value(Field::Registry), Some(other));
}

// Giving back.

/// A page on which GitHub was chosen, filled since the user said so.
fn filled_over_another_provider() -> (FakePage, Report) {
    let mut page = FakePage { provider: "GitHub".to_owned(), ..FakePage::new(Look::Material) };
    page.replace = vec![Field::Provider];
    let report = fill(&mut page);
    assert!(is_right(&page));
    page.secret = String::new();
    page.steps = 0;
    page.choices = 0;
    page.replace = WRITTEN.to_vec();
    (page, report)
}

#[test]
fn undo_gives_a_provider_back_after_all_else() {
    let (mut page, report) = filled_over_another_provider();
    let undone = page.run(&mut Fill::undoing(report.undo()));
    assert_eq!(undone.failure, None);
    assert_eq!(page.provider, "GitHub");
    assert!(WRITTEN.iter().all(|&field| page.value(field).is_empty()), "{page:?}");
    assert_eq!(*undone.state(Field::Provider), State::Written);
    assert_eq!(page.choices, 1, "it is chosen once, and nothing before");
    assert!(matches!(&page.last_step, Some(Step::Choose { wanted, .. }) if wanted == &["github"]));
}

#[test]
fn a_provider_that_cannot_be_given_back_is_told() {
    let (mut page, report) = filled_over_another_provider();
    page.options = vec!["AWS", "Container registry"];
    let undone = page.run(&mut Fill::undoing(report.undo()));
    assert_eq!(undone.failure, None);
    assert_eq!(*undone.state(Field::Provider), State::Changed);
    assert!(WRITTEN.iter().all(|&field| page.value(field).is_empty()));
}

#[test]
fn undo_leaves_a_provider_that_nothing_was_chosen_in_before() {
    for mut page in [FakePage::new(Look::Bootstrap), FakePage::new(Look::Bootstrap).chosen()] {
        let report = fill(&mut page);
        page.secret = String::new();
        page.choices = 0;
        page.replace = WRITTEN.to_vec();
        let undone = page.run(&mut Fill::undoing(report.undo()));
        assert_eq!(undone.failure, None);
        assert_eq!((page.provider.as_str(), page.choices), ("Container registry", 0));
    }
}

#[test]
fn what_was_given_back_is_the_users_own_again() {
    let mut page = FakePage::new(Look::Material).chosen().holding(Field::Registry, "quay.io");
    page.replace = vec![Field::Registry];
    let report = fill(&mut page);
    assert!(WRITTEN.iter().all(|field| page.slots[field].ours));
    page.secret = String::new();
    page.replace = WRITTEN.to_vec();
    page.run(&mut Fill::undoing(report.undo()));
    assert_eq!(page.value(Field::Registry), "quay.io");
    assert!(WRITTEN.iter().all(|field| !page.slots[field].ours));
    // The next fill keeps it.
    page.replace = Vec::new();
    let again = fill(&mut page);
    assert_eq!(*again.state(Field::Registry), State::Kept);
    assert_eq!(*again.state(Field::Password), State::Written);
}

#[test]
fn undo_leaves_a_provider_that_the_user_chose_since() {
    let mut page = FakePage::new(Look::Material);
    let report = fill(&mut page);
    page.provider = "AWS".to_owned();
    let report = looked_again(&mut page, report);
    page.secret = String::new();
    page.choices = 0;
    page.replace = WRITTEN.to_vec();
    let undone = page.run(&mut Fill::undoing(report.undo()));
    assert_eq!(undone.failure, Some(Failure::OtherProvider("AWS".to_owned())));
    assert_eq!((page.provider.as_str(), page.choices), ("AWS", 0));
}

#[test]
fn undo_chooses_nothing_in_a_form_that_was_emptied_since() {
    let mut page = FakePage::new(Look::Material);
    let report = fill(&mut page);
    page.provider = String::new();
    page.choices = 0;
    page.secret = String::new();
    page.replace = WRITTEN.to_vec();
    let undone = page.run(&mut Fill::undoing(report.undo()));
    assert_eq!(undone.failure, Some(Failure::FieldsMissing));
    assert_eq!((page.provider.as_str(), page.choices), ("", 0));
}

#[test]
fn undo_empties_a_form_that_shows_its_choice_elsewhere() {
    let mut page = FakePage { shown: Shown::Elsewhere, ..FakePage::new(Look::Material) };
    let report = fill(&mut page);
    let report = looked_again(&mut page, report);
    page.choices = 0;
    page.secret = String::new();
    page.replace = WRITTEN.to_vec();
    let undone = page.run(&mut Fill::undoing(report.undo()));
    assert_eq!(undone.failure, None);
    assert_eq!(page.choices, 0);
    assert!(WRITTEN.iter().all(|&field| page.value(field).is_empty()));
}

// Replacing the key of a credential that is there.

const OLD_ID: &str = "AKIARZPUZDIKLVLVLVLV";

fn rotate(page: &mut FakePage) -> (Report, Judged) {
    let (id, secret) = (AccessKeyId::parse(ID).unwrap(), SecretAccessKey::parse(SECRET).unwrap());
    page.secret = SECRET.to_owned();
    page.replace = vec![Field::UserName, Field::Password];
    let report = page.run(&mut Fill::new(Wanted::key(&id, &secret), page.replace.clone()));
    (report, Judged::by_key(&id, &secret))
}

#[test]
fn a_key_is_replaced_and_nothing_else() {
    for shown in [Shown::AsText, Shown::InPlace] {
        let mut page = FakePage { shown, ..FakePage::new(Look::Material).editing() };
        page = page.holding(Field::Name, "my old name").holding(Field::Registry, HOST);
        let (report, judged) = rotate(&mut page);
        assert_eq!(report.failure, None);
        assert_eq!(page.value(Field::UserName), ID);
        assert_eq!(page.value(Field::Password), SECRET);
        assert_eq!(page.value(Field::Name), "my old name");
        assert_eq!(page.value(Field::Registry), HOST);
        assert!(!page.slots[&Field::Name].ours && !page.slots[&Field::Registry].ours);
        assert_eq!(page.choices, 0);
        assert_eq!(*report.state(Field::Provider), State::AlreadyThere, "{shown:?}");
        let findings = report.findings(&judged);
        assert_eq!(
            codes(&findings),
            [
                Code::NameBlank,
                Code::ProviderGood,
                Code::UserNameGood,
                Code::PasswordGood,
                Code::RegistryGood
            ]
        );
        // Look, write two values, look.
        assert_eq!((page.steps, page.moments), (2, 4));
    }
}

#[test]
fn fields_that_are_empty_beside_a_replaced_key_stay_empty() {
    let mut page = FakePage::new(Look::Material).editing();
    page = page.holding(Field::Name, "").holding(Field::Registry, "");
    let (report, _) = rotate(&mut page);
    assert_eq!((page.value(Field::Name), page.value(Field::Registry)), ("", ""));
    assert_eq!(page.value(Field::Password), SECRET);
    assert_eq!(*report.state(Field::Registry), State::Waiting);
}

#[test]
fn a_replaced_key_is_judged_by_its_own_account() {
    let mut page = FakePage::new(Look::Material).editing();
    page = page.holding(Field::Registry, "210987654321.dkr.ecr.eu-west-1.amazonaws.com");
    let (report, judged) = rotate(&mut page);
    let findings = report.findings(&judged);
    let registry = findings.iter().find(|finding| finding.field == Field::Registry).unwrap();
    assert!(registry.severity > Severity::Good, "{registry:?}");
    // What Keyferry would write there isn't known: no fix is offered for it.
    assert!(findings.iter().all(|finding| finding.fix.is_none()), "{findings:?}");
}

#[test]
fn a_key_typed_by_the_user_is_kept_and_offered_after_the_key_was_replaced() {
    let mut page = FakePage::new(Look::Material).editing();
    let (report, judged) = rotate(&mut page);
    page.type_into(Field::UserName, OLD_ID);
    let again = looked_again_by(&mut page, report, &judged);
    assert_eq!(*again.state(Field::UserName), State::Kept);
    let findings = again.findings(&judged);
    let finding = findings.iter().find(|finding| finding.field == Field::UserName).unwrap();
    assert_eq!((finding.code, finding.fix.as_deref()), (Code::UserNameKept, Some(ID)));
}

#[test]
fn a_credential_of_another_provider_gets_no_key() {
    let mut page = FakePage { shown: Shown::InPlace, ..FakePage::new(Look::Material).editing() };
    page.provider = "GitHub".to_owned();
    let (report, _) = rotate(&mut page);
    assert_eq!(report.failure, Some(Failure::OtherProvider("GitHub".to_owned())));
    assert_eq!((page.value(Field::UserName), page.value(Field::Password)), (OLD_ID, ""));
}

#[test]
fn a_replaced_keys_undo_gives_its_id_back_and_empties_the_password() {
    let mut page = FakePage::new(Look::Material).editing();
    let (report, _) = rotate(&mut page);
    page.secret = String::new();
    let undone = page.run(&mut Fill::undoing(report.undo()));
    assert_eq!(undone.failure, None);
    assert_eq!((page.value(Field::UserName), page.value(Field::Password)), (OLD_ID, ""));
    assert_eq!(page.value(Field::Registry), HOST);
}

#[test]
fn a_replaced_key_stays_good_at_every_later_look() {
    for shown in [Shown::InPlace, Shown::AsText] {
        let mut page = FakePage { shown, ..FakePage::new(Look::Material).editing() };
        let (report, judged) = rotate(&mut page);
        let again = looked_again_by(&mut page, report.clone(), &judged);
        assert_eq!(states(&again), states(&report), "{shown:?}");
        assert_eq!(codes(&again.findings(&judged)), codes(&report.findings(&judged)), "{shown:?}");
    }
}

#[test]
fn a_page_that_shows_no_name_to_be_edited_is_waited_for_no_longer() {
    // The name of what is edited is mere text, and a whole credential is filled in all the same.
    let covered = BTreeMap::from([(Field::Name, 0..usize::MAX)]);
    let mut page = FakePage { covered, ..FakePage::new(Look::Material).editing() };
    page.replace = vec![Field::UserName];
    let report = fill(&mut page);
    assert_eq!(report.failure, None);
    assert_eq!(page.value(Field::UserName), ID);
    assert_eq!(page.value(Field::Password), SECRET);
    // Look, write two values, look: none of them for the name.
    assert_eq!((page.steps, page.moments), (2, 4));
}

/// What the report says after another look at the page.
fn looked_again(page: &mut FakePage, report: Report) -> Report {
    looked_again_by(page, report, &judged())
}

fn looked_again_by(page: &mut FakePage, mut report: Report, judged: &Judged) -> Report {
    let snapshot = page.snapshot(0);
    let form = recognise(&snapshot).unwrap();
    report.look_again(&snapshot, &form, judged);
    report
}

#[test]
fn a_choice_that_shows_elsewhere_stays_good_at_every_later_look() {
    for look in LOOKS {
        let mut page = FakePage { shown: Shown::Elsewhere, ..FakePage::new(look) };
        let report = fill(&mut page);
        let again = looked_again(&mut page, report);
        assert!(again.state(Field::Provider).is_right());
        assert_eq!(code_on(&again, Field::Provider), Code::ProviderGood);
    }
}

#[test]
fn another_look_at_the_same_form_says_the_same() {
    for own in [None, Some(Field::Password), Some(Field::Name), Some(Field::UserName)] {
        let mut page = FakePage::new(Look::Material).chosen();
        if let Some(own) = own {
            page = page.holding(own, wanted(own));
        }
        let report = fill(&mut page);
        let again = looked_again(&mut page, report.clone());
        assert_eq!(states(&again), states(&report), "{own:?}");
        assert_eq!(codes(&again.findings(&judged())), codes(&report.findings(&judged())));
    }
}

#[test]
fn beside_somebodys_user_name_the_secret_stays_out() {
    let user_name = "AKIARZPUZDIKLVLVLVLV";
    let page = || FakePage {
        provider: "Container registry".to_owned(),
        ..FakePage::new(Look::Material).holding(Field::UserName, user_name)
    };
    let mut left = page();
    let report = fill(&mut left);
    assert_eq!((left.value(Field::UserName), left.value(Field::Password)), (user_name, ""));
    assert_eq!(code_on(&report, Field::Password), Code::PasswordLeftOut);
    assert!(report.left_out_password());
    // Whoever lets the user name be written over gets the whole key.
    let mut replaced = FakePage { replace: vec![Field::UserName], ..page() };
    let report = fill(&mut replaced);
    assert_eq!(states(&report)[2..4], [State::Written, State::Written]);
    assert_eq!(replaced.value(Field::Password), SECRET);
}

#[test]
fn what_is_read_only_is_tried_as_some_are_only_until_they_have_the_focus() {
    let page = |registry: Part, at: f64| {
        let mut page = Drawing::new()
            .inside(0, "New Credentials")
            .with(text().label("Name").shows("wave-ecr").ours(true))
            .with(choice().label("Provider").shows("Container registry"))
            .with(text().label("User name").shows(ID).ours(true))
            .with(password().label("Password").id(4))
            .with(registry.label("Registry server").id(5))
            .done();
        page.at = at;
        Answer::Snapshot(page)
    };
    let written = |next: Next| match next {
        Next::Step(Step::Write { fields, .. }) => {
            fields.into_iter().map(|field| field.control).collect()
        }
        _ => Vec::new(),
    };
    let mut fill = new_fill(&[]);
    fill.start();
    assert_eq!(written(fill.next(page(text().read_only(), 0.0))), [4, 5]);
    let mut fill = new_fill(&[]);
    fill.start();
    assert_eq!(written(fill.next(page(text().enabled(false), 0.0))), [4]);
    // It stays so: after a few tries it is waited for, and then told.
    let mut fill = new_fill(&[]);
    let mut step = fill.start();
    let report = (0..100)
        .find_map(|turn| {
            let Answer::Snapshot(snapshot) = page(text().read_only(), f64::from(turn) * 250.0)
            else {
                return None;
            };
            let answer = match &step {
                Step::Write { fields, .. } => {
                    let outcomes = fields.iter().map(|field| match field.control {
                        5 => Outcome::Disabled,
                        _ => Outcome::Equal,
                    });
                    Answer::Outcomes { outcomes: outcomes.collect(), snapshot }
                }
                Step::Compare { .. } => Answer::Outcome(Outcome::Equal),
                _ => Answer::Snapshot(snapshot),
            };
            match fill.next(answer) {
                Next::Step(next) => {
                    step = next;
                    None
                }
                Next::Done(report) => Some(report),
            }
        })
        .unwrap();
    assert_eq!(*report.state(Field::Registry), State::Disabled);
}

#[test]
fn a_field_that_hides_what_it_holds_is_right_by_its_length_where_this_fill_wrote_it() {
    let page = |user_name: Part, secret: Part| {
        Drawing::new()
            .inside(0, "New Credentials")
            .with(text().label("Name").shows("wave-ecr").ours(true))
            .with(choice().label("Provider").shows("Container registry"))
            .with(user_name.label("User name").id(3))
            .with(secret.label("Password").id(4))
            .with(text().label("Registry server").shows(HOST).ours(true))
            .done()
    };
    let hidden = || text().shows(ID).ours(true).hidden();
    let secret = || password().shows(SECRET).ours(true);
    // It may be an earlier key's: all are as long.
    let mut fill = new_fill(&[]);
    fill.start();
    let step = fill.next(Answer::Snapshot(page(hidden(), secret())));
    let Next::Step(Step::Write { fields, .. }) = step else { panic!("{step:?}") };
    assert_eq!(fields.iter().map(|field| field.control).collect::<Vec<_>>(), [3, 4]);
    let snapshot = page(hidden(), secret());
    let outcomes = vec![Outcome::Equal, Outcome::Equal];
    let Next::Done(report) = fill.next(Answer::Outcomes { outcomes, snapshot }) else {
        panic!("not over")
    };
    assert_eq!(report.value(Field::UserName), Some(ID));
    assert_eq!(states(&report)[2..4], [State::Written, State::Written]);
}

#[test]
fn what_the_user_does_after_the_fill_is_judged_anew() {
    for (field, value, code) in [
        (Field::Name, "my name", Code::NameBlank),
        (Field::Name, "my-name", Code::NameGood),
        (Field::UserName, "AKIARZPUZDIKLVLVLVLV", Code::UserNameKept),
        (Field::Password, "x", Code::PasswordKept),
        (Field::Password, "", Code::PasswordChanged),
        (Field::Registry, "docker.io", Code::RegistryDockerHub),
        (Field::Registry, "", Code::RegistryEmpty),
    ] {
        let mut page = FakePage::new(Look::Material);
        let report = fill(&mut page);
        page = page.holding(field, value);
        page.slot(field).ours = false;
        let again = looked_again(&mut page, report);
        assert_eq!(code_on(&again, field), code, "{field:?} {value:?}");
        if field != Field::Password {
            assert_eq!(again.value(field), Some(value));
            // Mended by hand it is right again.
            page = page.holding(field, wanted(field));
            let mended = looked_again(&mut page, again);
            assert!(mended.state(field).is_right(), "{field:?} {value:?}");
        }
    }
}

#[test]
fn fields_that_vanish_after_the_fill_are_no_longer_called_good() {
    // Also one that was right before anything was written.
    for right in [None, Some(Field::UserName), Some(Field::Password), Some(Field::Registry)] {
        let mut page = FakePage::new(Look::Material).chosen();
        if let Some(right) = right {
            page = page.holding(right, wanted(right));
        }
        let report = fill(&mut page);
        page.provider = "GitHub".to_owned();
        let again = looked_again(&mut page, report);
        assert_eq!(code_on(&again, Field::Provider), Code::ProviderOther);
        for field in [Field::UserName, Field::Password, Field::Registry] {
            assert!(code_on(&again, field).severity() == Severity::Error, "{right:?} {field:?}");
        }
    }
}

// Any page.

fn any_field() -> impl Strategy<Value = Field> {
    prop::sample::select(WRITTEN.to_vec())
}

prop_compose! {
    /// A page with some of everything that may go wrong.
    fn any_page()(
        look in prop::sample::select(LOOKS.to_vec()),
        provider in prop::sample::select(vec!["", "", "Container registry", "GitHub"]),
        provider_disabled in prop::bool::weighted(0.05),
        held in prop::collection::btree_map(any_field(), (prop::sample::select(vec!["mine", NAME, ID, HOST]), any::<bool>()), 0..3),
        own_secret in prop::bool::weighted(0.1),
        disabled in prop::collection::btree_set(any_field(), 0..2),
        options in prop::sample::select(vec![vec![], vec!["AWS"], vec!["AWS", "Container registry"], vec!["Container Registry"]]),
        shut in 0usize..4,
        (form_after, fields_after) in (0usize..9, 0usize..15),
        recreated_before in prop::collection::btree_set(0usize..40, 0..6),
        emptied_before in prop::collection::btree_set(0usize..40, 0..3),
        away_before in prop::collection::btree_set(0usize..60, 0..20),
        changes in prop::collection::btree_map(any_field(), (prop::sample::select(vec![Change::AtOnce, Change::Later]), 1usize..5), 0..3),
        typed_before in prop::collection::btree_map(0usize..30, (any_field(), Just("typed")), 0..3),
        typed_at in prop::collection::btree_map(0usize..30, (any_field(), Just("typed")), 0..2),
        covered in prop::collection::btree_map(any_field(), (0usize..8, 1usize..4).prop_map(|(at, looks)| at..at + looks), 0..2),
        shown in prop::sample::select(vec![Shown::InPlace, Shown::InPlace, Shown::Elsewhere, Shown::AsText]),
        (restless, choice_ms) in (0usize..5, prop::sample::select(vec![0.0, 100.0, 3_000.0])),
        left_before in prop::option::weighted(0.2, 0usize..40),
        moved_before in prop::option::weighted(0.1, 0usize..40),
        replace in prop::collection::vec(prop::sample::select(Field::FORM.to_vec()), 0..3),
    ) -> FakePage {
        let mut page = FakePage {
            provider: provider.to_owned(),
            provider_disabled,
            options,
            shut,
            form_after,
            fields_after,
            recreated_before,
            emptied_before,
            away_before,
            changes,
            typed_before,
            typed_at,
            covered,
            shown,
            restless,
            choice_ms,
            left_before,
            moved_before,
            replace,
            ..FakePage::new(look)
        };
        for (field, (value, ours)) in held {
            page = page.holding(field, value);
            page.slot(field).ours = ours;
        }
        if own_secret {
            page = page.holding(Field::Password, SECRET);
        }
        for field in disabled {
            page.slot(field).disabled = true;
        }
        page
    }
}

proptest! {
    #![proptest_config(config())]

    /// The page itself watches that nothing of the user's is overwritten and that the secret goes
    /// nowhere but into the password of a complete form.
    #[test]
    fn a_fill_of_any_page_ends_and_says_what_is_true(mut page in any_page()) {
        let report = fill(&mut page);
        prop_assert!(page.steps <= MOST_STEPS);
        if report.failure.is_none() {
            prop_assert_eq!(&page.provider.to_lowercase(), "container registry");
        }
    }
}

/// What a page may answer to whatever is asked.
#[derive(Debug, Clone)]
struct AnyAnswer {
    snapshot: Snapshot,
    outcomes: Vec<Outcome>,
    is_other_document: bool,
}

impl AnyAnswer {
    fn to(&self, step: &Step) -> Answer {
        let outcomes = |count: usize| {
            let (outcomes, snapshot) = (self.outcomes[..count].to_vec(), self.snapshot.clone());
            Answer::Outcomes { outcomes, snapshot }
        };
        match step {
            _ if self.is_other_document => Answer::OtherDocument,
            Step::Look { .. } => Answer::Snapshot(self.snapshot.clone()),
            Step::Choose { .. } => outcomes(1),
            Step::Write { fields, .. } => outcomes(fields.len()),
            Step::Compare { .. } => Answer::Outcome(self.outcomes[0].clone()),
        }
    }
}

/// Any snapshot of a page that has pieces of the form, in any order and state, and any outcomes.
fn any_answer() -> impl Strategy<Value = AnyAnswer> {
    use super::drawing::button;
    let piece = (
        0..9usize,
        0..3u32,
        prop::sample::select(vec!["", "mine", NAME, "Container registry", "GitHub"]),
        any::<(bool, bool)>(),
    );
    let snapshot = (prop::collection::vec(piece, 0..12), any::<bool>(), -1e4f64..1e4).prop_map(
        |(pieces, whole, at)| {
            let mut drawing = Drawing::new();
            if whole {
                drawing = drawing
                    .with(text().label("Name").id(1))
                    .with(choice().label("Provider").id(2).shows("Container registry"))
                    .with(text().label("User name").id(3))
                    .with(password().label("Password").id(4))
                    .with(text().label("Registry server").id(5));
            }
            for (place, (which, salt, value, (enabled, ours))) in (2..).zip(pieces) {
                let part = match which {
                    0 => text().label("Name"),
                    1 => choice().label("Provider"),
                    2 => text().label("User name"),
                    3 => password().label("Password"),
                    4 => text().label("Registry server"),
                    5 => text().label("Password"),
                    6 => text().label("Search"),
                    7 => button("Add"),
                    _ => {
                        drawing = drawing.inside(0, "");
                        text().label("Name")
                    }
                };
                drawing = drawing
                    .with(part.id(3 * place + salt).shows(value).enabled(enabled).ours(ours));
            }
            let mut snapshot = drawing.done();
            snapshot.at = at;
            snapshot
        },
    );
    let outcome = prop::sample::select(vec![
        Outcome::Equal,
        Outcome::Equal,
        Outcome::Different { length: 3 },
        Outcome::Disabled,
        Outcome::Gone,
        Outcome::Gone,
        Outcome::NotOpened,
        Outcome::NoOption { seen: vec!["AWS".to_owned()] },
    ]);
    let outcomes = prop::collection::vec(outcome, WRITTEN.len());
    (snapshot, outcomes, prop::bool::weighted(0.03)).prop_map(
        |(snapshot, outcomes, is_other_document)| AnyAnswer {
            snapshot,
            outcomes,
            is_other_document,
        },
    )
}

proptest! {
    #![proptest_config(config())]

    /// Whatever is answered: the clock may run backwards, and ids may mean anything.
    #[test]
    fn a_fill_ends_whatever_is_answered(answers in prop::collection::vec(any_answer(), 1..80), replace in prop::collection::vec(any_field(), 0..3)) {
        let mut fill = new_fill(&replace);
        let mut step = fill.start();
        let mut last = None;
        let mut chose = false;
        // More than the most looks that a fill takes, and what may lie between them.
        for answer in answers.iter().cycle().take(3_000) {
            let answer = answer.to(&step);
            if let Answer::Snapshot(snapshot) | Answer::Outcomes { snapshot, .. } = &answer {
                last = Some(snapshot.clone());
            }
            chose |= matches!(step, Step::Choose { .. });
            step = match fill.next(answer) {
                Next::Step(step) => step,
                Next::Done(report) => {
                    let findings = report.findings(&judged());
                    for field in Field::FORM {
                        let is_judged = findings.iter().any(|finding| finding.field == field);
                        prop_assert!(is_judged, "{:?} {:?}", field, report);
                    }
                    let said = format!("{report:?} {findings:?}");
                    prop_assert!(!said.contains("kfExample"), "{}", said);
                    return Ok(());
                }
            };
            let shown = format!("{step:?}");
            prop_assert!(!shown.contains("kfExample"), "{}", shown);
            for (control, value) in sent(&step) {
                let form = last.as_ref().and_then(recognise);
                // A choice that was made may show elsewhere, but no other one may show.
                let form = form.unwrap();
                let github = Provider::Other("GitHub".to_owned());
                prop_assert!(form.is_complete() || (chose && *form.provider() != github));
                let key = [Field::UserName, Field::Password, Field::Registry];
                prop_assert!(key.iter().all(|&field| form.control(field).is_some()));
                let password = form.control(Field::Password);
                prop_assert_eq!(password == Some(control), value.expose() == SECRET);
            }
        }
        prop_assert!(false, "no end");
    }
}

prop_compose! {
    /// The form without some of its fields, and perhaps with one of another form's. The number with
    /// each part is its field's place, or more.
    fn any_form()(
        there in prop::collection::vec(prop::bool::weighted(0.75), 5),
        is_login in prop::bool::weighted(0.3),
        clearly in any::<bool>(),
        provider in prop::sample::select(vec!["Container registry", "Container registry", "GitHub"]),
        masked in prop::sample::select(vec!["Password", "Token"]),
        more in prop::option::of(prop::sample::select(vec!["Token", "Email"])),
    ) -> Vec<(usize, Part)> {
        let also = |part: Part, text: &str| {
            if clearly { part.says(Source::Placeholder, text) } else { part }
        };
        let parts = [
            text().label("Name"),
            choice().label("Provider").shows(provider),
            also(text().label("User name"), "Type the registry user name"),
            match masked {
                "Password" => also(password().label(masked), "Type the  registry password"),
                _ => password().label(masked),
            },
            text().label("Registry server"),
        ];
        let fields = parts.into_iter().enumerate().zip(there).filter(|((at, _), there)| {
            *there && !(is_login && [0, 1, 4].contains(at))
        });
        let more = more.map(|label| match label {
            "Email" => (6, text().label(label)),
            _ => (5, password().label(label)),
        });
        fields.map(|(part, _)| part).chain(more).collect()
    }
}

proptest! {
    #![proptest_config(Config { cases: 1024, ..config() })]

    /// Of two forms side by side only the one with Registry server ever gets the secret.
    #[test]
    fn the_secret_goes_into_the_form_with_the_registry_server(
        forms in prop::collection::vec(any_form(), 2),
        path in prop::sample::select(vec!["/credentials/new", "/credentials/5NvxF0rQ/edit"]),
        headings in prop::collection::vec(prop::sample::select(vec!["", "New Credentials", "Sign in"]), 2),
        focused in prop::option::of(1u32..12),
        replace in any::<bool>(),
    ) {
        let mut drawing = Drawing::new().at(path);
        for (form, heading) in forms.iter().zip(headings) {
            drawing = drawing.apart(0, heading);
            for (_, part) in form {
                drawing = drawing.with(part.clone());
            }
        }
        let mut snapshot = drawing.done();
        snapshot.focused = focused;
        // Which form a control stands in; the first has so many.
        let form_of = |id: u32| &forms[usize::from(id as usize > forms[0].len())];
        let mut fill = new_fill(if replace { &Field::FORM } else { &[] });
        let mut step = fill.start();
        for _ in 0..60 {
            for (control, _) in sent(&step).iter().filter(|(_, value)| value.expose() == SECRET) {
                let form = form_of(*control);
                prop_assert!(form.iter().any(|(which, _)| *which == 4), "{:?}", forms);
                prop_assert!(snapshot.control(*control).is_some_and(|at| at.kind == Kind::Password));
            }
            let answer = match &step {
                Step::Look { .. } => Answer::Snapshot(snapshot.clone()),
                Step::Compare { .. } => Answer::Outcome(Outcome::Equal),
                Step::Choose { .. } => {
                    Answer::Outcomes { outcomes: vec![Outcome::Equal], snapshot: snapshot.clone() }
                }
                Step::Write { fields, .. } => Answer::Outcomes {
                    outcomes: vec![Outcome::Equal; fields.len()],
                    snapshot: snapshot.clone(),
                },
            };
            snapshot.at += 100.0;
            step = match fill.next(answer) {
                Next::Step(step) => step,
                Next::Done(_) => break,
            };
        }
    }
}

#[test]
fn a_clock_that_stands_still_ends_a_wait_too() {
    for form_after in [0, usize::MAX] {
        let mut page = FakePage {
            clock_stands: true,
            form_after,
            fields_after: usize::MAX,
            ..FakePage::new(Look::Material)
        };
        let mut fill = new_fill(&[]);
        let mut step = fill.start();
        let report = loop {
            assert!(page.steps < 300);
            step = match fill.next(page.answer(&step)) {
                Next::Step(step) => step,
                Next::Done(report) => break report,
            };
        };
        assert!(report.failure.is_some());
    }
}

#[test]
fn a_step_travels_as_the_content_script_reads_it() {
    let mut fill = new_fill(&[]);
    let json = serde_json::to_value(fill.start()).unwrap();
    assert_eq!(json["do"], "look");
    assert_eq!(json["wait_ms"], 0);
    for prompt in ["provider", "choose a credentials provider"] {
        let landmarks = json["landmarks"].as_array().unwrap();
        assert!(landmarks.iter().any(|text| text == prompt), "{prompt}");
    }
    for wanted in json["wanted"].as_array().unwrap() {
        assert!(is_container_registry(wanted.as_str().unwrap()), "{wanted}");
    }
    assert_eq!(json["wanted"][0], "container registry");
    let fields = vec![Writing { control: 7, value: Value::new("x"), length: 2 }];
    let write = Step::Write { fields, ours: true };
    let json = serde_json::to_string(&write).unwrap();
    assert_eq!(
        json,
        r#"{"do":"write","fields":[{"control":7,"value":"x","length":2}],"ours":true}"#
    );
    assert!(!format!("{write:?}").contains("\"x\""));
}
