/**
 * What the server asked this page to be, beside or instead of the bad cases that every look plays.
 *
 * How the provider is chosen; a native `<select>` when not said:
 *
 * - `combobox`: a select-only combobox as the WAI-ARIA Authoring Practices draw it.
 * - `radios`: radio buttons, drawn as cards.
 * - `datalist`: an input with the suggestions of a `<datalist>`.
 * - `menu-button`: a button that opens a menu of `menuitemradio`.
 * - `virtual`: a combobox with 400 providers that draws a dozen; Container registry is far below.
 * - `typeahead`: an input that offers options 300 ms after something was typed, and none before.
 * - `unmarked`: a dropdown of `div`s without any role, its list at the end of the body.
 * - `popover`: a button that opens a list by the popover API.
 * - `cards`: a grid of `div`s to click.
 * - `animated`: the list fades in for 250 ms and fades out for 200 ms.
 * - `late-options`: the options come 700 ms after the list was opened.
 *
 * The last two go with every dropdown, and alone with `combobox`. Where the form is and how it lives:
 *
 * - `recreated`: every element of the form is made anew from the model, five times a second.
 * - `remade`: the same happens each time one of its values changes.
 * - `emptied`: the fields of a provider are emptied 500 ms after it was chosen.
 * - `two-pages`: the fields of a provider are on a second page, behind **Next**.
 * - `route`: the page starts as the list of credentials.
 * - `dialog`, `drawer`: the form is in a modal dialog, or slides in, over the list.
 * - `frame`, `nested-frame`: the app is in a frame; the form is in a frame of that frame.
 * - `two-forms`: a search form, a sign-in and Add SSH Key are around the form.
 * - `twice`: the same form is there a second time before it, in a collapsed panel.
 * - `old-form`: the same form is there a second time, beside the drawer that has this one.
 * - `below`: the form is far below, in a part of the page that scrolls by itself.
 * - `decoys`: fields with the form's labels that nobody sees are before and after its own.
 * - `unscrolled`: such fields are in a box that a script can scroll, and a person can't.
 * - `splash`: an opaque layer that lets the pointer through is over the page.
 * - `veiled`: what CSS draws after the contents of the page is over them.
 * - `signed-out`: a dialog that asks to sign in again is over the page.
 * - `inert`: nothing on the page can be pressed.
 *
 * What its fields are:
 *
 * - `shown-fields`: the fields of all providers are there from the start; a class shows them.
 * - `read-only-registry`: Registry server is docker.io and read-only.
 * - `disabled-name`: Name is given and disabled.
 * - `half-filled`: all but Password is given; the user name is another key's.
 * - `woken`: every input is read-only until it has the focus.
 * - `suggesting`: User name and Registry server suggest what was typed there before.
 * - `masked`: Password is a text input that draws discs.
 * - `textarea-password`: Password is a textarea.
 * - `formatting`: Name is trimmed and in small letters once it was left.
 * - `rejecting`: what is first put into Registry server is taken away again.
 * - `locked`: the fields of a provider take no input for 700 ms after it was chosen.
 *
 * How they are named; by `<label for>` and `aria-labelledby` when not said:
 *
 * - `table-labels`, `dl`: by the cell, or the term, beside them, tied by nothing.
 * - `aria-only`, `placeholder-only`, `formcontrolname-only`: by this attribute alone.
 * - `floating`: by a label that follows its field and is drawn onto it.
 * - `asterisks`: by a label that ends in an asterisk.
 * - `fieldset-legend`: by the legend of a fieldset around each.
 * - `labels-right`: all labels come first, then all fields, tied by `aria-labelledby` alone.
 * - `labels-apart`: the same, tied by nothing but by where they are drawn.
 */
const parts = new Set(
  document.querySelector('meta[name=stand-in-variant]')?.getAttribute('content')?.split('+'),
);

/** @param {...string} names @returns {boolean} whether one of them is to be played */
export const has = (...names) => names.some(name => parts.has(name));

/**
 * @template {string} Name
 * @param {Name[]} names
 * @returns {Name | undefined} the first of them that is to be played
 */
export const oneOf = (...names) => names.find(name => parts.has(name));
