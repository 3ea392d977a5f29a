//! Which control is which field, in every look of the form; and the pages that are left alone.

use super::config;
use super::drawing::{Drawing, Part, button, choice, control, password, text};
use keyferry::finding::Field;
use keyferry::form::{Form, Kind, Provider, Snapshot, Source, other_form, recognise};
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
fn marks_beside_a_label_change_nothing() {
    let snapshot = Drawing::new()
        .inside(0, "New Credentials")
        .with(text().label("Name * ⓘ"))
        .with(choice().label("Provider ℹ").shows("Container registry"))
        .with(text().label("User name ?:"))
        .with(password().label("PASSWORD (Required)"))
        .with(text().label("Registry  server (optional) …"))
        .done();
    complete(&snapshot, [1, 2, 3, 4, 5]);
}

#[test]
fn a_hint_or_title_that_names_a_field_is_half_a_label() {
    for source in [Source::Hint, Source::Title] {
        let form = |alias: Part| {
            let snapshot = Drawing::new()
                .inside(0, "New Credentials")
                .with(alias.says(source, "Registry"))
                .with(text().label("Name"))
                .with(choice().label("Provider").shows("Container registry"))
                .with(text().label("User name"))
                .with(password().label("Password"))
                .done();
            recognise(&snapshot).unwrap().control(Field::Registry)
        };
        assert_eq!(form(text().label("Alias")), None, "{source:?}");
        assert_eq!(form(text().says(Source::Attribute, "registry")), Some(1), "{source:?}");
    }
}

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
fn a_provider_that_shows_a_prompt_has_nothing_chosen() {
    for prompt in ["Select one", "Choose…", "Please select", "None", "Provider *", "—"] {
        let form = recognise(&material_form(prompt).done()).unwrap();
        assert_eq!(form.provider(), &Provider::Unchosen, "{prompt}");
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

// Forms beside each other.

#[test]
fn fields_of_two_forms_dialogs_or_frames_never_make_one() {
    // Everything is there, half of it in either.
    let halves = |apart: bool| {
        let open = |drawing: Drawing, heading: &str| match apart {
            true => drawing.apart(0, heading),
            false => drawing.inside(0, heading),
        };
        let first = open(Drawing::new(), "New Credentials")
            .with(text().label("Name"))
            .with(choice().label("Provider").shows("Container registry"));
        open(first, "")
            .with(text().label("User name"))
            .with(password().label("Password"))
            .with(text().label("Registry server"))
            .done()
    };
    no_secret(&halves(true));
    // Two parts of one form are one form.
    complete(&halves(false), [1, 2, 3, 4, 5]);
}

#[test]
fn a_form_in_a_dialog_in_a_frame_is_one_form() {
    let snapshot = Drawing::new()
        .apart(0, "")
        .with(button("Close"))
        .apart(1, "New Credentials")
        .with(text().label("Name"))
        .with(choice().label("Provider").shows("Container registry"))
        .apart(2, "")
        .with(text().label("User name"))
        .with(password().label("Password"))
        .with(text().label("Registry server"));
    complete(&snapshot.done(), [2, 3, 4, 5, 6]);
}

#[test]
fn the_password_of_a_form_beside_it_is_never_taken() {
    for label in ["Password", "Pass phrase", ""] {
        let snapshot = Drawing::new()
            .apart(0, "New Credentials")
            .with(text().label("Name"))
            .with(choice().label("Provider").shows("Container registry"))
            .with(text().label("User name"))
            .with(text().label("Registry server"))
            .apart(0, "Sign in again")
            .with(password().label(label))
            .done();
        let form = recognise(&snapshot).unwrap();
        assert_eq!(form.control(Field::Password), None, "{label:?}");
    }
}

#[test]
fn a_login_with_clearer_labels_does_not_lend_its_fields_to_the_form_beside_it() {
    let clear = |part: Part, text: &str| {
        part.label(text).says(Source::Placeholder, text).says(Source::Before, text)
    };
    let snapshot = Drawing::new()
        .inside(0, "Docker login")
        .with(clear(text(), "User name"))
        .with(clear(password(), "Password"))
        .inside(0, "New Credentials")
        .with(text().label("Name"))
        .with(choice().label("Provider").shows("Container registry"))
        .with(text().label("User name"))
        .with(password().label("Password"))
        .with(text().label("Registry server"))
        .done();
    complete(&snapshot, [3, 4, 5, 6, 7]);
}

#[test]
fn a_login_inside_of_what_holds_the_form_never_gets_the_key() {
    // A page without a form of its own for the credential, and one for the login in its midst.
    let page = |login: Vec<Part>| {
        let mut drawing = Drawing::new()
            .inside(0, "New Credentials")
            .with(text().label("Name"))
            .with(choice().label("Provider").shows("Container registry"))
            .with(text().label("User name"))
            .with(text().label("Registry server"))
            .apart(1, "Sign in again");
        for part in login {
            drawing = drawing.with(part);
        }
        drawing.done()
    };
    let user_name = || text().label("User name").says(Source::Placeholder, "Username");
    for login in [
        vec![password().label("PIN")],
        vec![password().label("Password")],
        vec![user_name(), password().label("Password")],
        vec![user_name(), password().label("PIN")],
    ] {
        let form = recognise(&page(login));
        assert_eq!(form.and_then(|form| form.control(Field::Password)), None);
    }
}

/// The form twice, as two dialogs; the focus is in the control of that id.
fn twice(focused: u32) -> Snapshot {
    let mut drawing = Drawing::new();
    for _ in 0..2 {
        drawing = drawing.apart(0, "New Credentials");
        for part in [
            text().label("Name"),
            choice().label("Provider").shows("Container registry"),
            text().label("User name"),
            password().label("Password"),
            text().label("Registry server"),
            button("Cancel"),
        ] {
            drawing = drawing.with(part);
        }
    }
    let mut snapshot = drawing.done();
    snapshot.focused = Some(focused);
    snapshot
}

#[test]
fn of_two_equal_forms_the_one_that_is_being_used_counts_else_the_first() {
    for (focused, first) in [(1, 1), (6, 1), (7, 7), (12, 7), (99, 1)] {
        complete(&twice(focused), [0, 1, 2, 3, 4].map(|at| first + at));
    }
    let mut unused = twice(1);
    unused.focused = None;
    complete(&unused, [1, 2, 3, 4, 5]);
}

#[test]
fn the_form_with_more_of_its_fields_counts_even_if_another_is_being_used() {
    let snapshot = Drawing::new()
        .apart(0, "New Credentials")
        .with(text().label("Name"))
        .with(choice().label("Provider").shows("AWS"))
        .focused()
        .apart(0, "New Credentials")
        .with(text().label("Name"))
        .with(choice().label("Provider").shows("Container registry"))
        .with(text().label("User name"))
        .with(password().label("Password"))
        .with(text().label("Registry server"));
    complete(&snapshot.done(), [3, 4, 5, 6, 7]);
}

#[test]
fn of_two_forms_the_surer_one_counts_and_else_the_one_in_seqeras_order() {
    let parts = [
        text().label("Name"),
        choice().label("Provider").shows("Container registry"),
        text().label("User name"),
        password().label("Password"),
        text().label("Registry server"),
    ];
    let two = |forms: [Vec<Part>; 2]| {
        let mut drawing = Drawing::new();
        for form in forms {
            drawing = drawing.apart(0, "New Credentials");
            for part in form {
                drawing = drawing.with(part);
            }
        }
        drawing.done()
    };
    let mut surer = parts.to_vec();
    surer[0] = text().label("Name").says(Source::Hint, NAME_HINT);
    complete(&two([parts.to_vec(), surer]), [6, 7, 8, 9, 10]);
    let mut shuffled = parts.to_vec();
    shuffled.swap(0, 4);
    complete(&two([shuffled, parts.to_vec()]), [6, 7, 8, 9, 10]);
}

#[test]
fn what_stands_in_a_dialog_makes_no_form_with_what_is_outside_of_it() {
    let page = |heading: &str, dialog: bool| {
        let drawing = Drawing::new().with(choice().label("Provider").shows("Container registry"));
        let drawing = match dialog {
            true => drawing.dialog(0, heading),
            false => drawing.inside(0, heading),
        };
        drawing.with(text().label("Name")).with(button("Delete")).done()
    };
    assert!(recognise(&page("Delete credentials", false)).is_some());
    assert_eq!(recognise(&page("Delete credentials", true)), None);
}

#[test]
fn a_form_in_which_nobodys_user_name_stands_comes_before_one_that_is_somebodys() {
    let saved = Drawing::new()
        .apart(0, "Credentials")
        .with(text().label("Name").shows("bot"))
        .with(choice().label("Provider").shows("Container registry"))
        .with(text().label("User name").shows("bot"))
        .with(password().label("Password"))
        .with(text().label("Registry server").shows("quay.io"));
    complete(&saved.done(), [1, 2, 3, 4, 5]);
    let both = Drawing::new()
        .apart(0, "Credentials")
        .with(text().label("Name").shows("bot"))
        .with(choice().label("Provider").shows("Container registry"))
        .with(text().label("User name").shows("bot"))
        .with(password().label("Password"))
        .with(text().label("Registry server").shows("quay.io"))
        .apart(0, "Add Credentials")
        .with(text().label("Name"))
        .with(choice().label("Provider"))
        .done();
    let form = recognise(&both).unwrap();
    assert_eq!(ids(&form), [Some(6), Some(7), None, None, None]);
}

#[test]
fn what_is_typed_into_may_suggest_what_to_type() {
    let suggests = |label: &str| choice().label(label).typed();
    let snapshot = Drawing::new()
        .inside(0, "New Credentials")
        .with(suggests("Name"))
        .with(choice().label("Provider").shows("Container registry"))
        .with(suggests("User name"))
        .with(password().label("Password"))
        .with(suggests("Registry server"));
    complete(&snapshot.done(), [1, 2, 3, 4, 5]);
    let chosen = Drawing::new()
        .inside(0, "New Credentials")
        .with(text().label("Name"))
        .with(choice().label("Provider").shows("Container registry"))
        .with(text().label("User name"))
        .with(password().label("Password"))
        .with(choice().label("Registry server"))
        .done();
    assert_eq!(recognise(&chosen).unwrap().control(Field::Registry), None);
}

// What says that a form is Seqera's.

/// A form with a name and a provider, like many have, and what a page says beyond that.
struct Plain {
    path: &'static str,
    heading: &'static str,
    provider: Part,
    more: Vec<Part>,
}

const NOWHERE: &str = "/settings/integrations";
pub const NEW: &str = "/orgs/genomics/workspaces/rnaseq-prod/credentials/new";

fn plain() -> Plain {
    Plain { path: NOWHERE, heading: "", provider: choice().label("Provider"), more: Vec::new() }
}

impl Plain {
    fn is_theirs(&self) -> bool {
        let mut drawing = Drawing::new()
            .at(self.path)
            .inside(0, self.heading)
            .with(text().label("Name"))
            .with(self.provider.clone());
        for part in &self.more {
            drawing = drawing.with(part.clone());
        }
        recognise(&drawing.done()).is_some()
    }
}

#[test]
fn a_name_and_a_provider_alone_are_anybodys() {
    assert!(!plain().is_theirs());
    assert!(!Plain { path: NEW, ..plain() }.is_theirs());
    for heading in ["Credentials", "Add integration", "New connection"] {
        assert!(!Plain { heading, ..plain() }.is_theirs(), "{heading}");
    }
}

#[test]
fn the_address_and_the_word_credentials_are_enough_together() {
    for heading in ["Credentials", "Your credentials", "Credential details"] {
        assert!(Plain { path: NEW, heading, ..plain() }.is_theirs(), "{heading}");
    }
    // The list itself is at an address of its own.
    let list = "/orgs/genomics/workspaces/rnaseq-prod/credentials";
    assert!(!Plain { path: list, heading: "Credentials", ..plain() }.is_theirs());
}

#[test]
fn the_address_below_any_path_of_an_enterprise_counts() {
    for path in ["/myseqera/user/ada/credentials/new", "/credentials/new/"] {
        assert!(Plain { path, heading: "Credentials", ..plain() }.is_theirs(), "{path}");
    }
    for path in ["/orgs/a/workspaces/my-credentials/new", "/credentials/", "/"] {
        assert!(!Plain { path, heading: "Credentials", ..plain() }.is_theirs(), "{path}");
    }
}

#[test]
fn a_title_of_the_form_is_enough_in_every_version() {
    for heading in [
        "Add Credentials",
        "New Credentials",
        "‹ Add credentials",
        "Create credentials",
        "Edit Credentials",
        "Update credentials",
    ] {
        assert!(Plain { heading, ..plain() }.is_theirs(), "{heading}");
    }
}

#[test]
fn a_title_in_a_part_of_the_form_counts() {
    let snapshot = Drawing::new()
        .at(NOWHERE)
        .with(text().label("Name"))
        .with(choice().label("Provider"))
        .inside(0, "Add Credentials")
        .with(button("Help"));
    assert!(recognise(&snapshot.done()).is_some());
}

#[test]
fn what_only_seqera_writes_beside_a_field_is_enough() {
    for (source, hint) in [
        (Source::Hint, "Select provider (or credential type)."),
        (Source::Hint, "Service provider or type of credentials."),
        (Source::Placeholder, "Choose a credentials provider"),
    ] {
        let provider = choice().label("Provider").says(source, hint);
        assert!(Plain { provider, ..plain() }.is_theirs(), "{hint}");
    }
    for (hint, is_theirs) in [(NAME_HINT, true), (NAME_HINT_22, true), ("A unique name.", false)] {
        let snapshot = Drawing::new()
            .at(NOWHERE)
            .with(text().label("Name").says(Source::Hint, hint))
            .with(choice().label("Provider"));
        assert_eq!(recognise(&snapshot.done()).is_some(), is_theirs, "{hint}");
    }
}

#[test]
fn what_a_list_of_credentials_is_narrowed_down_by_is_no_form() {
    const LIST: &str = "/orgs/genomics/workspaces/rnaseq-prod/credentials";
    let providers = ["AWS", "Azure", "Container registry", "SSH"];
    let list = |options: &[&str]| Plain {
        path: LIST,
        heading: "Credentials",
        provider: choice().label("Provider").offers(options),
        ..plain()
    };
    assert!(!list(&providers).is_theirs());
    assert!(Plain { path: NEW, ..list(&providers) }.is_theirs());
    assert!(Plain { heading: "Add credentials", ..list(&providers) }.is_theirs());
    // What isn't narrowed down says so itself.
    for any in ["Any", "All providers"] {
        let options: Vec<&str> = [any].into_iter().chain(providers).collect();
        assert!(!Plain { path: NEW, ..list(&options) }.is_theirs(), "{any}");
        let provider = choice().label("Provider").shows(any);
        assert!(!Plain { path: NEW, provider, ..list(&[]) }.is_theirs(), "{any}");
    }
}

#[test]
fn other_parts_of_seqera_have_forms_of_their_own_but_for_a_dialog() {
    const OTHER: &str = "/orgs/genomics/workspaces/rnaseq-prod/compute-envs/new";
    let titled = |path| Plain { path, heading: "Add Credentials", ..plain() };
    assert!(titled(NEW).is_theirs());
    assert!(titled(NOWHERE).is_theirs());
    assert!(!titled(OTHER).is_theirs());
    let dialog = Drawing::new()
        .at(OTHER)
        .dialog(0, "Add Credentials")
        .with(text().label("Name"))
        .with(choice().label("Provider"));
    assert!(recognise(&dialog.done()).is_some());
}

#[test]
fn a_title_is_read_by_its_words() {
    for (heading, is_theirs) in [
        ("Add credentials", true),
        ("Seqera | New Credentials", true),
        ("Renew credentials", false),
        ("Create a new credential", false),
        ("Add your credentials", false),
    ] {
        assert_eq!(Plain { heading, ..plain() }.is_theirs(), is_theirs, "{heading}");
    }
}

#[test]
fn the_page_of_a_credential_is_told_by_its_id_too() {
    let base = "/orgs/genomics/workspaces/rnaseq-prod/credentials";
    for (rest, edits) in [
        ("5NvxF0rQ2aYt8kPz1LmW0c/edit", true),
        ("5NvxF0rQ2aYt8kPz1LmW0c", true),
        ("5NvxF0rQ2aYt8kPz1LmW0c/details", true),
        ("new", false),
        ("new/containerregistry", false),
        ("container-registry", false),
    ] {
        let snapshot = Drawing::new()
            .at(&format!("{base}/{rest}"))
            .with(text().label("Name"))
            .with(choice().label("Provider").shows("Container registry"))
            .with(text().label("User name"))
            .with(password().label("Password"))
            .with(text().label("Registry server"));
        assert_eq!(recognise(&snapshot.done()).unwrap().edits(), edits, "{rest}");
    }
}

#[test]
fn a_list_of_seqeras_providers_is_enough_even_without_a_label() {
    let offers = |options: &[&str]| Plain { provider: choice().offers(options), ..plain() };
    assert!(offers(&["AWS", "Azure", "Google", "Container registry", "SSH"]).is_theirs());
    assert!(offers(&["", "Bitbucket", "GitHub", "docker Container registry"]).is_theirs());
    let labelled = choice().label("Provider").offers(&["AWS", "Azure", "Google"]);
    assert!(!Plain { provider: labelled, ..plain() }.is_theirs());
    // Others offer one of them, or some, among things of their own.
    assert!(!offers(&["AWS", "Azure", "Google"]).is_theirs());
    assert!(!offers(&["Jenkins", "Helm chart", "Container registry"]).is_theirs());
    assert!(!offers(&["AWS", "Helm chart", "Container registry"]).is_theirs());
}

#[test]
fn a_provider_that_offers_other_things_is_another_products() {
    let form = |options: &[&str]| {
        let provider = choice().label("Provider").offers(options);
        Plain { heading: "Add Credentials", provider, ..plain() }.is_theirs()
    };
    assert!(!form(&["Okta", "Auth0", "Google", "GitHub"]));
    assert!(!form(&["Okta", "Auth0", "Keycloak"]));
    // Three of Seqera's without Container registry: a Seqera that doesn't have it.
    assert!(form(&["AWS", "Azure", "Google"]));
    assert!(form(&["Okta", "Auth0", "Container registry"]));
    // One or two may be the start of any list.
    assert!(form(&["Loading…", "Please wait"]));
}

#[test]
fn a_choice_without_a_label_is_told_by_what_it_shows() {
    let form = |provider: Part| {
        let snapshot = Drawing::new()
            .inside(0, "New Credentials")
            .with(text().label("Name"))
            .with(provider)
            .done();
        recognise(&snapshot).map(|form| form.provider().clone())
    };
    assert_eq!(form(choice().shows("Container registry")), Some(Provider::ContainerRegistry));
    assert_eq!(form(choice().shows("Choose a credentials provider")), Some(Provider::Unchosen));
    assert_eq!(form(choice().shows("Ireland")), None);
    // Anything may stand in a text field, unless it is called so a little.
    assert_eq!(form(text().shows("Container registry")), None);
    let typed = text().says(Source::Placeholder, "Pick one").shows("Container registry");
    assert_eq!(form(typed.clone()), None);
    let named = typed.says(Source::Attribute, "provider");
    assert_eq!(form(named), Some(Provider::ContainerRegistry));
}

#[test]
fn of_two_choices_the_one_with_seqeras_list_is_the_provider() {
    let provider = |options: &[&str]| {
        let snapshot = Drawing::new()
            .inside(0, "New Credentials")
            .with(text().label("Name"))
            .with(choice().label("Provider"))
            .with(choice().offers(options))
            .done();
        recognise(&snapshot).unwrap().control(Field::Provider)
    };
    assert_eq!(provider(&["AWS", "Azure", "Container registry"]), Some(3));
    assert_eq!(provider(&["Helm chart", "Container registry"]), Some(2));
}

#[test]
fn a_field_of_which_nothing_is_said_stays_missing() {
    let mut drawing = Drawing::new()
        .inside(0, "New Credentials")
        .with(choice().label("Provider").shows("Container registry"));
    for _ in 0..4 {
        drawing = drawing.with(text().label("Name"));
    }
    no_secret(&drawing.with(password().says(Source::Attribute, "name")).done());
}

#[test]
fn a_chosen_container_registry_counts_with_its_fields_and_half() {
    let chosen = || choice().label("Provider").shows("Container registry");
    let fields = || {
        let fields = [text().label("User name"), password().label("Password")];
        [fields.to_vec(), vec![text().label("Registry")]].concat()
    };
    // Without its fields it may be what a list is narrowed down to.
    assert!(!Plain { path: NEW, provider: chosen(), ..plain() }.is_theirs());
    assert!(Plain { path: NEW, provider: chosen(), more: fields(), ..plain() }.is_theirs());
    assert!(
        Plain { heading: "Credentials", provider: chosen(), more: fields(), ..plain() }.is_theirs()
    );
    // Alone it is half of what is asked for, and the fields with nothing chosen are nothing.
    assert!(!Plain { provider: chosen(), more: fields(), ..plain() }.is_theirs());
    assert!(!Plain { path: NEW, more: fields(), ..plain() }.is_theirs());
    // `Registry server` is Seqera's own.
    let server = vec![text().label("Registry server")];
    assert!(Plain { provider: chosen(), more: server, ..plain() }.is_theirs());
}

#[test]
fn a_provider_is_container_registry_with_its_icons_and_with_what_it_is_for() {
    for (shown, is_it) in [
        ("Container registry", true),
        ("docker Container registry", true),
        ("🐳 Container Registry", true),
        ("Container registry (Docker Hub, ECR, Quay)", true),
        ("Container registry - for Wave", true),
        ("Google Container Registry", false),
        ("Azure container registry", false),
        ("Legacy container registry", false),
        ("Container registry (old)", false),
        ("Containers", false),
    ] {
        let form = recognise(&material_form(shown).done()).unwrap();
        let expected = match is_it {
            true => Provider::ContainerRegistry,
            false => Provider::Other(shown.to_owned()),
        };
        assert_eq!(form.provider(), &expected, "{shown}");
    }
}

// Pages that change a credential.

const EDIT: &str = "/orgs/genomics/workspaces/rnaseq-prod/credentials/5NvxF0rQ2aYt8kPz1LmW0c/edit";

/// A credential's own page, which shows its provider as mere text, if at all.
fn without_provider(path: &str, heading: &str, server: &str) -> Snapshot {
    Drawing::new()
        .at(path)
        .with(button("Ada"))
        .inside(0, heading)
        .with(text().label("User name").shows("AKIARZPUZDIKLVLVLVLV"))
        .with(password().label("Password"))
        .with(text().label(server).shows("quay.io"))
        .done()
}

#[test]
fn the_page_of_a_credential_is_told_by_its_address_or_its_title() {
    for (path, heading, edits) in [
        (EDIT, "", true),
        (EDIT, "wave-ecr", true),
        (NOWHERE, "Edit credentials", true),
        (NOWHERE, "Update credential", true),
        (NOWHERE, "Container registry credentials", false),
        (NEW, "", false),
        (NEW, "Credentials", false),
    ] {
        let form = recognise(&without_provider(path, heading, "Registry server")).unwrap();
        assert_eq!(ids(&form), [None, None, Some(2), Some(3), Some(4)], "{path} {heading}");
        assert_eq!(form.edits(), edits, "{path} {heading}");
        assert!(form.is_complete());
    }
}

#[test]
fn without_a_provider_a_form_needs_all_that_a_credentials_page_has() {
    for (path, heading, server) in [
        (NOWHERE, "", "Registry server"),
        (NOWHERE, "Container registry", "Registry server"),
        (NOWHERE, "Credentials", "Registry server"),
        (NEW, "Credentials", "Registry"),
        ("/credentials/5NvxF0rQ/edit/history", "", "Registry server"),
        ("/edit", "", "Registry server"),
        (EDIT, "Edit credentials", "Registry"),
        (EDIT, "Edit credentials", "Server"),
    ] {
        let snapshot = without_provider(path, heading, server);
        assert_eq!(recognise(&snapshot), None, "{path} {heading} {server}");
    }
}

#[test]
fn a_provider_that_can_no_longer_be_changed_still_says_what_the_form_is_for() {
    for (shown, is_complete) in [("Container registry", true), ("GitHub", false)] {
        for provider in [choice(), text()] {
            let snapshot = Drawing::new()
                .at(EDIT)
                .with(text().label("Name").shows("wave-ecr").enabled(false))
                .with(provider.label("Provider").shows(shown).enabled(false))
                .with(text().label("User name"))
                .with(password().label("Password"))
                .with(text().label("Registry server"))
                .done();
            let form = recognise(&snapshot).unwrap();
            assert_eq!(form.is_complete(), is_complete, "{shown}");
            assert!(form.edits());
        }
    }
}

#[test]
fn a_new_credential_is_no_edited_one() {
    assert!(!recognise(&material_form("Container registry").done()).unwrap().edits());
    assert!(!recognise(&bootstrap_form("").done()).unwrap().edits());
}

// The password.

/// The form with one control more, and one that stands where the password should.
fn with_passwords(passwords: Vec<Part>) -> Option<u32> {
    let mut drawing = Drawing::new()
        .inside(0, "New Credentials")
        .with(text().label("Name").id(1))
        .with(choice().label("Provider").shows("Container registry").id(2))
        .with(text().label("User name").id(3));
    for (id, part) in (10..).zip(passwords) {
        drawing = drawing.with(part.id(id));
    }
    let snapshot = drawing.with(text().label("Registry server").id(5)).done();
    recognise(&snapshot).unwrap().control(Field::Password)
}

#[test]
fn the_only_field_that_masks_its_text_is_the_password_whatever_it_is_called() {
    for part in [
        password(),
        password().label("Token"),
        password().label("Personal access token"),
        password().says(Source::Attribute, "mat-input-7"),
    ] {
        assert_eq!(with_passwords(vec![part]), Some(10));
    }
}

#[test]
fn of_two_masked_fields_neither_is_guessed_to_be_the_password() {
    let token = || password().label("Token");
    assert_eq!(with_passwords(vec![token(), token()]), None);
    assert_eq!(with_passwords(vec![token(), password().label("Password")]), Some(11));
}

#[test]
fn a_masked_field_needs_less_to_be_the_password() {
    let dots = || text().says(Source::Placeholder, "••••").says(Source::Attribute, "password");
    let masked =
        || password().says(Source::Placeholder, "••••").says(Source::Attribute, "password");
    let token = || password().label("Token");
    assert_eq!(with_passwords(vec![token(), masked()]), Some(11));
    assert_eq!(with_passwords(vec![dots()]), None);
}

#[test]
fn a_masked_field_that_is_called_like_another_is_not_the_password() {
    for part in [
        password().label("User name"),
        password().label("Registry server"),
        password().says(Source::Hint, NAME_HINT),
    ] {
        assert_eq!(with_passwords(vec![part]), None);
    }
}

#[test]
fn a_masked_field_is_no_password_where_the_other_fields_are_missing() {
    for missing in ["User name", "Registry server"] {
        let mut drawing = Drawing::new()
            .inside(0, "New Credentials")
            .with(text().label("Name"))
            .with(choice().label("Provider").shows("Container registry"))
            .with(password().label("Token"));
        for label in ["User name", "Registry server"].into_iter().filter(|one| *one != missing) {
            drawing = drawing.with(text().label(label));
        }
        let form = recognise(&drawing.done()).unwrap();
        assert_eq!(form.control(Field::Password), None, "without {missing}");
    }
}

#[test]
fn where_a_field_masks_its_text_one_that_shows_it_is_not_the_password() {
    let shown = text().label("Password").says(Source::Placeholder, "Type the registry password");
    assert_eq!(with_passwords(vec![shown.clone(), password().label("Password")]), Some(11));
    assert_eq!(with_passwords(vec![shown]), Some(10));
}

// More pages that are left alone.

#[test]
fn fields_that_narrow_a_list_down_are_no_form() {
    let list = |name: Part, provider: Part| {
        Drawing::new()
            .at(NEW)
            .inside(0, "Add Credentials")
            .with(name.label("Name"))
            .with(provider.label("Provider").shows("Container registry"))
            .with(text().label("Registry server"))
            .done()
    };
    assert!(recognise(&list(text(), choice())).is_some());
    for prompt in ["Filter…", "Find credentials", "Search by name", "All", "Any name"] {
        for source in [Source::Placeholder, Source::AriaLabel, Source::Label] {
            let says = |part: Part| part.says(source, prompt);
            assert_eq!(recognise(&list(says(text()), choice())), None, "{source:?} {prompt}");
            assert_eq!(recognise(&list(text(), says(choice()))), None, "{source:?} {prompt}");
        }
    }
    // A hint may tell how to find a thing.
    let hinted = text().says(Source::Hint, "Find it in your account");
    assert!(recognise(&list(hinted, choice())).is_some());
}

#[test]
fn a_picture_of_the_form_that_takes_nothing_is_left_alone() {
    let picture = |enabled: [bool; 5]| {
        let parts = [
            text().label("Name"),
            choice().label("Provider").shows("Container registry"),
            text().label("User name"),
            password().label("Password"),
            text().label("Registry server"),
        ];
        let mut drawing = Drawing::new().inside(0, "New Credentials");
        for (part, enabled) in parts.into_iter().zip(enabled) {
            drawing = drawing.with(part.enabled(enabled));
        }
        drawing.with(button("Add")).done()
    };
    assert_eq!(recognise(&picture([false; 5])), None);
    for at in 0..5 {
        let mut enabled = [false; 5];
        enabled[at] = true;
        complete(&picture(enabled), [1, 2, 3, 4, 5]);
    }
}

#[test]
fn a_button_that_does_something_is_no_provider() {
    for (says, is_it) in [
        ("Select provider", true),
        ("AWS", true),
        ("Add provider", false),
        ("Save", false),
        ("Log in with GitHub", false),
    ] {
        let snapshot = Drawing::new()
            .inside(0, "New Credentials")
            .with(text().label("Name"))
            .with(button(says).says(Source::Before, "Provider"))
            .done();
        assert_eq!(recognise(&snapshot).is_some(), is_it, "{says}");
    }
}

#[test]
fn labels_below_their_fields_are_read_as_such() {
    let below = |part: Part, text: &str| part.says(Source::After, text);
    let snapshot = Drawing::new()
        .inside(0, "New Credentials")
        .with(below(text(), "Name"))
        .with(below(choice(), "Provider").says(Source::Before, "Name").shows("Container registry"))
        .with(below(text(), "User name").says(Source::Before, "Provider"))
        .with(below(password(), "Password").says(Source::Before, "User name"))
        .with(below(text(), "Registry server").says(Source::Before, "Password"))
        .done();
    complete(&snapshot, [1, 2, 3, 4, 5]);
}

#[test]
fn labels_above_their_fields_are_not_taken_for_those_of_the_fields_before() {
    let snapshot = Drawing::new()
        .inside(0, "New Credentials")
        .with(text().says(Source::Before, "Name").says(Source::After, "Provider"))
        .with(
            choice()
                .says(Source::Before, "Provider")
                .says(Source::After, "User name")
                .shows("Container registry"),
        )
        .with(text().says(Source::Before, "User name").says(Source::After, "Password"))
        .with(text().says(Source::Before, "Password").says(Source::After, "Registry server"))
        .with(text().says(Source::Before, "Registry server"))
        .done();
    complete(&snapshot, [1, 2, 3, 4, 5]);
}

#[test]
fn labels_below_are_read_as_such_even_where_a_password_is_shown() {
    // Nothing but the labels tells the fields apart, and each stands between two.
    let below = |text: &str| super::drawing::text().says(Source::After, text);
    let snapshot = Drawing::new()
        .inside(0, "New Credentials")
        .with(below("Name"))
        .with(
            choice()
                .says(Source::Before, "Name")
                .says(Source::After, "Provider")
                .shows("Container registry"),
        )
        .with(below("User name").says(Source::Before, "Provider"))
        .with(below("Password").says(Source::Before, "User name"))
        .with(below("Registry server").says(Source::Before, "Password"))
        .done();
    complete(&snapshot, [1, 2, 3, 4, 5]);
}

/// The form with a text before and one after each field: its label and a remark.
fn between(texts: [(&str, &str); 5]) -> Snapshot {
    let parts = [text(), choice().shows("Container registry"), text(), text(), text()];
    let mut drawing = Drawing::new().inside(0, "New Credentials");
    for (part, (before, after)) in parts.into_iter().zip(texts) {
        let part = if before.is_empty() { part } else { part.says(Source::Before, before) };
        drawing =
            drawing.with(if after.is_empty() { part } else { part.says(Source::After, after) });
    }
    drawing.done()
}

#[test]
fn labels_may_stand_above_some_fields_and_below_others() {
    for texts in [
        // Above, with a remark below; then below alone.
        [
            ("Name", "Must be unique"),
            ("Provider", "Learn more"),
            ("", "User name"),
            ("", "Password"),
            ("", "Registry server"),
        ],
        // Below, and so before the next one; the last above.
        [
            ("", "Name"),
            ("Name", "Provider"),
            ("Provider", "User name"),
            ("User name", "Password"),
            ("Registry server", ""),
        ],
        // Above, but for one below a remark.
        [
            ("Name", "Must be unique"),
            ("Provider", "Learn more"),
            ("For the registry", "User name"),
            ("Password", "Keep it secret"),
            ("Registry server", "Learn more"),
        ],
    ] {
        complete(&between(texts), [1, 2, 3, 4, 5]);
    }
}

#[test]
fn a_long_hint_below_a_field_says_what_it_is_whatever_stands_above() {
    let server = text()
        .says(Source::Before, "Where the images are")
        .says(Source::Placeholder, "e.g. quay.io")
        .says(
            Source::After,
            "The container registry server name (if not provided 'docker.io' is used)",
        );
    let snapshot = Drawing::new()
        .inside(0, "New Credentials")
        .with(text().label("Name"))
        .with(choice().label("Provider").shows("Container registry"))
        .with(text().says(Source::Before, "User name").says(Source::After, "Learn more"))
        .with(password().label("Password"))
        .with(server)
        .done();
    complete(&snapshot, [1, 2, 3, 4, 5]);
}

// What a page holds instead.

/// What a page with these fields is said to be.
fn instead(path: &str, heading: &str, labels: &[&str]) -> Option<&'static str> {
    let mut drawing = Drawing::new().at(path).with(button("Ada")).inside(0, heading);
    for &label in labels {
        drawing = drawing.with(text().label(label));
    }
    let snapshot = drawing.done();
    assert_eq!(recognise(&snapshot), None, "{labels:?}");
    other_form(&snapshot)
}

#[test]
fn the_fields_of_another_provider_are_named() {
    for (labels, provider) in [
        (["Name *", "Access key *", "Secret key *"], "AWS"),
        (["Name", "Access key", "Assume role"], "AWS"),
        (["Name", "Batch account name", "Batch account key"], "Azure"),
        (["Name", "Blob Storage account name", "Blob Storage account key"], "Azure"),
        (["User name", "Access token", "Repository base URL"], "a Git provider"),
        (["Name", "SSH private key", "Passphrase"], "SSH"),
    ] {
        for (path, heading) in [(NEW, ""), (EDIT, ""), (NOWHERE, "New AWS credentials")] {
            assert_eq!(instead(path, heading, &labels), Some(provider), "{labels:?} {path}");
        }
    }
}

#[test]
fn one_field_alone_or_another_page_names_no_provider() {
    let aws = ["Access key", "Secret key"];
    for heading in ["", "Object storage", "Credentials", "New AWS bucket"] {
        assert_eq!(instead(NOWHERE, heading, &aws), None, "{heading}");
    }
    assert_eq!(instead(NEW, "", &["Access key", "Region"]), None);
    assert_eq!(instead(NEW, "", &["User name", "Passphrase"]), None);
    assert_eq!(instead(NEW, "", &[]), None);
    // Names for programs aren't read: many pages call a field so.
    let named = Drawing::new()
        .at(NEW)
        .with(text().says(Source::Attribute, "access key"))
        .with(text().says(Source::Attribute, "secret key"));
    assert_eq!(other_form(&named.done()), None);
}

// Any page.

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

/// The form's fields, each with the texts that stand beside it in some version.
const LABELLED: [(Field, &[&str]); 5] = [
    (Field::Name, &["Name", "Name *", "Type a name", NAME_HINT]),
    (Field::Provider, &["Provider", "Provider*", "Select provider (or credential type)."]),
    (Field::UserName, &["User name", "User name *", "Type the registry user name"]),
    (Field::Password, &["Password", "Password (Required)", "Type the  registry password"]),
    (Field::Registry, &["Registry server", "Type the registry server name e.g. docker.io"]),
];

/// Controls that stand beside the form's, or in it.
const OTHERS: [(Kind, &str); 8] = [
    (Kind::Text, "Email"),
    (Kind::Text, "Repository base URL"),
    (Kind::Text, "Description"),
    (Kind::Password, "Token"),
    (Kind::Password, "Confirm password"),
    (Kind::Password, "Current password"),
    (Kind::Choice, "Workspace"),
    (Kind::Button, "Add"),
];

fn part_of(field: Field, label: usize, masked: bool) -> Part {
    let texts = LABELLED.iter().find(|(of, _)| *of == field).unwrap().1;
    let part = match field {
        Field::Provider => choice().shows("Container registry"),
        Field::Password if masked => password(),
        _ => text(),
    };
    part.label(texts[label % texts.len()])
}

/// A control that is none of the form's fields.
fn other(which: usize) -> Part {
    let (kind, label) = OTHERS[which % OTHERS.len()];
    control(kind).label(label)
}

proptest! {
    #![proptest_config(config())]

    /// The form's five fields in any order, with any of their labels, and others among them.
    #[test]
    fn the_fields_of_the_form_are_told_in_any_order(
        order in Just(Field::FORM.to_vec()).prop_shuffle(),
        labels in prop::collection::vec(0..12usize, 5),
        others in prop::collection::vec((0..6usize, 0..OTHERS.len()), 0..4),
        masked in any::<bool>(),
        nested in prop::collection::btree_set(0..9usize, 0..3),
    ) {
        let mut parts: Vec<(Option<Field>, Part)> = order
            .iter()
            .zip(labels)
            .map(|(&field, label)| (Some(field), part_of(field, label, masked)))
            .collect();
        for (at, which) in others {
            parts.insert(at, (None, other(which)));
        }
        let mut drawing = Drawing::new().inside(0, "New Credentials");
        let mut expected = [None; 5];
        for (id, (field, part)) in (1..).zip(parts) {
            if nested.contains(&(id as usize)) {
                drawing = drawing.inside(1, "");
            }
            drawing = drawing.with(part.id(id));
            if let Some(at) = Field::FORM.iter().position(|each| Some(*each) == field) {
                expected[at] = Some(id);
            }
        }
        let page = drawing.done();
        // Where something else is masked in the secret's place, nothing is certain.
        let [_, _, user_name, secret, registry] = expected.map(Option::unwrap);
        let between = user_name..registry;
        let mut masked = page.controls.iter().filter(|one| one.kind == Kind::Password);
        if !between.contains(&secret) && masked.any(|one| between.contains(&one.id)) {
            prop_assert_eq!(recognise(&page), None);
            return Ok(());
        }
        let form = recognise(&page).unwrap();
        prop_assert_eq!(ids(&form), expected);
        prop_assert!(form.is_complete());
    }
}
