import { errors } from '../../core/catalogue.ts';
import { formFromJson, isHash } from '../../core/form.ts';
import { sentence } from '../../core/sentence.ts';
import { hash, optional, string } from '../../core/shape.ts';
import type { Transaction } from '../../model/wire.ts';
import { placeOf } from '../../resources/financial-connections/transactions/account-transactions.ts';
import { placeTransaction } from '../../resources/financial-connections/transactions/placing.ts';
import { checkTimes, GIVEN } from '../given-transactions.ts';
import { secondsInTime } from '../seconds-in-time.ts';
import { type Fields, withoutFixed } from './fields.ts';
import { type Given, type PreparedObject, textOf } from './preparation.ts';

const TYPE = 'financial_connections.transaction';

const parameters = hash({
  ...GIVEN,
  account: string(),
  transaction_refresh: optional(string()),
  updated: optional(secondsInTime),
});

/** An answer of the API tells its times in a hash. */
function asSaid({ status_transitions: transitions, ...fields }: Fields): Fields {
  return isHash(transitions) ? { ...transitions, ...fields } : fields;
}

/** A transaction as a refresh has shown it. */
export function preparedTransaction({ scope, fields, where }: Given): PreparedObject<Transaction> {
  const given = asSaid(withoutFixed(fields, TYPE, where));
  if (textOf(given.account) === undefined)
    throw errors.misuse(
      sentence`${where}.account is missing: name the account whose transaction it is.`,
      `${where}.account`,
    );
  const { account, ...said } = parameters(formFromJson(given), where);
  checkTimes(said, where);
  const { id = '' } = said;
  const place = placeOf(scope.facts, id);
  if (place !== undefined && place.account !== account)
    throw errors.misuse(
      sentence`${where}.id is ${id}, which is a transaction of ${place.account}: choose another id.`,
      `${where}.id`,
    );
  return {
    scope,
    id: said.id,
    references: [{ type: 'financial_connections.account', id: account, field: 'account' }],
    put: () => placeTransaction(scope, account, said),
  };
}

/** As the API lists them: of those of one second the last one came first. */
export function isNewestFirst(list: readonly Fields[]): boolean {
  const times = list.map(({ transacted_at: at }) => Number(at));
  const falls = times.filter((at, place) => at < Number(times[place - 1])).length;
  const rises = times.filter((at, place) => at > Number(times[place - 1])).length;
  return falls > rises;
}
