import { Component, InjectionToken, ViewContainerRef, inject, signal } from '@angular/core';
import { ActivatedRoute, RouterLink } from '@angular/router';

interface Credential {
  id: string;
  name: string;
  provider: string;
}

/** Adds credentials over the list, where that isn't a page of its own. */
export const addOverList = new InjectionToken<(list: ViewContainerRef) => void>('addOverList');

/** The credentials of a workspace, and the link which leads to Add Credentials in the page. */
@Component({
  selector: 'st-credentials-list',
  imports: [RouterLink],
  templateUrl: './credentials-list.html',
})
export class CredentialsList {
  readonly credentials = signal<readonly Credential[]>([]);
  readonly route = inject(ActivatedRoute);
  readonly add = inject(addOverList, { optional: true });
  readonly view = inject(ViewContainerRef);

  constructor() {
    void this.load();
  }

  private async load(): Promise<void> {
    const answer = await fetch('/api/credentials', { headers: { 'X-Page': location.pathname } });
    if (!answer.ok) return;
    this.credentials.set((await answer.json()).credentials);
  }
}
