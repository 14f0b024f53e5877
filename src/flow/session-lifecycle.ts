import type { Lifecycle } from '../core/lifecycle.ts';
import type { SessionState } from '../model/session-progress.ts';

/**
 * How far the user has come. A session does not show it (stripe-node types: FinancialConnections.Session). One that was left,
 * or whose bank was down, is opened again where its pages are shown anew.
 */
export const sessionLifecycle: Lifecycle<
  SessionState,
  'complete' | 'cancel' | 'down' | 'expire' | 'fail' | 'reopen'
> = {
  open: { complete: 'completed', cancel: 'canceled', down: 'failed', expire: 'expired', fail: 'failed' },
  completed: {},
  canceled: { reopen: 'open' },
  failed: { reopen: 'open' },
  expired: {},
};
