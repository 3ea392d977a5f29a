//! What the panel needs of the place it runs in: [`Host`], implemented in `extension/panel.js`,
//! `extension/drop.js` and `www/page.js`, and [`Target`], the page that would be filled.

use crate::aws::{RegistryHost, SecretAccessKey};
use crate::finding::{Code, Finding};
use crate::form::{Answer, Request};
use crate::seqera::{ServiceInfo, Workspace};
use crate::web::added::Added;
use crate::web::drawing::words::host_of;
use crate::web::inquired::{Inquired, Standing, Told};
use crate::web::note::{Note, read};
use js_sys::{Promise, Uint8Array};
use serde::Deserialize;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::JsFuture;
use web_sys::Element;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"

/** The place that a panel runs in. */
export interface Host {
  /** Where the texts are: `_locales/<lang>/messages.json`. */
  messagesUrl: string;
  /** The panel beside a page, the one beside the practice form, or the frame over a page. */
  place: 'panel' | 'practice' | 'frame';
  /** The page that would be filled now. */
  target(): Promise<TargetAsTold>;
  /** Calls back whenever `target()` may answer something else, or its page changed. */
  onChange(callback: () => void): void;
  /** Calls back with what is said of a tab's form whenever it was judged. */
  onNotes(callback: (tab: number, notes: Note[]) => void): void;
  /** Passes a request to the target's content script. Rejects when the page is gone. */
  ask(tab: number, request: Request): Promise<Answer>;
  /** Whether the page's own Seqera may be asked what it has already. */
  asksSeqera: boolean;
  /** Whether a check with AWS may be offered. */
  checksAws: boolean;
  /** Has the page's own Seqera asked about what stands in a form, or is about to. */
  inquire(tab: number, standing: Standing): Promise<Inquired>;
  /** Asks the browser for access to hosts of AWS, in a click. */
  mayAsk(hosts: string[]): Promise<boolean>;
  /** Asks AWS whether Wave can log in, if it may; wipes the secret. Whether it can. */
  checkLogin(id: string, secret: Uint8Array, registry: string, may: boolean): Promise<boolean>;
  /** Ends a check that is under way. */
  stopCheck(): void;
  /** Draws what comes after a fill in an element of its own: what AWS said, or what to do next. */
  drawAfter(element: Element, what: 'proof' | 'next_steps', added: Added): Promise<void>;
  /** Brings a tab to the front; from then on it is the target. */
  goTo(tab: number): Promise<void>;
  /** The regions used on an instance, the last first. */
  regions(origin: string): Promise<string[]>;
  /** Remembers a region for an instance. */
  rememberRegion(origin: string, region: string): Promise<void>;
  /** Asks the browser for access to an origin, in a click. */
  addOrigin(origin: string): Promise<boolean>;
  /** Shows a verdict beside each field, where the place can. */
  showNotes(notes: Note[]): void;
  /** Opens the panel beside the page, in a click. */
  openPanel(): void;
  /** Opens the options. */
  openOptions(): void;
  /** Takes the frame away. */
  close(): void;
}
"#;

