import { Component } from '@angular/core';
import { ReactiveFormsModule } from '@angular/forms';
import { RouterLink } from '@angular/router';
import {
  NgLabelTemplateDirective, NgOptionTemplateDirective, NgSelectComponent,
} from '@ng-select/ng-select';
import { CredentialsForm } from '../angular/credentials-form';

/** The form with ng-select. */
@Component({
  selector: 'st-credentials-form',
  imports: [
    NgLabelTemplateDirective, NgOptionTemplateDirective, NgSelectComponent, ReactiveFormsModule,
    RouterLink,
  ],
  templateUrl: './form.html',
})
export class Form extends CredentialsForm {}
