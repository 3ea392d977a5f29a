/** The form with react-select for the provider, and plain inputs under their labels. */
import { useId } from 'react';
import Select, { NonceProvider } from 'react-select';
import { ProviderName, start } from '../react/app.jsx';
import { nonce } from '../react/variant.js';

const look = 'react-select';

/** @param {import('../react/app.jsx').TextPart} props */
function Text({ label, hint, error, required, secret, disabled, value, onChange, onBlur }) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}{required && <span className="star"> *</span>}</label>
      <input id={id} type={secret ? 'password' : 'text'} className={error && 'wrong'}
        disabled={disabled} value={value} onBlur={onBlur}
        onChange={event => onChange(event.target.value)} />
      <Hint hint={hint} error={error} />
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
      <label htmlFor={id}>{label}{required && <span className="star"> *</span>}</label>
      <Select inputId={id} options={offered ?? []} isLoading={!offered} isDisabled={disabled}
        value={offered?.find(provider => provider.id === value) ?? null}
        getOptionValue={provider => provider.id}
        formatOptionLabel={provider => <ProviderName look={look} provider={provider} />}
        loadingMessage={() => 'Loading…'} menuIsOpen={open} onMenuOpen={() => onOpen(true)}
        onMenuClose={() => onOpen(false)} onChange={provider => onChange(provider?.id ?? '')}
        onBlur={onBlur} />
      <Hint hint={hint} error={error} />
    </div>
  );
}

/** @param {{ hint: string, error?: string }} props */
function Hint({ hint, error }) {
  return <small className={error ? 'hint wrong' : 'hint'}>{error ?? hint}</small>;
}

/** @param {import('../react/app.jsx').ButtonPart} props */
function Button({ kind, ...given }) {
  const Tag = given.href ? 'a' : 'button';
  return <Tag className={`button ${kind}`} {...given} />;
}

/** @param {{ children: import('react').ReactNode }} props */
function Frame({ children }) {
  return <NonceProvider nonce={nonce} cacheKey="select">{children}</NonceProvider>;
}

start({ name: look, Text, Provider, Button, Frame });