#[wasm_bindgen]
extern "C" {
    /// The place that a panel runs in, as JavaScript implements it.
    #[wasm_bindgen(typescript_type = "Host")]
    pub type Host;

    #[wasm_bindgen(method, getter, structural, js_name = messagesUrl)]
    pub(super) fn messages_url(this: &Host) -> String;
    #[wasm_bindgen(method, getter, structural)]
    fn place(this: &Host) -> String;
    #[wasm_bindgen(method, structural, js_name = onNotes)]
    pub(super) fn on_notes(this: &Host, callback: &js_sys::Function);
    #[wasm_bindgen(method, structural, js_name = openPanel)]
    pub(super) fn open_panel(this: &Host);
    #[wasm_bindgen(method, structural, js_name = openOptions)]
    pub(super) fn open_options(this: &Host);
    #[wasm_bindgen(method, structural)]
    pub(super) fn close(this: &Host);
    #[wasm_bindgen(method, structural, js_name = target)]
    fn js_target(this: &Host) -> Promise;
    #[wasm_bindgen(method, structural, js_name = onChange)]
    pub(super) fn on_change(this: &Host, callback: &js_sys::Function);
    #[wasm_bindgen(method, structural, js_name = ask)]
    fn js_ask(this: &Host, tab: i32, request: JsValue) -> Promise;
    #[wasm_bindgen(method, getter, structural, js_name = asksSeqera)]
    pub(super) fn asks_seqera(this: &Host) -> bool;
    #[wasm_bindgen(method, getter, structural, js_name = checksAws)]
    pub(super) fn checks_aws(this: &Host) -> bool;
    #[wasm_bindgen(method, structural, js_name = inquire)]
    fn js_inquire(this: &Host, tab: i32, standing: JsValue) -> Promise;
    #[wasm_bindgen(method, structural, js_name = mayAsk)]
    fn js_may_ask(this: &Host, hosts: Vec<String>) -> Promise;
    #[wasm_bindgen(method, structural, js_name = checkLogin)]
    fn js_check_login(
        this: &Host,
        id: &str,
        secret: &Uint8Array,
        registry: &str,
        may: bool,
    ) -> Promise;
    #[wasm_bindgen(method, structural, js_name = stopCheck)]
    pub(super) fn stop_check(this: &Host);
    #[wasm_bindgen(method, structural, js_name = drawAfter)]
    fn js_draw_after(this: &Host, element: &Element, what: &str, added: JsValue) -> Promise;
    #[wasm_bindgen(method, structural, js_name = goTo)]
    fn js_go_to(this: &Host, tab: i32) -> Promise;
    #[wasm_bindgen(method, structural, js_name = regions)]
    fn js_regions(this: &Host, origin: &str) -> Promise;
    #[wasm_bindgen(method, structural, js_name = rememberRegion)]
    fn js_remember_region(this: &Host, origin: &str, region: &str) -> Promise;
    #[wasm_bindgen(method, structural, js_name = addOrigin)]
    fn js_add_origin(this: &Host, origin: &str) -> Promise;
    #[wasm_bindgen(method, structural, js_name = showNotes)]
    fn js_show_notes(this: &Host, notes: JsValue);
}

/// The page that a fill would go to.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(from = "TargetAsTold")]
pub enum Target {
    /// A page of a Seqera that Keyferry may fill.
    Seqera {
        /// The tab.
        tab: i32,
        /// Its `location.origin`.
        origin: String,
        /// Its `location.pathname`.
        path: String,
        /// Other Seqera tabs of the window.
        others: Vec<Tab>,
    },
    /// The practice form on this page.
    Practice,
    /// Something else.
    Elsewhere {
        /// The tab's host, if the browser tells it.
        host: Option<String>,
        /// The tab's origin, if it could be asked whether it is a Seqera.
        origin: Option<String>,
        /// What the tab's origin answered to `/api/service-info`, as text.
        service_info: Option<String>,
        /// Seqera tabs of the window.
        others: Vec<Tab>,
    },
}

/// [`Target`] as a host tells it: flat, since every choice between shapes costs code. A page of a Seqera
/// has a `path`; anything else may have the rest.
#[derive(Deserialize, tsify::Tsify)]
#[serde(rename_all = "camelCase")]
struct TargetAsTold {
    /// Whether it is the practice form on this page.
    #[serde(default)]
    #[tsify(optional)]
    practice: bool,
    /// The tab of a page of a Seqera that Keyferry may fill.
    #[tsify(optional)]
    tab: Option<i32>,
    /// Its `location.origin`; or of another page, if it could be asked whether it is a Seqera.
    #[tsify(optional)]
    origin: Option<String>,
    /// Its `location.pathname`.
    #[tsify(optional)]
    path: Option<String>,
    /// The host of another page, if the browser tells it.
    #[tsify(optional)]
    host: Option<String>,
    /// What the origin of another page answered to `/api/service-info`, as text.
    #[tsify(optional)]
    service_info: Option<String>,
    /// Other Seqera tabs of the window.
    #[serde(default)]
    #[tsify(optional)]
    others: Vec<Tab>,
}

