import { DestroyRef, Directive, inject, signal } from '@angular/core';
import { CredentialsForm } from '../angular/credentials-form';
import { variant } from '../angular/variant';

/** How often the form is drawn anew in the variant `recreated`, in milliseconds. */
const OFTEN = 200;

/** The form in Material's look; `form.html` is its template. */
@Directive()
export abstract class MaterialForm extends CredentialsForm {
  /** How many times the form was drawn: each time all its elements are new. */
  readonly drawn = signal(1);

  constructor() {
    super();
    if (this.editing) this.form.controls.name.disable();
    if (variant !== 'recreated') return;
    const drawing = setInterval(() => this.drawn.update(times => times + 1), OFTEN);
    inject(DestroyRef).onDestroy(() => clearInterval(drawing));
  }
}
