//! What is to be said of a form while somebody fills it in by hand.

use super::recognise::{Form, Provider};
use super::snapshot::{Control, Snapshot};
use crate::aws::{AccessKeyId, SecretAccessKey};
use crate::credential::judge;
use crate::finding::{Code, Field, Finding, worst_on};

/// One finding on each field of which there is something to say yet, in the form's order. `password`
/// is what stands in **Password**, where that is told.
///
/// A field that holds something is judged at once, unless what is being typed there may still become
/// right: nobody wants to hear of half a host. An empty one is only spoken of once it was passed over:
/// a later one holds something, or for **Registry server** both halves of a key. Another provider's
/// form is none of Wave's business, so nothing is said of it.
pub fn typed(snapshot: &Snapshot, form: &Form, password: Option<&str>) -> Vec<Finding> {
    if matches!(form.provider(), Provider::Other(_)) {
        return Vec::new();
    }
    let control = |field| form.control(field).and_then(|id| snapshot.control(id));
    let secret = password.and_then(|text| SecretAccessKey::parse(text).ok());
    let account = control(Field::UserName)
        .and_then(|control| AccessKeyId::parse(&control.value).ok())
        .and_then(|id| id.account());
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
            let findings = match field {
                Field::Name => judge::name_beside(text, &secret),
                Field::Provider => judge::provider(text),
                Field::UserName => judge::user_name(text),
                Field::Password => judge::password(text),
                Field::Registry => judge::registry(text, account.as_ref()),
                Field::File | Field::Form => return None,
            };
            worst_on(&findings, field).cloned()
        })
        .collect()
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
        Field::Provider | Field::File | Field::Form => false,
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
