import { formFromJson } from '../../core/form.ts';
import { hash, oneOf, optional, string } from '../../core/shape.ts';
import type { AuthorizationFacts } from '../../model/facts.ts';
import type { Authorization } from '../../model/wire.ts';
import { AUTHORIZATION_STATUSES, END_ACTIONS } from '../../model/words.ts';
import { HOLDER } from '../../resources/financial-connections/sessions.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { secondsInTime } from '../seconds-in-time.ts';
import { VOICE, withoutFixed, withoutNulls } from './fields.ts';
import { type Given, type PreparedObject, referencesOf } from './preparation.ts';

const TYPE = 'financial_connections.authorization';

const action = oneOf(...END_ACTIONS);
const details = hash({
  active: optional(hash({ action, expected_deactivation_date: secondsInTime })),
  inactive: optional(hash({ action })),
});
const authorization = hash({
  id: optional(string()),
  account_holder: optional(HOLDER),
  institution: optional(string()),
  institution_name: optional(string()),
  // The last is the word of previews, which others call inactive.
  status: optional(oneOf(...AUTHORIZATION_STATUSES, 'disconnected')),
  status_details: optional(details),
});

/** An authorization as it was answered; once accounts have its id, it shows what follows from them. */
export function preparedAuthorization({ scope, fields, where }: Given): PreparedObject<Authorization> {
  const given = authorization(formFromJson(withoutNulls(withoutFixed(fields, TYPE, where))), where, VOICE);
  const { id = scope.id('fcauth'), institution_name = 'StripeBank', status: shown = 'active' } = given;
  const status = shown === 'disconnected' ? 'inactive' : shown;
  const { account_holder: holder, institution } = given;
  const record: Authorization = {
    id,
    object: TYPE,
    institution_name,
    livemode: false,
    status,
    status_details:
      given.status_details?.active === undefined && status === 'inactive'
        ? { inactive: { action: 'none' }, ...given.status_details }
        : (given.status_details ?? {}),
  };
  const of = {
    accountHolder: holder ?? null,
    institution: institution ?? institution_name,
    disconnected: shown === 'disconnected',
  };
  return {
    scope,
    id,
    references: holder === undefined ? [] : referencesOf(holder, 'account_holder.'),
    put: () => placed(scope, record, of),
  };
}

function placed(scope: Scope, record: Authorization, of: AuthorizationFacts): Authorization {
  const { authorizations } = scope.facts;
  // Whose it is follows from its accounts, when one of them is next told of.
  authorizations.set(record.id, { ...(authorizations.get(record.id) ?? of), given: true });
  return scope.tables[TYPE].put(record);
}
