//! What the content script saw of a page, as data: [`Snapshot`].
//!
//! A snapshot comes from a page, so it is untrusted: every type here denies unknown fields, and
//! [`Snapshot::check`] bounds every count and length before anything else looks at it. No password
//! is ever in one: of a password field only the length of its value is told.

use serde::{Deserialize, Serialize};

/// The most controls a snapshot holds; the content script stops there too.
pub const MOST_CONTROLS: usize = 200;
/// The most options of one choice that a snapshot holds.
pub const MOST_OPTIONS: usize = 40;
/// The longest label text kept, in characters.
pub const LONGEST_LABEL: usize = 160;
/// The longest value kept, in characters: longer than any value that a field should hold.
pub const LONGEST_VALUE: usize = 2_000;

/// The controls of one document at one moment, in document order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(deny_unknown_fields)]
pub struct Snapshot {
    /// The content script's own random name of the document: another document, another name.
    pub document: String,
    /// `location.origin`.
    pub origin: String,
    /// `location.pathname`.
    pub path: String,
    /// When it was taken: `performance.now()`, in milliseconds.
    pub at: f64,
    /// The visible controls, at most [`MOST_CONTROLS`].
    pub controls: Vec<Control>,
    /// The elements that hold several controls; a control names the innermost one.
    pub containers: Vec<Container>,
    /// The control that has the focus.
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub focused: Option<u32>,
}

/// One control: something in the page that takes a value, or that can be pressed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(deny_unknown_fields)]
pub struct Control {
    /// Names the element in steps, as long as it stays in the document.
    pub id: u32,
    /// What it is.
    pub kind: Kind,
    /// Everything in the page that may say what it is for.
    pub labels: Vec<Label>,
    /// The text that it holds or shows. Always empty for a password.
    pub value: String,
    /// The length of its value in UTF-16 units, as JavaScript counts.
    pub length: u32,
    /// Whether it takes input: not disabled, not read-only.
    pub enabled: bool,
    /// Whether all that keeps it from that is that it is read-only: some are so until they have the focus.
    #[serde(default)]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub read_only: bool,
    /// Whether it is a choice that takes any text, too: it suggests some.
    #[serde(default)]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub typed: bool,
    /// Whether Keyferry wrote what it holds, in this document.
    pub ours: bool,
    /// What a choice offers, as far as that is told without opening it; at most [`MOST_OPTIONS`].
    #[serde(default)]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub options: Vec<String>,
    /// Index of the innermost container that holds it, in [`Snapshot::containers`].
    pub container: u32,
}

/// What a control is, by how it takes a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A text-like `<input>`, or a `<textarea>`.
    Text,
    /// `<input type=password>`.
    Password,
    /// Something that shows one of several options: `<select>`, `[role=combobox]`, a dropdown.
    Choice,
    /// Something that is pressed.
    Button,
}

impl Control {
    /// Whether it holds `value`. What hides what it holds tells only how long that is, and whether it is
    /// Keyferry's.
    pub(super) fn holds(&self, value: &str) -> bool {
        match self.value.is_empty() && self.length > 0 {
            true => self.ours && self.length as usize == value.encode_utf16().count(),
            false => self.value == value,
        }
    }
}

/// A text that may say what a control is for, and where it stood.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(deny_unknown_fields)]
pub struct Label {
    /// Where it stood.
    pub source: Source,
    /// The text, as it stood there.
    pub text: String,
}

/// Where a label stood.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// `<label for>`, a wrapping `<label>`, or `aria-labelledby`.
    Label,
    /// `aria-label`.
    AriaLabel,
    /// The texts right before it, one by one and together.
    Before,
    /// The texts right after it, likewise.
    After,
    /// `placeholder`, or what a choice shows while nothing is chosen.
    Placeholder,
    /// `aria-describedby`.
    Hint,
    /// `title`.
    Title,
    /// `name`, `id` or `formcontrolname`.
    Attribute,
    /// The text of a button.
    Text,
}

