/**
 * Seqera Platform 23.4 to 26 as far as its credentials go: Angular Material 21, a reactive form.
 */
import { type ViewContainerRef, inject } from '@angular/core';
import { MatDialog } from '@angular/material/dialog';
import { addOverList } from '../angular/credentials-list';
import { start } from '../angular/start';
import { variant } from '../angular/variant';
import { Dialog } from './dialog';
import { Form } from './form';

start(Form, ...variant === 'dialog' ? [{
  provide: addOverList,
  useFactory: () => {
    const dialogs = inject(MatDialog);
    // The list's own view, so that the dialog knows the list's route.
    return (viewContainerRef: ViewContainerRef) =>
      dialogs.open(Dialog, { viewContainerRef, width: '560px' });
  },
}] : []);
