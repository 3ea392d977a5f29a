//! What the page's own Seqera is asked about what stands in the form.

use super::{Focus, Shared};
use crate::credential::{Credential, CredentialName, Draft};
use crate::finding::{Code, Field};
use crate::form::{Provider, Snapshot, recognise};
use crate::seqera::Workspace;
use crate::web::inquired::{Inquired, Standing};
use crate::web::panel::state::{Filled, Seen, State};

impl Filled {
    /// What stands in the form now.
    fn standing(&self) -> Option<Standing> {
        let value = |field| self.report.value(field).unwrap_or_default().to_owned();
        let page = self.report.page.as_ref()?;
        Some(Standing {
            document: page.document.clone(),
            path: page.path.clone(),
            name: value(Field::Name),
            user_name: value(Field::UserName),
            registry: value(Field::Registry),
            user: self.draft.user.clone(),
            edits: self.edits,
        })
    }

    /// Hears what Seqera has said, if it is of what stands in the form now.
    pub fn hear(&mut self, inquired: &Option<(Standing, Inquired)>) {
        let standing = self.standing();
        let said = inquired.as_ref().filter(|(of, _)| Some(of) == standing.as_ref());
        self.after.told = said.map(|(_, said)| said.findings()).unwrap_or_default();
        self.after.workspace_id = said.and_then(|(_, said)| said.workspace_id.clone());
    }
}

impl Shared {
    /// Asks about what stands in the form that was filled, and says it.
    pub(super) fn inquire(&self) {
        let asked = match &self.0.borrow().state {
            State::Filled(filled) if filled.report.failure.is_none() && !filled.undone => {
                filled.target.tab().zip(filled.standing())
            }
            _ => None,
        };
        self.inquire_about(asked);
    }

    /// Asks about a key that is about to be filled in: what is known by then can still be heeded.
    pub(super) fn inquire_before(&self, draft: &Draft, seen: &Snapshot) {
        let form = recognise(seen);
        if form.is_none_or(|form| matches!(form.provider(), Provider::Other(_))) {
            return; // it isn't going to be filled in
        }
        let edits = matches!(&self.0.borrow().seen, Seen::Form(in_form) if in_form.edits);
        let text = |value: Option<String>| value.unwrap_or_default();
        let standing = Standing {
            document: seen.document.clone(),
            path: seen.path.clone(),
            name: text(draft.name().map(|name| name.to_string())),
            user_name: draft.id.to_string(),
            registry: text(draft.host().map(|host| host.to_string())),
            user: draft.user.clone(),
            edits,
        };
        let tab = self.0.borrow().target.tab();
        self.inquire_about(tab.map(|tab| (tab, standing)));
    }

    fn inquire_about(&self, asked: Option<(i32, Standing)>) {
        let host = self.host();
        let (Some((tab, standing)), true) = (asked, host.asks_seqera()) else { return };
        // Also about what was told before: the background knows how long that holds.
        let inquiry = {
            let panel = &mut *self.0.borrow_mut();
            panel.inquiries = panel.inquiries.wrapping_add(1);
            panel.inquiries
        };
        self.spawn(async move |shared| {
            let inquired = host.inquire(tab, &standing).await;
            let Some(inquired) = inquired else { return };
            {
                let panel = &mut *shared.0.borrow_mut();
                if panel.inquiries != inquiry {
                    return; // somebody asks about something newer
                }
                panel.inquired = Some((standing, inquired));
            }
            shared.say_anew();
        });
    }

    /// Says of the form that was filled what Seqera has said since.
    fn say_anew(&self) {
        let findings = {
            let panel = &mut *self.0.borrow_mut();
            let State::Filled(filled) = &mut panel.state else { return };
            if filled.undone || filled.report.failure.is_some() {
                return;
            }
            let before = std::mem::take(&mut filled.findings);
            filled.hear(&panel.inquired);
            filled.judge();
            if filled.findings == before {
                return;
            }
            filled.findings.clone()
        };
        self.host_notes(&findings);
        self.draw(Focus::Stays);
    }

    /// Judges what was filled in, with all that Seqera has said.
    pub(super) fn tell(&self, filled: &mut Filled) {
        filled.hear(&self.0.borrow().inquired);
        filled.judge();
    }

    /// A free name for a credential whose own suggestion is known to be taken: by another user's key, that
    /// is, since for the same user's an older credential wants to be changed instead. Nobody waits for
    /// Seqera here: what it said of the name is asked again once the registry is known, of the background.
    pub(super) async fn free_name(
        &self,
        draft: &Draft,
        credential: &Credential,
    ) -> Option<CredentialName> {
        let (tab, standing, said) = {
            let panel = self.0.borrow();
            let (of, said) = panel.inquired.as_ref()?;
            let is_of = of.name == credential.name.as_str()
                && of.user_name == credential.user_name.as_str()
                && panel.document.as_ref() == Some(&of.document)
                && panel.target.workspace() == Workspace::of_path(&of.path);
            if draft.name_in_form.is_some() || !is_of || said.free_name.is_none() {
                return None;
            }
            let registry = credential.registry.to_string();
            let is_all = of.registry == registry;
            let standing = Standing { registry, ..of.clone() };
            (panel.target.tab()?, standing, is_all.then(|| said.clone()))
        };
        let said = match said {
            Some(said) => said,
            None => self.host().inquire(tab, &standing).await?,
        };
        let belongs_there = |code| matches!(code, Code::KeyRotates | Code::KeyStored);
        if said.findings().iter().any(|each| belongs_there(each.code)) {
            return None;
        }
        CredentialName::parse(said.free_name.as_deref()?).ok()
    }
}
