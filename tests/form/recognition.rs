//! Which control is which field, in every look of the form; and the pages that are left alone.

use super::config;
use super::drawing::{Drawing, Part, button, choice, control, password, text};
use keyferry::finding::Field;
use keyferry::form::{Form, Kind, Provider, Snapshot, Source, recognise};
use proptest::prelude::*;
use std::collections::BTreeSet;

const NAME_HINT: &str = "A unique name to identify these credentials. Use only alphanumeric, dash, \
                         and underscore characters.";
const NAME_HINT_22: &str = "A name of your choice to identify these credentials. Only \
                            alphanumeric, dash and underscore characters are allowed.";

/// What the controls of a form are, by their ids, in the form's order.
fn ids(form: &Form) -> [Option<u32>; 5] {
    Field::FORM.map(|field| form.control(field))
}

fn complete(snapshot: &Snapshot, ids_of_fields: [u32; 5]) {
    let form = recognise(snapshot).unwrap();
    assert_eq!(ids(&form), ids_of_fields.map(Some));
    assert_eq!(form.provider(), &Provider::ContainerRegistry);
    assert!(form.is_complete());
}

/// A page on which nothing may be written, whatever else is told of it.
fn no_secret(snapshot: &Snapshot) {
    if let Some(form) = recognise(snapshot) {
        assert!(!form.is_complete());
        for field in [Field::UserName, Field::Password, Field::Registry] {
            assert_eq!(form.control(field), None, "{field:?}");
        }
    }
}

/// A field as Angular Material draws it: a floating label, a hint, ids that are counters.
fn material(part: Part, label: &str, hint: &str, counter: &str) -> Part {
    let part = part.label(label).says(Source::Before, label).says(Source::Attribute, counter);
    if hint.is_empty() { part } else { part.says(Source::Hint, hint) }
}

/// Seqera from 23.4 on, with nothing that names a field but its label.
fn material_form(provider: &str) -> Drawing {
    let mut drawing = Drawing::new()
        .with(button("Ada"))
        .inside(0, "New Credentials")
        .with(material(text(), "Name", NAME_HINT, "mat-input-0"))
        .with(
            material(
                choice(),
                "Provider *",
                "Select provider (or credential type).",
                "mat-select-0",
            )
            .shows(provider),
        );
    if provider == "Container registry" {
        let user_hint = "The user name to grant you access to the container registry.";
        let password_hint = "The password to grant you access to the container registry.";
        let server_hint = "The container registry server name (if not provided 'docker.io' is used \
                           by default).";
        drawing = drawing
            .with(material(text(), "User name", user_hint, "mat-input-1"))
            .with(material(password(), "Password", password_hint, "mat-input-2"))
            .with(material(text(), "Registry server", server_hint, "mat-input-3"));
    }
    drawing.with(button("Cancel")).with(button("Add"))
}

/// Seqera up to 23.3: texts before the fields, placeholders, a drawn dropdown.
fn bootstrap_form(provider: &str) -> Drawing {
    let field = |part: Part, before: &str, placeholder: &str, hint: &str| {
        part.says(Source::Before, before)
            .says(Source::Placeholder, placeholder)
            .says(Source::Hint, hint)
    };
    let provider_part = choice()
        .says(Source::Before, "Provider (Required)")
        .says(Source::Hint, "Service provider or type of credentials.");
    let provider_part = if provider.is_empty() {
        provider_part.shows("Choose a credentials provider")
    } else {
        provider_part.shows(provider)
    };
    let mut drawing = Drawing::new()
        .inside(0, "New Credentials")
        .with(field(text(), "Name (Required)", "Type a name", NAME_HINT_22))
        .with(provider_part);
    if provider == "Container registry" {
        drawing = drawing
            .with(field(
                text(),
                "User name (Required)",
                "Type the registry user name",
                "The user name to grant you access to the container registry.",
            ))
            .with(field(
                password(),
                "Password (Required)",
                "Type the  registry password",
                "The password to grant you access to the container registry.",
            ))
            .with(field(
                text(),
                "Registry server",
                "Type the registry server name e.g. docker.io",
                "The container registry server name (if not provided 'docker.io' is used by default).",
            ));
    }
    drawing.with(button("Cancel")).with(button("Add"))
}

