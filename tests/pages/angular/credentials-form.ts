import { DestroyRef, Directive, computed, inject, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { FormControl, FormGroup, FormRecord, Validators } from '@angular/forms';
import { ActivatedRoute, Router } from '@angular/router';
import { type KeyField, groups, nameField } from './providers';
import { showModel } from './seqera-form';
import { look, variant } from './variant';
import { workspaceOf } from './workspace';

/** How late the fields of a provider come in the variant `slow-fields`, in milliseconds. */
const SLOW = 400;

const text = (required: boolean) =>
  new FormControl('', { nonNullable: true, validators: required ? [Validators.required] : [] });

/**
 * The pages Add Credentials and Edit Credentials but for what they look like: each look has a
 * template for it.
 */
@Directive()
export abstract class CredentialsForm {
  readonly groups = groups.map(({ label, providers }) => ({
    label,
    providers: providers.filter(({ id }) =>
      variant !== 'no-registry-option' || id !== 'container-reg'),
  }));
  readonly providers = this.groups.flatMap(({ providers }) => providers);
  readonly nameField = nameField;
  readonly form = new FormGroup({
    name: new FormControl('', {
      nonNullable: true,
      validators: [
        Validators.required, Validators.pattern(/^[A-Za-z0-9_-]+$/), Validators.maxLength(100),
      ],
    }),
    // Null where nothing is chosen: to the libraries' selects '' is a choice like any other.
    provider: new FormControl<string | null>(null, Validators.required),
    keys: new FormRecord<FormControl<string>>({}),
  });
  readonly fields = signal<readonly KeyField[]>([]);
  readonly provider = signal<string | null>(null);
  readonly chosen = computed(() => this.providers.find(({ id }) => id === this.provider()));

  private readonly router = inject(Router);
  /** The credentials that are edited; null when new ones are added. */
  private readonly id = inject(ActivatedRoute).snapshot.paramMap.get('id');
  readonly editing = this.id !== null;
  readonly title = this.editing ? 'Edit Credentials' : 'Add Credentials';
  readonly heading = this.editing ? 'Credentials' : 'New Credentials';
  readonly saves = this.editing ? 'Update' : 'Add';
  readonly list = `${workspaceOf(this.router.url)}/credentials`;
  private submitted = false;

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
    if (this.editing) {
      this.form.controls.provider.disable();
      void this.load();
    }
    inject(DestroyRef).onDestroy(showModel(this.form, () => this.submitted));
  }

  iconOf(provider: string): string {
    return `/${look}/icons/${provider}.svg`;
  }

  /** What is wrong with a field. */
  problemOf({ label }: KeyField, { errors }: FormControl<string>): string {
    return errors && !errors['required']
      ? 'Use only alphanumeric, dash, and underscore characters.'
      : `${label} is required.`;
  }

  private choose(id: string | null): void {
    this.provider.set(id);
    this.fields.set([]);
    if (variant === 'navigates') {
      this.leave();
      return;
    }
    const fields = this.providers.find(provider => provider.id === id)?.fields ?? [];
    const keys = new FormRecord<FormControl<string>>({});
    for (const field of fields) keys.addControl(field.key, text(field.required));
    // In the model at once, also when slow on the screen: without its keys the form isn't valid.
    this.form.setControl('keys', keys);
    if (variant === 'slow-fields') setTimeout(() => this.fields.set(fields), SLOW);
    else this.fields.set(fields);
  }

  /** Shows the credentials that are edited. The API keeps their password to itself. */
  private async load(): Promise<void> {
    const answer = await fetch(`/api/credentials/${this.id}`, {
      headers: { 'X-Page': location.pathname },
    });
    if (!answer.ok) return;
    const { name, provider, keys } = (await answer.json()).credentials;
    this.form.controls.provider.setValue(provider);
    this.form.patchValue({ name, keys: { userName: keys.userName, registry: keys.registry } });
  }

  async save(): Promise<void> {
    this.submitted = true;
    if (this.form.invalid) return;
    const { name, provider, keys } = this.form.getRawValue();
    const answer = await fetch(`/api/credentials${this.editing ? `/${this.id}` : ''}`, {
      method: this.editing ? 'PUT' : 'POST',
      headers: { 'Content-Type': 'application/json', 'X-Page': location.pathname },
      body: JSON.stringify({ credentials: { keys, name, provider } }),
    });
    if (answer.ok) this.leave();
  }

  /** Back to the list. */
  leave(): void {
    void this.router.navigateByUrl(this.list);
  }
}
