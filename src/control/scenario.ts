import type { FormValue } from '../core/form.ts';
import { arrayOf, hash, oneOf, optional, string } from '../core/shape.ts';
import type { Scenario } from '../flow/session-completion.ts';

const scenario = hash({
  institution: optional(string()),
  accounts: optional(arrayOf(string())),
  outcome: optional(oneOf('cancel', 'down', 'expire')),
});

/** What the user does, from a form or from JSON. */
export const scenarioOf = (form: FormValue): Scenario => scenario(form, '');
