/**
 * A form's model as Angular 9's reactive forms keep it: the model changes on events and on nothing
 * else, so that a value which was only written into an input stays unknown to the page.
 *
 * @typedef {{
 *   value: string, dirty: boolean, touched: boolean,
 *   readonly valid: boolean,
 *   onChange: () => void,
 * }} Control
 */

/**
 * @param {((value: string) => boolean)[]} validators
 * @param {() => void} onChange called after each change of value or state
 * @returns {Control}
 */
export function control(validators, onChange) {
  return {
    value: '',
    dirty: false,
    touched: false,
    get valid() {
      return validators.every(accepts => accepts(this.value));
    },
    onChange,
  };
}

/** @param {string} value */
export const required = value => value !== '';

/**
 * Binds an input to its control the way of Angular's DefaultValueAccessor: `input`, `blur`,
 * `compositionstart` and `compositionend`; not `change`.
 *
 * @param {HTMLInputElement} input
 * @param {Control} bound
 */
export function bind(input, bound) {
  let composing = false;
  const take = () => {
    bound.value = input.value;
    bound.dirty = true;
    changed();
  };
  const changed = () => {
    showState(input, bound);
    bound.onChange();
  };
  input.addEventListener('input', () => {
    if (!composing) take();
  });
  input.addEventListener('blur', () => {
    bound.touched = true;
    changed();
  });
  input.addEventListener('compositionstart', () => {
    composing = true;
  });
  input.addEventListener('compositionend', () => {
    composing = false;
    take();
  });
  input.value = bound.value;
  showState(input, bound);
}

/**
 * @param {Element} shown
 * @param {Control} bound
 */
export function showState(shown, { valid, dirty, touched }) {
  const { classList } = shown;
  classList.toggle('ng-valid', valid);
  classList.toggle('ng-invalid', !valid);
  classList.toggle('ng-dirty', dirty);
  classList.toggle('ng-pristine', !dirty);
  classList.toggle('ng-touched', touched);
  classList.toggle('ng-untouched', !touched);
}