impl Source {
    /// All of them, in their order.
    pub(super) const ALL: [Source; 9] = [
        Source::Label,
        Source::AriaLabel,
        Source::Before,
        Source::After,
        Source::Placeholder,
        Source::Hint,
        Source::Title,
        Source::Attribute,
        Source::Text,
    ];
}

/// An element that holds several controls.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(deny_unknown_fields)]
pub struct Container {
    /// Index of the next container outwards; the outermost has none. Always smaller than its own.
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub parent: Option<u32>,
    /// Its first heading, or its accessible name.
    pub heading: String,
    /// Whether it is a form, a dialog or a frame of its own: what stands in two such isn't one form.
    pub apart: bool,
    /// Whether it is a dialog: of several forms, the one in a dialog came last.
    pub dialog: bool,
}

/// A snapshot that breaks its own bounds: not from our content script as it ships.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OutOfBounds;

impl Snapshot {
    /// Checks every bound, that each control has an id of its own, and that containers point outwards
    /// only, so that what follows can rely on all of it.
    ///
    /// # Errors
    /// [`OutOfBounds`] when a count, a length or an index is beyond what the content script makes.
    pub fn check(self) -> Result<Snapshot, OutOfBounds> {
        let long = |text: &str, most: usize| text.chars().nth(most).is_some();
        let is_first = |(at, control): (usize, &Control)| {
            !self.controls.iter().take(at).any(|earlier| earlier.id == control.id)
        };
        let in_bounds = self.controls.len() <= MOST_CONTROLS
            && self.controls.iter().enumerate().all(is_first)
            && self.containers.len() <= 2 * MOST_CONTROLS
            && self.at.is_finite()
            && ![&self.document, &self.origin].iter().any(|text| long(text, 300))
            && !long(&self.path, LONGEST_VALUE)
            && self.containers.iter().enumerate().all(|(index, container)| {
                container.parent.is_none_or(|parent| (parent as usize) < index)
                    && !long(&container.heading, LONGEST_LABEL)
            })
            && self.controls.iter().all(|control| {
                (control.container as usize) < self.containers.len()
                    && control.labels.len() <= 16
                    && control.labels.iter().all(|label| !long(&label.text, LONGEST_LABEL))
                    && !long(&control.value, LONGEST_VALUE)
                    && control.options.len() <= MOST_OPTIONS
                    && !control.options.iter().any(|option| long(option, LONGEST_LABEL))
                    && (control.kind != Kind::Password || control.value.is_empty())
            });
        if in_bounds { Ok(self) } else { Err(OutOfBounds) }
    }

    /// The control that a step calls `id`.
    pub fn control(&self, id: u32) -> Option<&Control> {
        self.controls.iter().find(|control| control.id == id)
    }

    /// A container and what it stands in, outwards.
    pub(super) fn outwards(&self, container: u32) -> impl Iterator<Item = (u32, &Container)> {
        let at = |index: u32| Some((index, self.containers.get(index as usize)?));
        std::iter::successors(at(container), move |(_, inner)| inner.parent.and_then(at))
    }

    /// The innermost form, dialog or frame around a container, or the document itself.
    pub(super) fn innermost_apart(&self, container: u32) -> Option<u32> {
        let is_own = |(_, at): &(u32, &Container)| at.apart || at.parent.is_none();
        self.outwards(container).find(is_own).map(|(index, _)| index)
    }

    /// The innermost dialog around a container.
    pub(super) fn innermost_dialog(&self, container: u32) -> Option<u32> {
        self.outwards(container).find(|(_, at)| at.dialog).map(|(index, _)| index)
    }

    /// Whether a container stands in a dialog.
    pub(super) fn is_in_dialog(&self, container: u32) -> bool {
        self.innermost_dialog(container).is_some()
    }

    /// Whether `outer` is `inner` or holds it.
    pub(crate) fn holds(&self, outer: u32, inner: u32) -> bool {
        self.outwards(inner).any(|(index, _)| index == outer)
    }
}
