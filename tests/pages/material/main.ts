/**
 * Seqera Platform 23.4 to 26 as far as Add Credentials goes: Angular 21, Angular Material 21,
 * a reactive form, production mode, zoneless as Angular 21 is by default.
 */
import { bootstrapApplication } from '@angular/platform-browser';
import { provideRouter, withComponentInputBinding } from '@angular/router';
import { App, routes } from './app';

void bootstrapApplication(App, {
  providers: [provideRouter(routes, withComponentInputBinding())],
});
