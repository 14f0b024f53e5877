import { formFromJson } from '../../core/form.ts';
import { hash, oneOf, optional, string, timestamp } from '../../core/shape.ts';
import type { Authorization } from '../../model/wire.ts';
import { AUTHORIZATION_STATUSES, END_ACTIONS } from '../../model/words.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { VOICE, withoutFixed, withoutNulls } from './fields.ts';
import type { Given, PreparedObject } from './preparation.ts';

const TYPE = 'financial_connections.authorization';

const action = oneOf(...END_ACTIONS);
const details = hash({
  active: optional(hash({ action, expected_deactivation_date: timestamp })),
  inactive: optional(hash({ action })),
});
const authorization = hash({
  id: optional(string()),
  institution_name: optional(string()),
  status: optional(oneOf(...AUTHORIZATION_STATUSES)),
  status_details: optional(details),
});

/** An authorization as it was answered; once accounts have its id, it shows what follows from them. */
export function preparedAuthorization({ scope, fields, where }: Given): PreparedObject<Authorization> {
  const given = authorization(formFromJson(withoutNulls(withoutFixed(fields, TYPE, where))), where, VOICE);
  const { id = scope.id('fcauth'), institution_name = 'StripeBank', status = 'active' } = given;
  const record: Authorization = {
    id,
    object: TYPE,
    institution_name,
    livemode: false,
    status,
    status_details: given.status_details ?? (status === 'active' ? {} : { inactive: { action: 'none' } }),
  };
  return { scope, id, references: [], put: () => placed(scope, record) };
}

function placed(scope: Scope, record: Authorization): Authorization {
  const { authorizations } = scope.facts;
  // Whose it is follows from its accounts, when one of them is next told of.
  if (!authorizations.has(record.id))
    authorizations.set(record.id, {
      accountHolder: null,
      institution: record.institution_name,
      disconnected: false,
    });
  return scope.tables[TYPE].put(record);
}
