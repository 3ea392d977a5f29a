import { Component, input } from '@angular/core';
import { type FormControl, ReactiveFormsModule } from '@angular/forms';
import { MatFormFieldModule } from '@angular/material/form-field';
import { MatInputModule } from '@angular/material/input';
import type { CredentialsForm } from '../angular/credentials-form';
import type { KeyField } from '../angular/providers';

/** A field to type into. */
@Component({
  selector: 'st-text-field',
  imports: [MatFormFieldModule, MatInputModule, ReactiveFormsModule],
  template: `
    <mat-form-field appearance="outline" subscriptSizing="dynamic">
      <mat-label>{{ field().label }}</mat-label>
      <input matInput [type]="field().secret ? 'password' : 'text'" [formControl]="control()">
      <mat-hint>{{ field().hint }}</mat-hint>
      <mat-error>{{ of().problemOf(field(), control()) }}</mat-error>
    </mat-form-field>
  `,
})
export class TextField {
  readonly of = input.required<CredentialsForm>();
  readonly field = input.required<KeyField>();
  readonly control = input.required<FormControl<string>>();
}
