import { Component } from '@angular/core';

/** Any other page of Seqera: no form. */
@Component({
  selector: 'st-plain',
  template: `
    <h1>Launchpad</h1>
    <section class="card">
      <header class="card-header">Pipelines</header>
      <div class="card-body"><p class="empty">No pipelines in this workspace yet.</p></div>
    </section>
  `,
})
export class Plain {}
