import { Component } from '@angular/core';
import { ReactiveFormsModule } from '@angular/forms';
import { RouterLink } from '@angular/router';
import { Button } from 'primeng/button';
import { FloatLabel } from 'primeng/floatlabel';
import { InputText } from 'primeng/inputtext';
import { Password } from 'primeng/password';
import { Select } from 'primeng/select';
import { CredentialsForm } from '../angular/credentials-form';

/** The form with PrimeNG. */
@Component({
  selector: 'st-credentials-form',
  imports: [Button, FloatLabel, InputText, Password, ReactiveFormsModule, RouterLink, Select],
  templateUrl: './form.html',
})
export class Form extends CredentialsForm {}
