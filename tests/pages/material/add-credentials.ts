import { Component, DestroyRef, computed, inject, input, signal, viewChild } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import {
  FormControl, FormGroup, FormGroupDirective, FormRecord, ReactiveFormsModule, Validators,
} from '@angular/forms';
import { MatButtonModule } from '@angular/material/button';
import { MatFormFieldModule } from '@angular/material/form-field';
import { MatInputModule } from '@angular/material/input';
import { MatSelectModule } from '@angular/material/select';
import { Router, RouterLink } from '@angular/router';
import { type KeyField, providers } from './providers';
import { showModel } from './seqera-form';
import { variant } from './variant';

/** How late the fields of a provider come in the variant `slow-fields`, in milliseconds. */
const SLOW = 400;

const text = (required: boolean) =>
  new FormControl('', { nonNullable: true, validators: required ? [Validators.required] : [] });

/** The page Add Credentials. */
@Component({
  selector: 'st-add-credentials',
  imports: [
    MatButtonModule, MatFormFieldModule, MatInputModule, MatSelectModule, ReactiveFormsModule,
    RouterLink,
  ],
  templateUrl: './add-credentials.html',
})
export class AddCredentials {
  /** From the path. */
  readonly org = input<string>();
  readonly workspace = input<string>();
  readonly user = input<string>();

  readonly providers = variant === 'no-registry-option'
    ? providers.filter(provider => provider.id !== 'container-reg')
    : providers;
  readonly form = new FormGroup({
    name: new FormControl('', {
      nonNullable: true,
      validators: [
        Validators.required, Validators.pattern(/^[A-Za-z0-9_-]+$/), Validators.maxLength(100),
      ],
    }),
    provider: text(true),
    keys: new FormRecord<FormControl<string>>({}),
  });
  readonly fields = signal<readonly KeyField[]>([]);
  readonly provider = signal('');
  readonly chosen = computed(() => providers.find(({ id }) => id === this.provider()));
  readonly list = computed(() => this.user()
    ? `/user/${this.user()}/credentials`
    : `/orgs/${this.org()}/workspaces/${this.workspace()}/credentials`);

  private readonly router = inject(Router);
  private readonly directive = viewChild.required(FormGroupDirective);

  constructor() {
    this.form.controls.provider.valueChanges
      .pipe(takeUntilDestroyed())
      .subscribe(id => this.choose(id));
    if (variant === 'prefilled') {
      this.form.controls.provider.setValue('container-reg');
      this.form.patchValue({
        name: 'quay-robot',
        keys: { userName: 'rnaseq+puller', password: 'typed-by-the-user', registry: 'quay.io' },
      });
    }
    inject(DestroyRef).onDestroy(showModel(this.form, () => this.directive().submitted));
  }

  private choose(id: string): void {
    this.provider.set(id);
    this.fields.set([]);
    if (variant === 'navigates') {
      void this.router.navigateByUrl(this.list());
      return;
    }
    const fields = providers.find(provider => provider.id === id)?.fields ?? [];
    const keys = new FormRecord<FormControl<string>>({});
    for (const field of fields) keys.addControl(field.key, text(field.required));
    // In the model at once, also when slow on the screen: without its keys the form isn't valid.
    this.form.setControl('keys', keys);
    if (variant === 'slow-fields') setTimeout(() => this.fields.set(fields), SLOW);
    else this.fields.set(fields);
  }

  async add(): Promise<void> {
    if (this.form.invalid) return;
    const { name, provider, keys } = this.form.getRawValue();
    const answer = await fetch('/api/credentials', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ credentials: { keys, name, provider } }),
    });
    if (answer.ok) await this.router.navigateByUrl(this.list());
  }
}