impl From<TargetAsTold> for Target {
    fn from(told: TargetAsTold) -> Target {
        let TargetAsTold { practice, tab, origin, path, host, service_info, others } = told;
        match (tab, origin, path) {
            _ if practice => Target::Practice,
            (Some(tab), Some(origin), Some(path)) => Target::Seqera { tab, origin, path, others },
            (_, origin, _) => Target::Elsewhere { host, origin, service_info, others },
        }
    }
}

/// A tab that shows a Seqera page.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, tsify::Tsify)]
pub struct Tab {
    /// Its number.
    pub tab: i32,
    /// Its `location.origin`.
    pub origin: String,
    /// Its `location.pathname`.
    pub path: String,
}

impl Target {
    /// The tab to ask; the practice form is asked as tab 0.
    pub fn tab(&self) -> Option<i32> {
        match self {
            Target::Seqera { tab, .. } => Some(*tab),
            Target::Practice => Some(0),
            Target::Elsewhere { .. } => None,
        }
    }

    /// The instance that a region is remembered for.
    pub fn origin(&self) -> &str {
        match self {
            Target::Seqera { origin, .. } => origin,
            Target::Practice => "practice",
            Target::Elsewhere { origin, .. } => origin.as_deref().unwrap_or_default(),
        }
    }

    /// The workspace, by the page's address.
    pub fn workspace(&self) -> Option<Workspace> {
        match self {
            Target::Seqera { path, .. } => Workspace::of_path(path),
            _ => None,
        }
    }

    /// An address that is a Seqera without Keyferry having access to it: its origin and release.
    pub fn new_instance(&self) -> Option<(&str, String)> {
        let Target::Elsewhere { origin: Some(origin), service_info: Some(info), .. } = self else {
            return None;
        };
        let value = js_sys::JSON::parse(info).ok()?;
        let info: ServiceInfo = serde_wasm_bindgen::from_value(value).ok()?;
        Some((origin, info.release()?))
    }
}

impl Tab {
    /// What the tab is called in a list: its workspace, else its host.
    pub fn name(&self) -> String {
        match Workspace::of_path(&self.path) {
            Some(workspace) => workspace.name(),
            None => host_of(&self.origin).to_owned(),
        }
    }
}

/// The page is gone, or answered something that makes no sense.
pub enum Lost {
    /// No answer came.
    Page,
    /// The answer wasn't one.
    Sense,
}

impl Host {
    /// Whether a practice form is filled, not Seqera's.
    pub(super) fn practice(&self) -> bool {
        self.place() == "practice"
    }

    /// Whether it is the frame over a page, not the panel beside it.
    pub(super) fn framed(&self) -> bool {
        self.place() == "frame"
    }

    /// The page that would be filled now.
    pub(super) async fn target(&self) -> Target {
        let answer = JsFuture::from(self.js_target()).await.ok();
        answer.and_then(|value| serde_wasm_bindgen::from_value(value).ok()).unwrap_or(
            Target::Elsewhere { host: None, origin: None, service_info: None, others: Vec::new() },
        )
    }

    /// Passes a request to the page at once, and checks its answer when it comes.
    pub(super) fn ask(
        &self,
        tab: i32,
        request: &Request,
    ) -> impl Future<Output = Result<Answer, Lost>> + use<> {
        let request = serde_wasm_bindgen::to_value(request);
        let asked = request.map(|request| self.js_ask(tab, request)).map_err(|_| Lost::Sense);
        async move {
            let answer = JsFuture::from(asked?).await.map_err(|_| Lost::Page)?;
            if answer.is_null() || answer.is_undefined() {
                return Err(Lost::Page);
            }
            read(answer).map_err(|_| Lost::Sense)
        }
    }

