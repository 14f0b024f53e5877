import type { BankLogin } from '../hidden.ts';
import type { Sandbox } from '../sandbox.ts';
import type { RefreshFeature } from '../settings.ts';
import type { RefreshPlan } from './refresh-plan.ts';

/* What the emulated bank knows of an account: its refreshes read from it. */

/** The bank's side of an account; an empty one for an account that was put in place without. */
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

/** Notes that a refresh of the feature starts now. Its new token makes the job of an earlier refresh do nothing. */
export function withStarted(
  login: BankLogin,
  feature: RefreshFeature,
  { nextAfterMs }: Pick<RefreshPlan, 'nextAfterMs'> = {},
): BankLogin {
  const token = (login.started[feature]?.token ?? 0) + 1;
  const entry = { token, ...(nextAfterMs === undefined ? {} : { nextAfterMs }) };
  return { ...login, started: { ...login.started, [feature]: entry } };
}
