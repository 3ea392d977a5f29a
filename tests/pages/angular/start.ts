import type { EnvironmentProviders, Provider, Type } from '@angular/core';
import { bootstrapApplication } from '@angular/platform-browser';
import { provideRouter } from '@angular/router';
import { App, routes } from './app';
import type { CredentialsForm } from './credentials-form';

/**
 * Starts the application: Angular 21 in production mode, zoneless as it is by default.
 *
 * @param form the page that adds and edits credentials
 * @param more what the libraries of this look need
 */
export function start(
  form: Type<CredentialsForm>,
  ...more: (Provider | EnvironmentProviders)[]
): void {
  void bootstrapApplication(App, { providers: [provideRouter(routes(form)), ...more] });
}
