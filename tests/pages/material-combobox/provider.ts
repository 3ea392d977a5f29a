import { OverlayModule } from '@angular/cdk/overlay';
import { Component, computed, input, signal } from '@angular/core';
import type { CredentialsForm } from '../angular/credentials-form';

/** The label: only `aria-labelledby` ties it to what it is the label of. */
@Component({
  selector: 'st-label',
  template: '<ng-content /><span class="required">*</span>',
})
export class Label {}

/** Provider as a combobox of the page's own, with its list in an overlay of Angular's CDK. */
@Component({
  selector: 'st-provider',
  imports: [Label, OverlayModule],
  templateUrl: './provider.html',
})
export class Provider {
  readonly of = input.required<CredentialsForm>();
  readonly control = computed(() => this.of().form.controls.provider);
  readonly isOpen = signal(false);
  /** The option that the arrow keys have reached. */
  readonly active = signal('');

  open(): void {
    if (this.control().disabled || this.isOpen()) return;
    this.active.set(this.control().value || this.of().providers[0]!.id);
    this.isOpen.set(true);
  }

  close(): void {
    this.isOpen.set(false);
    this.control().markAsTouched();
  }

  choose(id: string): void {
    this.control().setValue(id);
    this.control().markAsDirty();
    this.close();
  }

  press(event: KeyboardEvent): void {
    const move = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (event.key === 'Tab') {
      if (this.isOpen()) this.close();
      return;
    }
    if (move === 0 && !['Enter', ' ', 'Escape'].includes(event.key)) return;
    event.preventDefault();
    if (event.key === 'Escape') this.close();
    else if (!this.isOpen()) this.open();
    else if (move === 0) this.choose(this.active());
    else this.move(move);
  }

  private move(by: number): void {
    const { providers } = this.of();
    const next = providers[providers.findIndex(({ id }) => id === this.active()) + by];
    if (next) this.active.set(next.id);
  }
}
