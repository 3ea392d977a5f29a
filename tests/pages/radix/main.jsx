/** The form with Radix's Select in the style that shadcn/ui made known. */
import * as Select from '@radix-ui/react-select';
import { useId } from 'react';
import { ProviderName, start } from '../react/app.jsx';
import { nonce } from '../react/variant.js';

const look = 'radix';

// What Radix locks the scrolling with makes its own style, and asks bundlers for the nonce.
Object.assign(globalThis, { __webpack_nonce__: nonce });

/** @param {import('../react/app.jsx').TextPart} props */
function Text({ label, hint, error, required, secret, disabled, value, onChange, onBlur }) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}{required && <span className="star">*</span>}</label>
      <input id={id} className="input" type={secret ? 'password' : 'text'} disabled={disabled}
        aria-invalid={error !== undefined} aria-describedby={`${id}-hint`}
        value={value} onBlur={onBlur} onChange={event => onChange(event.target.value)} />
      <p id={`${id}-hint`} className={error ? 'hint wrong' : 'hint'}>{error ?? hint}</p>
    </div>
  );
}

/** @param {import('../react/app.jsx').ProviderPart} props */
function Provider({
  label, hint, error, required, disabled, value, onChange, onBlur, offered, open, onOpen,
}) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}{required && <span className="star">*</span>}</label>
      <Select.Root value={value} onValueChange={onChange} open={open} onOpenChange={onOpen}
        disabled={disabled}>
        <Select.Trigger id={id} className="input trigger" onBlur={onBlur}
          aria-invalid={error !== undefined} aria-describedby={`${id}-hint`}>
          <Select.Value placeholder="Select a provider" />
          <Select.Icon asChild>
            <svg viewBox="0 0 16 16" width="16" height="16"><path d="m4 6 4 4 4-4" /></svg>
          </Select.Icon>
        </Select.Trigger>
        <Select.Portal>
          <Select.Content className="list" position="popper" sideOffset={4}>
            <Select.Viewport nonce={nonce}>
              {offered?.map(provider => (
                <Select.Item key={provider.id} value={provider.id} className="option">
                  <Select.ItemText>
                    <ProviderName look={look} provider={provider} />
                  </Select.ItemText>
                  <Select.ItemIndicator asChild>
                    <svg viewBox="0 0 16 16" width="16" height="16"><path d="m3 8 4 4 6-8" /></svg>
                  </Select.ItemIndicator>
                </Select.Item>
              )) ?? <div className="option wait">Loading…</div>}
            </Select.Viewport>
          </Select.Content>
        </Select.Portal>
      </Select.Root>
      <p id={`${id}-hint`} className={error ? 'hint wrong' : 'hint'}>{error ?? hint}</p>
    </div>
  );
}

/** @param {import('../react/app.jsx').ButtonPart} props */
function Button({ kind, ...given }) {
  const Tag = given.href ? 'a' : 'button';
  return <Tag className={`button ${kind}`} {...given} />;
}

start({ name: look, Text, Provider, Button });
