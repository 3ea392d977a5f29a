import { Component, computed, inject, type Type } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { NavigationEnd, Router, RouterLink, RouterOutlet, type Routes } from '@angular/router';
import { filter, map } from 'rxjs';
import { CredentialsList } from './credentials-list';
import { Plain } from './plain';
import { variant } from './variant';
import { workspaceOf } from './workspace';

/** Seqera's own paths: a workspace of an organization, and the personal one. */
export function routes(form: Type<unknown>): Routes {
  const component = variant === 'no-form' ? Plain : form;
  const credentials: Routes = [
    { path: 'credentials', component: CredentialsList },
    { path: 'credentials/new', component },
    { path: 'credentials/:id/edit', component },
    { path: '', component: Plain, pathMatch: 'full' },
    { path: '**', component: Plain },
  ];
  return [
    { path: 'orgs/:org/workspaces/:workspace', children: credentials },
    { path: 'user/:user', children: credentials },
    { path: '**', component: Plain },
  ];
}

/** The frame around every page: where the user is, and the way to the credentials. */
@Component({
  selector: 'st-root',
  imports: [RouterLink, RouterOutlet],
  templateUrl: './app.html',
})
export class App {
  private readonly router = inject(Router);
  private readonly url = toSignal(
    this.router.events.pipe(
      filter(event => event instanceof NavigationEnd),
      map(event => event.urlAfterRedirects),
    ),
    { initialValue: '' },
  );

  readonly base = computed(() => workspaceOf(this.url()));

  /** Organization and workspace, or the user. */
  readonly place = computed(() => this.base().split('/').filter(part =>
    part !== '' && part !== 'orgs' && part !== 'workspaces' && part !== 'user'));
}
