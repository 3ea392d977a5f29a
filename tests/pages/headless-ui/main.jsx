/** The form with Headless UI, whose parts have no look of their own: here they have Tailwind's. */
import {
  Button as HeadlessButton, Description, Field, Input, Label, Listbox, ListboxButton,
  ListboxOption, ListboxOptions,
} from '@headlessui/react';
import { useEffect } from 'react';
import { ProviderName, start } from '../react/app.jsx';

const look = 'headless-ui';

/** @param {import('../react/app.jsx').TextPart} props */
function Text({ label, hint, error, required, secret, disabled, value, onChange, onBlur }) {
  return (
    <Field className="field" disabled={disabled}>
      <Label className="label">{label}{required && <span className="star">*</span>}</Label>
      <Input className="input" type={secret ? 'password' : 'text'} invalid={error !== undefined}
        value={value} onChange={event => onChange(event.target.value)} onBlur={onBlur} />
      <Description className={error ? 'hint wrong' : 'hint'}>{error ?? hint}</Description>
    </Field>
  );
}

/** @param {import('../react/app.jsx').ProviderPart} props */
function Provider({
  label, hint, error, required, disabled, value, onChange, onBlur, offered, onOpen,
}) {
  const chosen = offered?.find(provider => provider.id === value);
  return (
    <Field className="field" disabled={disabled}>
      <Label className="label">{label}{required && <span className="star">*</span>}</Label>
      <Listbox value={value} onChange={onChange} invalid={error !== undefined}>
        {({ open }) => (
          <>
            <Tell open={open} onOpen={onOpen} />
            <ListboxButton className="input select" onBlur={onBlur}>
              {chosen
                ? <ProviderName look={look} provider={chosen} />
                : <span className="prompt">Select a provider</span>}
              <svg className="arrows" viewBox="0 0 16 16" width="16" height="16">
                <path d="m5 6 3-3 3 3M5 10l3 3 3-3" />
              </svg>
            </ListboxButton>
            <ListboxOptions anchor="bottom start" transition className="list">
              {offered?.map(provider => (
                <ListboxOption key={provider.id} value={provider.id} className="option">
                  <ProviderName look={look} provider={provider} />
                  <svg className="tick" viewBox="0 0 16 16" width="16" height="16">
                    <path d="m3 8 4 4 6-8" />
                  </svg>
                </ListboxOption>
              )) ?? <div className="option wait">Loading…</div>}
            </ListboxOptions>
          </>
        )}
      </Listbox>
      <Description className={error ? 'hint wrong' : 'hint'}>{error ?? hint}</Description>
    </Field>
  );
}

/**
 * A Listbox says only to what it draws whether it is open, and can't be told to be.
 *
 * @param {{ open: boolean, onOpen: (open: boolean) => void }} props
 */
function Tell({ open, onOpen }) {
  useEffect(() => onOpen(open), [open]);
  return null;
}

/** @param {import('../react/app.jsx').ButtonPart} props */
function Button({ kind, ...given }) {
  const tag = given.href ? 'a' : 'button';
  return <HeadlessButton as={tag} className={`button ${kind}`} {...given} />;
}

start({ name: look, Text, Provider, Button });
