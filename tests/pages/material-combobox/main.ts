/**
 * Seqera Platform 26 as its newest picture suggests it: `Provider*`, its asterisk set tight, isn't
 * Material's select but a component of Seqera's own.
 */
import { start } from '../angular/start';
import { Form } from './form';

start(Form);
