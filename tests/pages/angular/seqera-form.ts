import type { FormControl, FormGroup, FormRecord } from '@angular/forms';
import { look } from './variant';

/** What the page's own model holds, as the tests of every look read it. */
export interface SeqeraForm {
  look: string;
  value: Record<Field, string>;
  valid: boolean;
  dirty: boolean;
  touched: Record<Field, boolean>;
  submitted: boolean;
}
type Field = 'name' | 'provider' | 'userName' | 'password' | 'registry';

type Credentials = FormGroup<{
  name: FormControl<string>;
  provider: FormControl<string | null>;
  keys: FormRecord<FormControl<string>>;
}>;

declare global {
  /** The model of the form on the page, or null when the page shows none. */
  var seqeraForm: () => SeqeraForm | null;
}

let model: { form: Credentials; submitted: () => boolean } | undefined;

/** Makes `form` the one that `seqeraForm()` tells of, until the returned function is called. */
export function showModel(form: Credentials, submitted: () => boolean): () => void {
  const shown = { form, submitted };
  model = shown;
  return () => {
    if (model === shown) model = undefined;
  };
}

globalThis.seqeraForm = () => {
  if (!model) return null;
  const { form, submitted } = model;
  const { name, provider, keys } = form.controls;
  const { userName, password, registry } = keys.controls;
  return {
    look,
    value: {
      name: name.value,
      provider: provider.value ?? '',
      userName: userName?.value ?? '',
      password: password?.value ?? '',
      registry: registry?.value ?? '',
    },
    valid: form.valid,
    dirty: form.dirty,
    touched: {
      name: name.touched,
      provider: provider.touched,
      userName: userName?.touched ?? false,
      password: password?.touched ?? false,
      registry: registry?.touched ?? false,
    },
    submitted: submitted(),
  };
};
