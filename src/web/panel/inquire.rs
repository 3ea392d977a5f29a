//! What the page's own Seqera is asked about what stands in the form.

use super::{Focus, Shared};
use crate::credential::{Credential, CredentialName, Draft};
use crate::finding::{Code, Field};
use crate::form::{Page, Snapshot};
use crate::seqera::{Asked, Inquiry};
use crate::web::json::Browser;
use crate::web::state::{Filled, State};

/// Each answer may lead to another question: who is signed in, their workspaces, what these hold.
const ROUNDS: usize = 5;

/// What stands in a form, or is about to.
struct Standing {
    name: String,
    user_name: String,
    registry: String,
    user: Option<String>,
    edits: bool,
    tab: i32,
    page: Page,
}

impl Standing {
    fn asked(&self) -> Asked<'_> {
        Asked {
            name: &self.name,
            user_name: &self.user_name,
            registry: &self.registry,
            user: self.user.as_deref(),
            edits: self.edits,
        }
    }
}

impl Filled {
    /// What Seqera has said of what now stands in the form.
    pub fn hear(&mut self, (document, inquiry): &(String, Inquiry)) {
        let Some(page) = self.report.page.as_ref().filter(|page| page.document == *document) else {
            return;
        };
        let value = |field| self.report.value(field).unwrap_or_default();
        let asked = Asked {
            name: value(Field::Name),
            user_name: value(Field::UserName),
            registry: value(Field::Registry),
            user: self.draft.user.as_deref(),
            edits: self.edits,
        };
        self.after.told = inquiry.findings(&asked, &page.path);
        self.after.workspace_id = inquiry.workspace_id();
    }

    fn standing(&self) -> Option<Standing> {
        let value = |field| self.report.value(field).unwrap_or_default().to_owned();
        Some(Standing {
            name: value(Field::Name),
            user_name: value(Field::UserName),
            registry: value(Field::Registry),
            user: self.draft.user.clone(),
            edits: self.edits,
            tab: self.target.tab()?,
            page: self.report.page.clone()?,
        })
    }
}

impl Shared {
    /// Asks about what stands in the form that was filled, and says it.
    pub(super) fn inquire(&self) {
        let standing = match &self.0.borrow().state {
            State::Filled(filled) if filled.report.failure.is_none() && !filled.undone => {
                filled.standing()
            }
            _ => None,
        };
        self.inquire_about(standing);
    }

    /// Asks about a key that is about to be filled in: what is known by then can still be heeded.
    pub(super) fn inquire_before(&self, draft: &Draft, seen: &Snapshot) {
        let edits = match &self.0.borrow().seen {
            crate::web::state::Seen::Form(in_form) => in_form.edits,
            _ => false,
        };
        let tab = self.0.borrow().target.tab();
        self.inquire_about(tab.map(|tab| Standing {
            name: draft.name().map_or_else(String::new, |name| name.to_string()),
            user_name: draft.id.to_string(),
            registry: draft.host().map_or_else(String::new, |host| host.to_string()),
            user: draft.user.clone(),
            edits,
            tab,
            page: Page::of(seen),
        }));
    }

    fn inquire_about(&self, standing: Option<Standing>) {
        let host = self.host();
        let (Some(standing), true) = (standing, host.asks_seqera()) else { return };
        let inquiry = {
            let panel = &mut *self.0.borrow_mut();
            panel.inquiries = panel.inquiries.wrapping_add(1);
            let (document, known) = &panel.inquiry;
            let page = &standing.page;
            if *document != page.document || !known.is_of(&page.path) {
                panel.inquiry = (page.document.clone(), Inquiry::of_path(&page.path));
            }
            panel.inquiries
        };
        self.spawn(async move |shared| {
            for _ in 0..ROUNDS {
                let paths = {
                    let panel = shared.0.borrow();
                    if panel.inquiries != inquiry {
                        return; // somebody asks about something newer
                    }
                    panel.inquiry.1.wants(&standing.asked())
                };
                if paths.is_empty() {
                    return;
                }
                let document = &standing.page.document;
                let replies = host.read_seqera(standing.tab, document, paths).await;
                if replies.is_empty() || shared.0.borrow().inquiry.0 != *document {
                    return;
                }
                for reply in &replies {
                    let inquiry = &mut shared.0.borrow_mut().inquiry.1;
                    inquiry.take::<Browser>(reply, &standing.asked());
                }
                shared.say_anew();
            }
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
            filled.hear(&panel.inquiry);
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
        filled.hear(&self.0.borrow().inquiry);
        filled.judge();
    }

    /// A free name for a credential whose own suggestion is known to be taken: of another user's key, that
    /// is, for the same user's an older credential wants to be changed instead.
    pub(super) fn free_name(
        &self,
        draft: &Draft,
        credential: &Credential,
    ) -> Option<CredentialName> {
        let panel = self.0.borrow();
        let (_, inquiry) = &panel.inquiry;
        let name = credential.name.as_str();
        if draft.name_in_form.is_some() || !inquiry.is_taken(name) {
            return None;
        }
        let registry = credential.registry.to_string();
        let asked = Asked {
            name,
            user_name: credential.user_name.as_str(),
            registry: &registry,
            user: draft.user.as_deref(),
            edits: false,
        };
        let told = inquiry.findings(&asked, "");
        let belongs_there =
            told.iter().any(|each| matches!(each.code, Code::KeyRotates | Code::KeyStored));
        if belongs_there { None } else { inquiry.free_name(name) }
    }
}
