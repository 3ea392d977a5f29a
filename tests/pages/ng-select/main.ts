/** The form as it would be with ng-select 21, beside inputs that have no library's look. */
import { start } from '../angular/start';
import { Form } from './form';

start(Form);