/// A form that says what it is to programs, and to people only on pointing at it.
fn attributes_form(titles: bool) -> Drawing {
    let named = |part: Part, name: &str| {
        let part = part.says(Source::Attribute, name);
        if titles { part.says(Source::Title, name) } else { part }
    };
    Drawing::new()
        .inside(0, "")
        .with(named(text(), "name"))
        .with(named(choice(), "provider").shows("Container registry"))
        .with(named(text(), "username"))
        .with(named(password(), "password"))
        .with(named(text(), "registry"))
}

// The form, in every look.

#[test]
fn the_material_form_is_told_by_its_labels_alone() {
    complete(&material_form("Container registry").done(), [2, 3, 4, 5, 6]);
}

#[test]
fn the_older_form_is_told_by_the_texts_around_its_fields() {
    complete(&bootstrap_form("Container registry").done(), [1, 2, 3, 4, 5]);
}

#[test]
fn names_for_programs_count_where_another_sign_agrees() {
    complete(&attributes_form(true).done(), [1, 2, 3, 4, 5]);
    // Alone they needn't be enough; if they are, then for the right fields.
    if let Some(form) = recognise(&attributes_form(false).done()) {
        assert_eq!(ids(&form), [1, 2, 3, 4, 5].map(Some));
    }
}

#[test]
fn before_the_choice_the_form_has_a_name_and_a_provider() {
    for (snapshot, name, provider) in
        [(material_form("").done(), 2, 3), (bootstrap_form("").done(), 1, 2)]
    {
        let form = recognise(&snapshot).unwrap();
        assert_eq!(ids(&form), [Some(name), Some(provider), None, None, None]);
        assert_eq!(form.provider(), &Provider::Unchosen);
        assert!(!form.is_complete());
    }
}

#[test]
fn another_provider_is_named_as_it_is_shown() {
    let form = recognise(&material_form("Google").done()).unwrap();
    assert_eq!(form.provider(), &Provider::Other("Google".to_owned()));
    assert!(!form.is_complete());
}

#[test]
fn a_password_that_is_shown_in_the_open_is_still_the_password() {
    let snapshot = Drawing::new()
        .with(text().label("Name"))
        .with(choice().label("Provider").shows("Container registry"))
        .with(text().label("User name"))
        .with(text().label("Password"))
        .with(text().label("Registry server"))
        .done();
    complete(&snapshot, [1, 2, 3, 4, 5]);
}

#[test]
fn the_provider_may_be_a_button_that_opens_a_list() {
    let snapshot = Drawing::new()
        .with(text().label("Name"))
        .with(button("Container registry").says(Source::Before, "Provider"))
        .with(text().label("User name"))
        .with(password().label("Password"))
        .with(text().label("Registry server"))
        .done();
    complete(&snapshot, [1, 2, 3, 4, 5]);
}

#[test]
fn what_else_stands_on_the_page_does_not_matter() {
    // A search above, another form's fields below, and buttons everywhere.
    let drawing = Drawing::new()
        .with(text().label("Search").says(Source::Placeholder, "Search"))
        .with(choice().label("Workspace").shows("genomics / rnaseq-prod"))
        .inside(0, "New Credentials")
        .with(text().label("Name *"))
        .with(choice().label("Provider *").shows("docker Container registry"))
        .with(text().label("User name *"))
        .with(password().label("Password *"))
        .with(button("Show password"))
        .with(text().label("Registry server"))
        .with(button("Add"))
        .inside(0, "Feedback")
        .with(text().label("Your name"))
        .with(text().label("Message"))
        .with(button("Send"));
    complete(&drawing.done(), [3, 4, 5, 6, 8]);
}

