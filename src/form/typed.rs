//! What is to be said of a form while somebody fills it in by hand.

use super::recognise::{Form, Provider};
use super::snapshot::{Control, Snapshot};
use crate::aws::{AccessKeyId, RegistryHost, SecretAccessKey};
use crate::credential::judge;
use crate::finding::{Code, Field, Finding, worst_on};

/// One finding on each field of which there is something to say yet, in the form's order. `password`
/// is what stands in **Password**, where that is told.
///
/// A field that holds something is judged at once, unless what is being typed there may still become
/// right: nobody wants to hear of half a host. An empty one is only spoken of once it was passed over:
/// a later one holds something, or for **Registry server** both halves of a key. Another provider's
/// form is none of Wave's business, so nothing is said of it. The same form takes the user and the
/// password of any other registry, which work through Wave too: as long as nothing in it is AWS's, it
/// isn't judged as a key of AWS.
pub fn typed(snapshot: &Snapshot, form: &Form, password: Option<&str>) -> Vec<Finding> {
    if matches!(form.provider(), Provider::Other(_)) {
        return Vec::new();
    }
    let control = |field| form.control(field).and_then(|id| snapshot.control(id));
    let secret = password.and_then(|text| SecretAccessKey::parse(text).ok());
    let account = control(Field::UserName)
        .and_then(|control| AccessKeyId::parse(&control.value).ok())
        .and_then(|id| id.account());
    let is_for_aws = is_for_aws(snapshot, form, secret.as_ref());
    Field::FORM
        .iter()
        .filter_map(|&field| {
            // What a list shows before anything is chosen in it is a prompt.
            let is_prompt = field == Field::Provider && *form.provider() == Provider::Unchosen;
            let control = control(field).filter(|_| !is_prompt)?;
            if is_empty(control) && !is_passed_over(field, snapshot, form) {
                return None;
            }
            let text = match field {
                Field::UserName | Field::Password if !is_for_aws => return None,
                // Keyferry's own was judged before it was written.
                Field::Password if control.ours => return Some(ours(control)),
                // It wasn't told yet.
                Field::Password if password.is_none() && control.length > 0 => return None,
                Field::Password => password.unwrap_or_default(),
                _ => &control.value,
            };
            let is_focused = snapshot.focused == Some(control.id);
            if is_focused && !is_empty(control) && judge::may_become_right(field, text) {
                return None;
            }
            let mut findings = match field {
                Field::Name => judge::name_beside(text, &secret),
                Field::Provider => judge::provider(text),
                Field::UserName => judge::user_name(text),
                Field::Password => judge::password(text),
                Field::Registry => judge::registry(text, account.as_ref()),
                Field::File | Field::Form | Field::Aws => return None,
            };
            if !is_for_aws {
                findings.retain(|finding| !is_of_another(finding.code, is_focused));
            }
            worst_on(&findings, field).cloned()
        })
        .collect()
}

/// Whether anything in the form is AWS's: its registry, its key ID, a secret, or what Keyferry wrote.
fn is_for_aws(snapshot: &Snapshot, form: &Form, secret: Option<&SecretAccessKey>) -> bool {
    let control = |field| form.control(field).and_then(|id| snapshot.control(id));
    let text = |field| control(field).map_or("", |control| control.value.as_str());
    let written = [Field::UserName, Field::Password, Field::Registry];
    written.iter().any(|&field| control(field).is_some_and(|control| control.ours))
        || AccessKeyId::parse(text(Field::UserName))
            .map_or_else(|it| !it.may_be_elsewhere(), |_| true)
        || RegistryHost::is_meant_by(text(Field::Registry))
        || secret.is_some_and(|secret| judge::secret(secret).code == Code::PasswordGood)
}

/// Whether what was found says no more than that a registry isn't AWS's; or, of one that is being
/// typed, that it isn't all there yet.
fn is_of_another(code: Code, is_typed: bool) -> bool {
    match code {
        Code::RegistryEmpty | Code::RegistryDockerHub | Code::RegistryNotEcr => true,
        Code::RegistryNotHost | Code::RegistryTrailingDot | Code::RegistryPort => is_typed,
        _ => false,
    }
}

fn is_empty(control: &Control) -> bool {
    control.length == 0 && control.value.is_empty()
}

/// What Keyferry wrote itself was a secret, and is it still.
fn ours(password: &Control) -> Finding {
    Finding::new(Code::PasswordGood).with("length", password.length.to_string())
}

/// Whether an empty field was left out, and not just not reached yet.
fn is_passed_over(field: Field, snapshot: &Snapshot, form: &Form) -> bool {
    // Of a credential that is there, a page shows what it likes.
    if form.edits() {
        return false;
    }
    let holds = |field: Field| {
        let control = form.control(field).and_then(|id| snapshot.control(id));
        control.is_some_and(|control| !is_empty(control))
    };
    let has_focus =
        |field: Field| form.control(field).is_some_and(|id| snapshot.focused == Some(id));
    match field {
        Field::Provider | Field::File | Field::Form | Field::Aws => false,
        Field::Registry => {
            let key = [Field::UserName, Field::Password];
            key.iter().all(|&half| holds(half) && !has_focus(half)) && !has_focus(field)
        }
        _ => {
            let later = Field::FORM.iter().skip_while(|&&each| each != field).skip(1);
            !has_focus(field)
                && later.filter(|&&each| each != Field::Provider).any(|&each| holds(each))
        }
    }
}
