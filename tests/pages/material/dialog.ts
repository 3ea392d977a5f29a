import { Component, inject } from '@angular/core';
import { ReactiveFormsModule } from '@angular/forms';
import { MatButtonModule } from '@angular/material/button';
import { MatDialogModule, MatDialogRef } from '@angular/material/dialog';
import { CredentialsForm } from '../angular/credentials-form';
import { TextField } from '../angular-material/text-field';
import { Provider } from './provider';

/** Add Credentials as a dialog over the list. */
@Component({
  selector: 'st-dialog',
  imports: [MatButtonModule, MatDialogModule, Provider, ReactiveFormsModule, TextField],
  templateUrl: './dialog.html',
})
export class Dialog extends CredentialsForm {
  private readonly dialog = inject(MatDialogRef);

  override leave(): void {
    this.dialog.close();
  }
}