#[test]
fn of_two_forms_the_smallest_container_that_holds_all_fields_counts() {
    let drawing = Drawing::new()
        .inside(0, "Account")
        .with(text().label("Name"))
        .with(text().label("User name"))
        .with(password().label("Password"))
        .inside(0, "New Credentials")
        .with(text().label("Name"))
        .with(choice().label("Provider").shows("Container registry"))
        .with(text().label("User name"))
        .with(password().label("Password"))
        .with(text().label("Registry server"));
    complete(&drawing.done(), [4, 5, 6, 7, 8]);
}

#[test]
fn no_control_is_two_fields() {
    let snapshot = Drawing::new()
        .with(text().label("Name"))
        .with(choice().label("Provider").shows("Container registry"))
        .with(text().label("User name").says(Source::Hint, "Registry server"))
        .with(password().label("Password"))
        .done();
    if let Some(form) = recognise(&snapshot) {
        let mut found: Vec<u32> = ids(&form).into_iter().flatten().collect();
        let all = found.len();
        found.sort_unstable();
        found.dedup();
        assert_eq!(found.len(), all);
    }
}

// Pages that are left alone.

#[test]
fn a_login_is_left_alone() {
    let snapshot = Drawing::new()
        .inside(0, "Sign in")
        .with(text().label("User name").says(Source::Attribute, "username"))
        .with(password().label("Password").says(Source::Attribute, "current-password"))
        .with(button("Sign in"))
        .done();
    assert_eq!(recognise(&snapshot), None);
}

#[test]
fn a_sign_up_is_left_alone() {
    let snapshot = Drawing::new()
        .inside(0, "Create your account")
        .with(text().label("Name"))
        .with(text().label("User name"))
        .with(text().label("Email"))
        .with(password().label("Password"))
        .with(password().label("Confirm password"))
        .with(choice().label("Country").shows("Ireland"))
        .with(button("Create account"))
        .done();
    assert_eq!(recognise(&snapshot), None);
}

#[test]
fn a_search_page_is_left_alone() {
    let snapshot = Drawing::new()
        .with(text().label("Search credentials"))
        .with(choice().label("Sort by").shows("Name"))
        .with(button("Add Credentials"))
        .done();
    assert_eq!(recognise(&snapshot), None);
    assert_eq!(recognise(&Drawing::new().done()), None);
}

#[test]
fn a_git_providers_user_name_and_password_are_left_alone() {
    for provider in ["GitHub", "Bitbucket", "GitLab", "Gitea", "CodeCommit"] {
        let snapshot = Drawing::new()
            .inside(0, "New Credentials")
            .with(material(text(), "Name", NAME_HINT, "mat-input-0"))
            .with(material(choice(), "Provider", "", "mat-select-0").shows(provider))
            .with(material(text(), "User name", "", "mat-input-1"))
            .with(material(password(), "Password", "", "mat-input-2"))
            .with(material(text(), "Repository base URL", "", "mat-input-3"))
            .with(button("Add"))
            .done();
        no_secret(&snapshot);
        let form = recognise(&snapshot).unwrap();
        assert_eq!(form.provider(), &Provider::Other(provider.to_owned()));
    }
}

#[test]
fn the_aws_providers_keys_are_left_alone() {
    let snapshot = Drawing::new()
        .inside(0, "New Credentials")
        .with(material(text(), "Name", NAME_HINT, "mat-input-0"))
        .with(material(choice(), "Provider", "", "mat-select-0").shows("AWS"))
        .with(material(choice(), "AWS credential mode", "", "mat-select-1").shows("Keys"))
        .with(material(text(), "Access key", "", "mat-input-1"))
        .with(material(password(), "Secret key", "", "mat-input-2"))
        .with(material(text(), "Assume role", "", "mat-input-3"))
        .with(button("Add"))
        .done();
    no_secret(&snapshot);
    assert_eq!(recognise(&snapshot).unwrap().provider(), &Provider::Other("AWS".to_owned()));
}

