import type { BankLogin } from '../../model/bank-facts.ts';
import { becauseOf, type Inactivity } from '../../model/inactivity.ts';
import type { RefreshFeature } from '../../model/refresh.ts';
import type { Account } from '../../model/wire.ts';
import type { Scope } from '../../sandbox/scope.ts';
import type { RefreshPlan } from './refresh-plan.ts';

/* What the emulated bank knows of an account: its refreshes read from it. */

/** All success and failure institutions but the emulator's own come back under this name (recorded). */
export const INSTITUTION_NAME = 'StripeBank';

/** The bank's side of an account; an empty one for an account that was put in place without. */
export function loginOf(scope: Scope, account: string): BankLogin {
  return (
    scope.facts.logins.get(account) ?? {
      institution: '',
      account: '',
      routingNumber: null,
      accountNumber: null,
      balance: null,
      refresh: {},
      started: {},
      waiting: [],
      payment: 'succeeds',
    }
  );
}

/** Why an inactive account is so; of one that came out of an older snapshot it is not known. */
export const inactivityOf = (scope: Scope, { id }: Pick<Account, 'id'>): Inactivity =>
  scope.facts.logins.get(id)?.inactive ?? becauseOf('unspecified');

/** Notes why an account is inactive; undefined for one that is so no more. */
export function noteInactivity(
  scope: Scope,
  { id }: Pick<Account, 'id'>,
  inactive: Inactivity | undefined,
): void {
  const known = scope.facts.logins.get(id);
  if (inactive === undefined && known?.inactive === undefined) return;
  const { inactive: _before, ...login } = known ?? loginOf(scope, id);
  scope.facts.logins.set(id, { ...login, ...(inactive === undefined ? {} : { inactive }) });
}

/** Notes that a refresh of the feature starts now. Its new token makes the job of an earlier refresh do nothing. */
export function withStarted(
  login: BankLogin,
  feature: RefreshFeature,
  { nextRefreshAfterMs }: Pick<RefreshPlan, 'nextRefreshAfterMs'> = {},
): BankLogin {
  const token = (login.started[feature]?.token ?? 0) + 1;
  const entry = { token, ...(nextRefreshAfterMs === undefined ? {} : { nextRefreshAfterMs }) };
  return { ...login, started: { ...login.started, [feature]: entry } };
}
