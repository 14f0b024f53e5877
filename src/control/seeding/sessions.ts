import { errors } from '../../core/catalogue.ts';
import { formFromJson } from '../../core/form.ts';
import {
  checkPrefetch,
  openSession,
  sessionFields,
  shownHolder,
  shownSettings,
} from '../../resources/financial-connections/sessions.ts';
import { withoutFixed, withoutNulls } from './fields.ts';
import { type Given, keptOf, type PreparedObject, referencesOf } from './preparation.ts';

const TYPE = 'financial_connections.session';

/** A session as the API would have opened it, whoever its holder is. */
export function preparedSession({ scope, fields, where }: Given): PreparedObject {
  const given = withoutFixed(fields, TYPE, where);
  const nested = Object.entries(given).map(([name, value]) => [name, withoutNulls(value)]);
  const params = sessionFields(formFromJson(Object.fromEntries(nested)), where);
  const { account_holder: holder, permissions = ['balances'], prefetch = [] } = params;
  if (permissions.length === 0) throw errors.parameterMissing(`${where}[permissions]`);
  checkPrefetch(scope, permissions, prefetch, `${where}[prefetch]`);
  const accountHolder = holder == null ? null : shownHolder(holder);
  const id = params.id ?? scope.id('fcsess');
  const session = {
    account_holder: accountHolder,
    permissions,
    prefetch,
    ...shownSettings(params),
    manual_entry: { mode: params.manual_entry?.mode ?? ('disabled' as const) },
    ...keptOf(scope, TYPE, id),
    ...(params.client_secret === undefined ? {} : { client_secret: params.client_secret }),
    id,
  };
  return {
    type: TYPE,
    scope,
    id,
    references: referencesOf(accountHolder ?? {}, 'account_holder.'),
    put: () => openSession(scope, session),
  };
}