#[test]
fn a_compute_environment_is_left_alone() {
    let snapshot = Drawing::new()
        .inside(0, "New compute environment")
        .with(material(text(), "Name", "", "mat-input-0"))
        .with(material(choice(), "Platform", "", "mat-select-0").shows("AWS Batch"))
        .with(material(choice(), "Credentials", "", "mat-select-1").shows("wave-ecr"))
        .with(material(choice(), "Region", "", "mat-select-2").shows("eu-west-1"))
        .with(material(text(), "Pipeline work directory", "", "mat-input-1"))
        .with(button("Add"))
        .done();
    assert_eq!(recognise(&snapshot), None);
}

#[test]
fn another_products_registry_form_is_left_alone() {
    let snapshot = Drawing::new()
        .inside(0, "Add registry")
        .with(text().label("Name"))
        .with(text().label("Registry URL"))
        .with(text().label("Username"))
        .with(password().label("Password"))
        .with(button("Add registry"))
        .done();
    assert_eq!(recognise(&snapshot), None);
}

#[test]
fn a_password_without_a_registry_server_beside_it_is_nobodys() {
    // Container registry is chosen, and yet the form isn't the one.
    let snapshot = Drawing::new()
        .with(text().label("Name"))
        .with(choice().label("Provider").shows("Container registry"))
        .with(text().label("User name"))
        .with(password().label("Password"))
        .done();
    no_secret(&snapshot);
}

#[test]
fn fields_of_two_forms_never_make_one() {
    // Name and Provider here, a login there: together they hold everything but the registry.
    let snapshot = Drawing::new()
        .inside(0, "New Credentials")
        .with(text().label("Name"))
        .with(choice().label("Provider").shows("AWS"))
        .inside(0, "Sign in")
        .with(text().label("User name"))
        .with(password().label("Password"))
        .done();
    no_secret(&snapshot);
}

proptest! {
    #![proptest_config(config())]

    /// Where nothing says Registry server, no user name and no password are claimed; where nothing
    /// says Provider, nothing is.
    #[test]
    fn without_its_anchors_no_page_is_the_form(parts in prop::collection::vec(any_part(), 0..14), nested in any::<bool>()) {
        let says = |field: &str| {
            parts.iter().any(|(_, labels)| labels.iter().any(|(_, text)| text.to_lowercase().contains(field)))
        };
        let mut drawing = Drawing::new();
        for (index, (kind, labels)) in parts.iter().enumerate() {
            if nested && index % 3 == 0 {
                drawing = drawing.inside(0, "");
            }
            let part = labels.iter().fold(control(*kind), |part, (source, text)| part.says(*source, text));
            drawing = drawing.with(part);
        }
        match recognise(&drawing.done()) {
            None => {}
            Some(form) => {
                prop_assert!(says("provider"));
                let claimed: Vec<u32> = ids(&form).into_iter().flatten().collect();
                let distinct: BTreeSet<u32> = claimed.iter().copied().collect();
                prop_assert_eq!(claimed.len(), distinct.len());
                if form.control(Field::Password).is_some() {
                    prop_assert!(says("registry") && says("password"));
                }
                prop_assert_eq!(form.control(Field::Password).is_some() && form.control(Field::Registry).is_none(), false);
            }
        }
    }
}

/// A control with labels that Seqera's and other forms have.
fn any_part() -> impl Strategy<Value = (Kind, Vec<(Source, String)>)> {
    let kind = prop::sample::select(vec![Kind::Text, Kind::Password, Kind::Choice, Kind::Button]);
    let source = prop::sample::select(vec![
        Source::Label,
        Source::AriaLabel,
        Source::Before,
        Source::Placeholder,
        Source::Hint,
        Source::Title,
        Source::Attribute,
        Source::Text,
    ]);
    let text = prop::sample::select(vec![
        "Name",
        "Provider *",
        "User name",
        "Password",
        "Registry server",
        "name",
        "userName",
        "password",
        "provider",
        "Search",
        "Email",
        "Container registry",
        "Add",
        "Server",
    ]);
    let labels = prop::collection::vec((source, text.prop_map(str::to_owned)), 0..4);
    (kind, labels)
}
