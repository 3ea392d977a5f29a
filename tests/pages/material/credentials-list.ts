import { Component, inject, signal } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { ActivatedRoute, RouterLink } from '@angular/router';

interface Credential {
  id: string;
  name: string;
  provider: string;
}

/** The credentials of a workspace, and the link which leads to Add Credentials in the page. */
@Component({
  selector: 'st-credentials-list',
  imports: [MatButtonModule, RouterLink],
  templateUrl: './credentials-list.html',
})
export class CredentialsList {
  readonly credentials = signal<readonly Credential[]>([]);
  readonly route = inject(ActivatedRoute);

  constructor() {
    void this.load();
  }

  private async load(): Promise<void> {
    const answer = await fetch('/api/credentials');
    if (!answer.ok) return;
    this.credentials.set((await answer.json()).credentials);
  }
}
