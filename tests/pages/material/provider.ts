import { Component, input } from '@angular/core';
import { ReactiveFormsModule } from '@angular/forms';
import { MatFormFieldModule } from '@angular/material/form-field';
import { MatSelectModule } from '@angular/material/select';
import type { CredentialsForm } from '../angular/credentials-form';

/** Provider as Material's own select. */
@Component({
  selector: 'st-provider',
  imports: [MatFormFieldModule, MatSelectModule, ReactiveFormsModule],
  templateUrl: './provider.html',
})
export class Provider {
  readonly of = input.required<CredentialsForm>();
}
