/** The form as it would be with PrimeNG 21 and its theme Aura. */
import Aura from '@primeuix/themes/aura';
import { providePrimeNG } from 'primeng/config';
import { start } from '../angular/start';
import { Form } from './form';

start(Form, providePrimeNG({
  theme: {
    preset: Aura,
    options: { darkModeSelector: 'none' },
  },
  // Its styles come from scripts, and the page's policy wants the nonce on each.
  csp: { nonce: document.querySelector('st-root')?.getAttribute('ngCspNonce') ?? '' },
}));
