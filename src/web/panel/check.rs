//! After a fill: the check with AWS, and the texts for what to do next.

use super::{Focus, Shared};
use crate::aws::login::{Login, Proof, Verdict};
use crate::web::dom::focus;
use crate::web::state::{Filled, Shows, State};

/// How long **Copied** stands where it was pressed, in milliseconds.
const COPIED_MS: i32 = 2_000;

impl Shared {
    /// Does something with the result that is shown, if one is.
    fn filled<T>(&self, with: impl FnOnce(&mut Filled) -> T) -> Option<T> {
        match &mut self.0.borrow_mut().state {
            State::Filled(filled) if !filled.undone => Some(with(filled)),
            _ => None,
        }
    }

    /// Asks AWS whether Wave can log in with what stands in the form. The browser wants to be asked for
    /// access inside the press, so that goes out before anything is awaited.
    pub(super) fn check(&self) {
        let host = self.host();
        let key = self.filled(|filled| {
            let registry = filled.to_check()?;
            Some((registry, filled.draft.id, filled.draft.secret.clone()?))
        });
        let Some(Some((registry, id, secret))) = key else { return };
        let asked = host.may_ask(Login::hosts(&registry).to_vec());
        let check = {
            let panel = &mut *self.0.borrow_mut();
            panel.checks = panel.checks.wrapping_add(1);
            panel.checks
        };
        self.show(Shows::Checking);
        self.spawn(async move |shared| {
            let may = asked.await.is_ok_and(|granted| granted.is_truthy());
            if shared.0.borrow().checks != check {
                return; // it isn't wanted any more
            }
            let proof = match may {
                true => host.check_login(id.as_str(), &secret, &registry).await,
                false => Some(Proof::unasked(Verdict::NotAllowed)),
            };
            drop(secret);
            let lacks = proof.as_ref().is_some_and(|it| it.verdict == Verdict::NoPermission);
            if lacks && shared.0.borrow().checks == check {
                shared.load_texts().await; // the policy that helps is one of them
            }
            if shared.0.borrow().checks == check {
                shared.proven(proof.unwrap_or(Proof::unasked(Verdict::Stopped)));
            }
        });
    }

    fn proven(&self, proof: Proof) {
        let is_there = self.filled(|filled| {
            // Nothing needs it any more, unless something else does.
            if proof.is_final() && !filled.needs_secret() {
                filled.draft.secret = None;
            }
            filled.after.proof = Some(proof);
        });
        if is_there.is_some() {
            self.wipe_in_time();
            self.show(Shows::Proof);
        }
    }

    pub(super) fn stop_check(&self) {
        let host = self.host();
        host.stop_check();
        {
            let panel = &mut *self.0.borrow_mut();
            panel.checks = panel.checks.wrapping_add(1);
        }
        self.show(Shows::Fields);
    }

    /// Shows another part of the result.
    pub(super) fn show(&self, shows: Shows) {
        if self.filled(|filled| filled.after.shows = shows).is_some() {
            self.draw(Focus::First);
        }
    }

    /// The texts to copy, which are loaded when they are wanted.
    pub(super) fn next_steps(&self) {
        self.spawn(async move |shared| {
            shared.load_texts().await;
            let first = shared.filled(|filled| {
                filled.after.texts.first().map(|text| tab_of(&text.title).to_owned())
            });
            if let Some(Some(tab)) = first {
                shared.show(Shows::NextSteps { tab });
            }
        });
    }

    /// Loads the texts for what now stands in the form.
    async fn load_texts(&self) {
        let Some(Some(added)) = self.filled(|filled| filled.added()) else { return };
        let texts = self.host().next_steps(&added).await;
        self.filled(|filled| filled.after.texts = texts);
    }

    pub(super) fn show_tab(&self, tab: &str) {
        let tab = tab.to_owned();
        if self.filled(|filled| filled.after.shows = Shows::NextSteps { tab }).is_some() {
            self.draw(Focus::Stays);
            focus(&self.0.borrow().root, "[role=tab][aria-selected=true]");
        }
    }

    /// The next or the last tab, as the arrow keys ask for it.
    pub(super) fn move_tab(&self, by: isize) {
        let next = self.filled(|filled| {
            let Shows::NextSteps { tab } = &filled.after.shows else { return None };
            let mut tabs: Vec<&str> =
                filled.after.texts.iter().map(|text| tab_of(&text.title)).collect();
            tabs.dedup();
            let at = tabs.iter().position(|each| each == tab)?;
            let next = at.checked_add_signed(by).unwrap_or(tabs.len().saturating_sub(1));
            Some((*tabs.get(next).or(tabs.first())?).to_owned())
        });
        if let Some(Some(next)) = next {
            self.show_tab(&next);
        }
    }

    pub(super) fn copy(&self, of: &str) {
        let Ok(at) = of.parse::<usize>() else { return };
        let text = self.filled(|filled| filled.after.texts.get(at).map(|text| text.text.clone()));
        let Some(Some(text)) = text else { return };
        let copied = self.host().copy(&text);
        self.spawn(async move |shared| {
            let done = copied.await;
            if shared.filled(|filled| filled.after.copied = Some((at, done))).is_some() {
                shared.draw(Focus::Stays);
            }
            shared.after(COPIED_MS, |shared| {
                // What couldn't be copied stays said.
                let is_over = shared.filled(|filled| {
                    let was = filled.after.copied.take_if(|(_, done)| *done);
                    was.is_some()
                });
                if is_over == Some(true) {
                    shared.draw(Focus::Stays);
                }
            });
        });
    }
}

/// The tab that a text stands in: both policies share one.
pub(in crate::web) fn tab_of(title: &str) -> &str {
    if title.starts_with("next_policy") { "next_iam" } else { title }
}
