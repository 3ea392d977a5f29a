//! After a fill: the check with AWS, and what to do next.

use super::{Focus, Shared};
use crate::aws::login::Login;
use crate::web::drawing::dom::focus;
use crate::web::panel::state::{Filled, Shows, State};

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
        let registry = self.filled(|filled| {
            let registry = filled.to_check().filter(|_| host.checks_aws())?;
            filled.after.of = Some(registry.clone());
            Some(registry)
        });
        let Some(Some(registry)) = registry else { return };
        let asked = host.may_ask(Login::hosts(&registry).to_vec());
        let check = self.new_check();
        self.show(Shows::Checking);
        focus(&self.0.borrow().root, "[data-do=stop_check]");
        self.spawn(async move |shared| {
            let may = asked.await.is_ok_and(|granted| granted.is_truthy());
            if shared.0.borrow().checks != check {
                return; // it isn't wanted any more
            }
            // Only now: as long as the browser asks, it can still be forgotten.
            let asked = shared.filled(|filled| {
                let secret = filled.draft.secret.as_ref()?;
                Some(host.check_login(filled.draft.id.as_str(), secret, &registry, may))
            });
            let Some(Some(asked)) = asked else { return };
            let proven = asked.await;
            if shared.0.borrow().checks == check {
                shared.checked(proven);
            }
        });
    }

    /// Ends a check that is under way, and names the next one.
    pub(super) fn new_check(&self) -> u32 {
        let panel = &mut *self.0.borrow_mut();
        panel.host.stop_check();
        panel.checks = panel.checks.wrapping_add(1);
        panel.checks
    }

    fn checked(&self, proven: bool) {
        let is_there = self.filled(|filled| {
            filled.after.checked = true;
            if proven && !filled.needs_secret() {
                filled.draft.secret = None; // nothing needs it any more
            }
        });
        if is_there.is_some() {
            self.wipe_in_time();
            self.show(Shows::Proof);
        }
    }

    /// A secret that was kept for a check goes as soon as none is offered any more.
    pub(super) fn keep_what_may_be_checked(&self) {
        let is_offered = self.0.borrow().host.checks_aws();
        let wiped = self.filled(|filled| {
            let goes = !is_offered && !filled.needs_secret();
            goes && filled.draft.secret.take().is_some()
        });
        if wiped == Some(true) {
            self.draw(Focus::Stays);
        }
    }

    pub(super) fn stop_check(&self) {
        self.new_check();
        self.show(Shows::Fields);
    }

    /// Shows another part of the result.
    pub(super) fn show(&self, shows: Shows) {
        if self.filled(|filled| filled.after.shows = shows).is_some() {
            self.draw(Focus::First);
        }
    }
}
