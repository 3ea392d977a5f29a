/** The form as MUI draws it: outlined fields with a floating label, and its Select. */
import createCache from '@emotion/cache';
import { CacheProvider } from '@emotion/react';
import MuiButton from '@mui/material/Button';
import FormControl from '@mui/material/FormControl';
import FormHelperText from '@mui/material/FormHelperText';
import InputLabel from '@mui/material/InputLabel';
import MenuItem from '@mui/material/MenuItem';
import Select from '@mui/material/Select';
import TextField from '@mui/material/TextField';
import { ThemeProvider, createTheme } from '@mui/material/styles';
import { useId } from 'react';
import { ProviderName, start } from '../react/app.jsx';
import { nonce, variant } from '../react/variant.js';

const look = 'react-mui';
const cache = createCache({ key: 'css', nonce });
const theme = createTheme({
  palette: { primary: { main: '#4256e7' } },
  typography: {
    fontFamily: "Inter, system-ui, -apple-system, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif",
    button: { textTransform: 'none' },
  },
});

/** @param {import('../react/app.jsx').TextPart} props */
function Text({ label, hint, error, required, secret, disabled, value, onChange, onBlur }) {
  return (
    <TextField id={useId()} label={label} variant="outlined" fullWidth required={required}
      type={secret ? 'password' : 'text'} disabled={disabled} helperText={error ?? hint}
      error={error !== undefined} value={value} onBlur={onBlur}
      onChange={event => onChange(event.target.value)} />
  );
}

/** @param {import('../react/app.jsx').ProviderPart} props */
function Provider({
  label, hint, error, required, disabled, value, onChange, onBlur, offered, open, onOpen,
}) {
  const id = useId();
  const chosen = offered?.find(provider => provider.id === value);
  return (
    <FormControl fullWidth required={required} disabled={disabled} error={error !== undefined}>
      <InputLabel id={id}>{label}</InputLabel>
      <Select labelId={id} label={label} open={open} onOpen={() => onOpen(true)}
        onClose={() => onOpen(false)} value={chosen ? value : ''} onBlur={onBlur}
        onChange={event => onChange(event.target.value)}
        // A list that is made anew while it is open would never get past its first frame.
        MenuProps={variant === 'keyed' ? { transitionDuration: 0 } : undefined}>
        {offered?.map(provider => (
          <MenuItem key={provider.id} value={provider.id}>
            <ProviderName look={look} provider={provider} />
          </MenuItem>
        )) ?? <MenuItem disabled>Loading…</MenuItem>}
      </Select>
      <FormHelperText>{error ?? hint}</FormHelperText>
    </FormControl>
  );
}

/** @param {import('../react/app.jsx').ButtonPart} props */
function Button({ kind, ...given }) {
  return (
    <MuiButton variant={kind === 'primary' ? 'contained' : 'text'} disableElevation {...given} />
  );
}

/** @param {{ children: import('react').ReactNode }} props */
function Frame({ children }) {
  return (
    <CacheProvider value={cache}>
      <ThemeProvider theme={theme}>{children}</ThemeProvider>
    </CacheProvider>
  );
}

start({ name: look, Text, Provider, Button, Frame });
