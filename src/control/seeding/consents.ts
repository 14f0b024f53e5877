import { formFromJson } from '../../core/form.ts';
import { hash, optional, string } from '../../core/shape.ts';
import type { Consent } from '../../model/wire.ts';
import { CREATE, checkLocale, createConsent } from '../../resources/financial-connections/consents.ts';
import { shownHolder } from '../../resources/financial-connections/sessions.ts';
import { secondsInTime } from '../seconds-in-time.ts';
import { withoutFixed, withoutNulls } from './fields.ts';
import { type Given, keptOf, type PreparedObject, referencesOf } from './preparation.ts';

const TYPE = 'financial_connections.consent';

/** The parameters of its creation, and what only `objects` may set. */
const parameters = hash({
  ...CREATE,
  id: optional(string()),
  consent_text: optional(string()),
  created: optional(secondsInTime),
  expires_at: optional(secondsInTime),
});

/** A consent as the API would have created it, whoever its holder is. */
export function preparedConsent({ scope, fields, where }: Given): PreparedObject<Consent> {
  const given = withoutNulls(withoutFixed(fields, TYPE, where));
  const { account_holder, locale, ...chosen } = parameters(formFromJson(given), where);
  checkLocale(locale);
  const holder = shownHolder(account_holder);
  const id = chosen.id ?? scope.id('fccons');
  const known = { ...keptOf(scope, TYPE, id), ...chosen, id };
  return {
    scope,
    id,
    references: referencesOf(holder, 'account_holder.'),
    put: () => createConsent(scope, holder, locale === undefined ? {} : { locale }, known),
  };
}
