import { Component, computed, inject } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { NavigationEnd, Router, RouterLink, RouterOutlet, type Routes } from '@angular/router';
import { filter, map } from 'rxjs';
import { AddCredentials } from './add-credentials';
import { CredentialsList } from './credentials-list';
import { Plain } from './plain';
import { variant } from './variant';

const credentials: Routes = [
  { path: 'credentials', component: CredentialsList },
  { path: 'credentials/new', component: variant === 'no-form' ? Plain : AddCredentials },
  { path: '', component: Plain, pathMatch: 'full' },
  { path: '**', component: Plain },
];

/** Seqera's own paths: a workspace of an organization, and the personal one. */
export const routes: Routes = [
  { path: 'orgs/:org/workspaces/:workspace', children: credentials },
  { path: 'user/:user', children: credentials },
  { path: '**', component: Plain },
];

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

  /** Path of the workspace that is shown, without a slash at its end. */
  readonly base = computed(() => /^\/(?:orgs\/[^/]+\/workspaces\/[^/?]+|user\/[^/?]+)/
    .exec(this.url())?.[0] ?? '');

  /** Organization and workspace, or the user. */
  readonly place = computed(() => this.base().split('/').filter(part =>
    part !== '' && part !== 'orgs' && part !== 'workspaces' && part !== 'user'));
}