    /// Has the page's own Seqera asked about what stands in a form; nothing where the page is gone.
    pub(super) async fn inquire(&self, tab: i32, standing: &Standing) -> Option<Inquired> {
        let standing = serde_wasm_bindgen::to_value(standing).ok()?;
        let answer = JsFuture::from(self.js_inquire(tab, standing)).await.ok()?;
        serde_wasm_bindgen::from_value(answer).ok()
    }

    /// Asks the browser for access to hosts; called in a click, before anything is awaited.
    pub(super) fn may_ask(&self, hosts: Vec<String>) -> JsFuture {
        JsFuture::from(self.js_may_ask(hosts))
    }

    /// Asks AWS whether Wave can log in to a registry with a key, if it `may`. Whether it can.
    pub(super) fn check_login(
        &self,
        id: &str,
        secret: &SecretAccessKey,
        registry: &RegistryHost,
        may: bool,
    ) -> impl Future<Output = bool> + use<> {
        // The one copy, which whoever gets it wipes.
        let characters = Uint8Array::from(secret.expose().as_bytes());
        let proven = self.js_check_login(id, &characters, &registry.to_string(), may);
        async move {
            let proven = JsFuture::from(proven).await;
            characters.fill(0, 0, characters.length());
            proven.is_ok_and(|proven| proven.is_truthy())
        }
    }

    /// Draws what comes after a fill in an element of its own.
    pub(super) fn draw_after(&self, element: &Element, what: &str, added: &Added) -> JsFuture {
        let added = serde_wasm_bindgen::to_value(added).unwrap_or_default();
        JsFuture::from(self.js_draw_after(element, what, added))
    }

    /// Brings a tab to the front.
    pub(super) async fn go_to(&self, tab: i32) {
        // A tab that is gone by now is found gone by the next look at the target.
        let _gone = JsFuture::from(self.js_go_to(tab)).await;
    }

    /// The regions used on an instance, the last first, as text.
    pub(super) async fn regions(&self, origin: &str) -> Vec<String> {
        let answer = JsFuture::from(self.js_regions(origin)).await.ok();
        answer.and_then(|value| serde_wasm_bindgen::from_value(value).ok()).unwrap_or_default()
    }

    /// Remembers a region for an instance.
    pub(super) async fn remember_region(&self, origin: &str, region: &str) {
        // Where nothing can be stored the region is asked again: nothing else is lost.
        let _unstored = JsFuture::from(self.js_remember_region(origin, region)).await;
    }

    /// Asks the browser for access to an origin; called in a click, before anything is awaited.
    pub(super) fn add_origin(&self, origin: &str) -> JsFuture {
        JsFuture::from(self.js_add_origin(origin))
    }

    /// Shows a verdict beside each field, where the place can.
    pub(super) fn show_notes(&self, notes: &[Note]) {
        if let Ok(notes) = serde_wasm_bindgen::to_value(notes) {
            self.js_show_notes(notes);
        }
    }
}

impl Inquired {
    /// What it comes to.
    pub fn findings(&self) -> Vec<Finding> {
        self.told.iter().filter_map(Told::finding).collect()
    }
}

impl Told {
    fn finding(&self) -> Option<Finding> {
        /// What texts call what is in them.
        const NAMES: [&str; 3] = ["name", "page", "host"];
        let code = Code::ALL.iter().find(|code| code.as_str() == self.code)?;
        let mut finding = Finding::new(*code);
        for (name, value) in &self.arguments {
            let name = NAMES.iter().find(|known| *known == name)?;
            finding = finding.with(name, value.clone());
        }
        Some(match &self.fix {
            Some(fix) => finding.fixed_by(fix.clone()),
            None => finding,
        })
    }
}
