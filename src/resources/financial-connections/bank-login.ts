import type { BankLogin } from '../../model/facts.ts';
import type { RefreshFeature } from '../../model/refresh.ts';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import type { RefreshPlan } from './refresh-plan.ts';

/* The bank's side of an account, as its refreshes see it. */

/** What the bank knows of an account that was put in place without one: nothing. */
export function loginOf(sandbox: Sandbox, account: string): BankLogin {
  return (
    sandbox.hidden.logins.get(account) ?? {
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

/** The refresh of a feature that is under way from now on: an earlier one no longer is. */
export function withStarted(
  login: BankLogin,
  feature: RefreshFeature,
  { nextRefreshAfterMs }: Pick<RefreshPlan, 'nextRefreshAfterMs'> = {},
): BankLogin {
  const token = (login.started[feature]?.token ?? 0) + 1;
  const entry = { token, ...(nextRefreshAfterMs === undefined ? {} : { nextRefreshAfterMs }) };
  return { ...login, started: { ...login.started, [feature]: entry } };
}
