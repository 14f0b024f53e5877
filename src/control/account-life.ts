import type { InstitutionCatalogue } from '../bank/institutions.ts';
import { errors } from '../core/catalogue.ts';
import { sentence } from '../core/sentence.ts';
import { becauseOf, type Inactivity } from '../model/inactivity.ts';
import type { Account } from '../model/wire.ts';
import {
  requireInstitution,
  requireTestAccounts,
} from '../resources/financial-connections/account-choice.ts';
import { type AccountNumber, changeNumbers } from '../resources/financial-connections/account-numbers.ts';
import { changeSupportedTypes } from '../resources/financial-connections/account-payability.ts';
import { checkReconnectable, reconnect } from '../resources/financial-connections/account-reconnection.ts';
import {
  deactivate,
  disconnect,
  explainInactivity,
  reactivate,
} from '../resources/financial-connections/account-status.ts';
import { loginOf } from '../resources/financial-connections/bank-login.ts';
import { expectDeactivation } from '../resources/financial-connections/expected-deactivation.ts';
import type { Scope } from '../sandbox/scope.ts';
import type { LinkParams, ReconnectParams, UpdateParams } from './account-params.ts';

/* What becomes of an account: its status, the end that is expected of it, its numbers, and what it can pay with. */

const TYPE = 'financial_connections.account';

type Given = NonNullable<UpdateParams['account_numbers']>[number];

/** Numbers with all their fields. */
export const numbersOf = (given: readonly Given[]): readonly AccountNumber[] =>
  given.map(({ expected_expiry_date = null, supported_networks = ['ach'], ...number }) => ({
    expected_expiry_date,
    ...number,
    supported_networks,
  }));

/** Why an account that is linked or put in place is inactive, where that is said. */
export function reasonGiven({ inactive, status }: LinkParams): { readonly inactive?: Inactivity } {
  if (inactive === undefined) return {};
  if (status === 'inactive') return { inactive: whyOf(inactive) };
  throw errors.misuse('`inactive` says why an account is inactive: say status inactive as well.', 'inactive');
}

const whyOf = (given: NonNullable<UpdateParams['inactive']>): Inactivity => ({
  ...becauseOf(given.cause),
  ...given,
});

/** Refuses what cannot be of an account that has this status then. */
export function checkLife(scope: Scope, { id, status: before }: Account, change: UpdateParams): void {
  const { status = before, status_details: details, inactive } = change;
  if (before === 'disconnected' && status !== 'disconnected')
    throw errors.misuse(
      sentence`The account ${id} is disconnected, from which there is no way back: link it anew.`,
      'status',
    );
  if (status === 'disconnected')
    for (const name of ['account_numbers', 'supported_payment_method_types'] as const)
      if (change[name] !== undefined)
        throw errors.misuse(
          sentence`The account ${id} is disconnected, and its ${name} cannot change any more: leave it away.`,
          name,
        );
  checkExpiries(scope, change);
  if (inactive !== undefined && status !== 'inactive')
    throw errors.misuse(
      sentence`The account ${id} is ${status}, and \`inactive\` says why it is inactive: say status inactive as well.`,
      'inactive',
    );
  const end = details?.active;
  if (end == null) return;
  if (status !== 'active')
    throw errors.misuse(
      sentence`The account ${id} is ${status}, and only of an active one a deactivation is expected: say status active as well.`,
      'status_details',
    );
  if (end.expected_deactivation_date <= scope.seconds())
    throw errors.misuse(
      sentence`status_details[active][expected_deactivation_date] is ${end.expected_deactivation_date}, and it is ${scope.seconds()} already. Write a time to come, or say status inactive.`,
      'status_details[active][expected_deactivation_date]',
    );
}

const MAY_EXPIRE: readonly Given['status'][] = ['pending', 'transactable'];

/** A number that can be used expires later: its event comes then. */
export function checkExpiries(
  scope: Scope,
  { account_numbers: numbers }: Pick<UpdateParams, 'account_numbers'>,
): void {
  for (const [at, { expected_expiry_date: date, status }] of (numbers ?? []).entries()) {
    if (!MAY_EXPIRE.includes(status) || date == null || date > scope.seconds()) continue;
    const where = `account_numbers[${at}][expected_expiry_date]`;
    throw errors.misuse(
      sentence`${where} is ${date}, and it is ${scope.seconds()} already. Write a time to come, or say status expired.`,
      where,
    );
  }
}

/** Does what has been checked: the status first, because it decides about the others. */
export function changeLife(scope: Scope, account: Account, change: UpdateParams): void {
  const { status, status_details: details, account_numbers: numbers } = change;
  const { supported_payment_method_types: types } = change;
  let present = moved(scope, account, status, change.inactive);
  const end = details?.active;
  if (details !== undefined && present.status === 'active')
    present = expectDeactivation(
      scope,
      present,
      end == null ? null : { action: 'relink_required', cause: 'access_expired', ...end },
    );
  if (numbers !== undefined) present = changeNumbers(scope, present, numbers && numbersOf(numbers));
  if (types !== undefined) changeSupportedTypes(scope, present, types);
}

function moved(
  scope: Scope,
  account: Account,
  status: Account['status'] | undefined,
  inactive: UpdateParams['inactive'],
): Account {
  const why = inactive && whyOf(inactive);
  if (status === 'active') return reactivate(scope, account);
  if (status === 'disconnected') return disconnect(scope, account);
  const after = status === 'inactive' ? deactivate(scope, account, why) : account;
  if (why !== undefined) explainInactivity(scope, after, why);
  return after;
}

/** The user logs in again at the institution that the account is of. */
export function reconnectAccount(
  scope: Scope,
  catalogue: InstitutionCatalogue,
  id: string,
  change: ReconnectParams,
): Account {
  const account = scope.require(TYPE, id);
  checkReconnectable(scope, account);
  const { institution: at, account: name } = loginOf(scope, id);
  const [testAccount] = requireTestAccounts(catalogue, requireInstitution(catalogue, at), [name], 'account');
  // One was asked for, and one that is missing is refused.
  return testAccount === undefined ? account : reconnect(scope, account, testAccount, change);
}
