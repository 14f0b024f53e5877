import { next } from '../core/lifecycle.ts';
import type { SessionState } from '../model/session-progress.ts';
import type { Account, Session } from '../model/wire.ts';
import { collectionScope } from '../resources/financial-connections/collected-accounts.ts';
import { endSession, type SessionResult } from '../resources/financial-connections/session-ending.ts';
import { linkedSide } from '../resources/payment-methods/creation.ts';
import { createBankAccountToken } from '../resources/tokens/record.ts';
import type { Scope } from '../sandbox/scope.ts';
import type { FlowSession } from './flow-session.ts';
import { sessionLifecycle } from './session-lifecycle.ts';
import { relinkFailed, relinkOf } from './session-relink.ts';
import { typedInSide } from './typed-in.ts';

const TYPE = 'financial_connections.session';

/** How the user leaves: of one who has linked or typed in an account it makes no difference. */
export type Leaving = 'leave' | 'enter_elsewhere' | 'fail' | 'expire';

const STEPS = { leave: 'cancel', enter_elsewhere: 'cancel', fail: 'fail', expire: 'expire' } as const;

/** Ends a session with what its user has done: leaving after accounts were linked counts as linked (public SDKs). */
export function finishSession(found: FlowSession, how: Leaving): Session {
  const { scope, session, progress } = found;
  return endSession(scope, session, progress, resultOf(found, how));
}

function resultOf(found: FlowSession, how: Leaving): SessionResult {
  const { scope, progress, flow } = found;
  const collecting = collectionScope(scope, progress);
  const after = (
    step: Parameters<
      typeof next<SessionState, 'complete' | 'cancel' | 'down' | 'expire' | 'fail' | 'reopen', SessionState>
    >[3],
  ) => next(sessionLifecycle, TYPE, progress.state, step);
  const failed = relinkFailed(relinkOf(collecting, progress), 'other');
  if (flow.linked.length > 0)
    return {
      state: after('complete'),
      accounts: flow.linked,
      ...(flow.relinkResult === undefined ? {} : { relinkResult: flow.relinkResult }),
      ...(flow.intent === undefined ? tokenFor(scope, collecting, flow.linked) : {}),
    };
  if (flow.typed !== undefined)
    return {
      state: after('complete'),
      accounts: [],
      ...(flow.intent === undefined
        ? { token: createBankAccountToken(scope, typedInSide(flow.typed)).id }
        : {}),
      ...failed,
    };
  const isDown = how === 'leave' && flow.pane === 'institution_unavailable';
  return {
    state: after(isDown ? 'down' : STEPS[how]),
    accounts: [],
    ...(how === 'enter_elsewhere' ? { reason: 'custom_manual_entry' } : {}),
    ...failed,
  };
}

/** The token of the one account among them that can pay and may; of several it would be a choice of nobody's. */
function tokenFor(scope: Scope, collecting: Scope, ids: readonly string[]): { readonly token?: string } {
  const accounts = ids.flatMap((id) => collecting.tables['financial_connections.account'].get(id) ?? []);
  const [paying, ...others] = accounts.filter(canPay);
  if (paying === undefined || others.length > 0) return {};
  return { token: createBankAccountToken(scope, linkedSide(collecting, paying)).id };
}

const canPay = ({ account_numbers: numbers, supported_payment_method_types: types }: Account): boolean =>
  types.includes('us_bank_account') && numbers?.some(({ status }) => status === 'transactable') === true;
