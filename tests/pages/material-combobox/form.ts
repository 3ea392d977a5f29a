import { Component } from '@angular/core';
import { ReactiveFormsModule } from '@angular/forms';
import { MatButtonModule } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { MaterialForm } from '../angular-material/material-form';
import { TextField } from '../angular-material/text-field';
import { Provider } from './provider';

/** The form in Material's look but for Provider. */
@Component({
  selector: 'st-credentials-form',
  imports: [MatButtonModule, Provider, ReactiveFormsModule, RouterLink, TextField],
  templateUrl: '../angular-material/form.html',
})
export class Form extends MaterialForm {}
