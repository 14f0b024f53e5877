import type Stripe from 'stripe';
import { oneOf, optional } from '../../core/shape.ts';
import type { ParamsOf } from '../../model/wire.ts';
import { type Operation, operation } from '../operation.ts';
import { NO_REQUIREMENTS, ACCOUNT as TYPE } from './account-record.ts';
import { asItIs, follow } from './course.ts';
import { connectedAccount, shownAccount } from './shown-account.ts';

const ONE = '/v1/accounts/:account';

const REASONS = [
  'credit',
  'fraud',
  'fraud_no_intent_to_fulfill',
  'fraud_other',
  'fraud_payment_method_casher',
  'fraud_payment_method_tester',
  'other',
  'terms_of_service',
] as const;

/** Words for what a platform rejects: stripe-node types, whose doc strings tell them from Stripe’s own. */
function rejectionOf(reason: (typeof REASONS)[number]) {
  if (reason.startsWith('fraud')) return 'rejected.platform_fraud';
  return reason === 'terms_of_service' ? 'rejected.platform_terms_of_service' : 'rejected.platform_other';
}

const reject = operation(
  'POST',
  `${ONE}/reject`,
  {
    answers: TYPE,
    sdkParams: 'AccountRejectParams',
    params: {
      payouts_action: optional(oneOf('none', 'pause')),
      reason: oneOf(...REASONS),
    } satisfies ParamsOf<Stripe.AccountRejectParams>,
  },
  ({ scope, id, params }) => {
    const account = connectedAccount(scope, id);
    const requirements = {
      ...(account.requirements ?? NO_REQUIREMENTS),
      disabled_reason: rejectionOf(params.reason),
    } as const;
    return shownAccount(scope, follow(scope, asItIs(scope, account), { ...account, requirements }));
  },
);

const unreject = operation(
  'POST',
  `${ONE}/unreject`,
  {
    answers: TYPE,
    sdkParams: 'AccountUnrejectParams',
    params: {} satisfies ParamsOf<Stripe.AccountUnrejectParams>,
  },
  ({ scope, id }) => {
    const account = connectedAccount(scope, id);
    const requirements = { ...(account.requirements ?? NO_REQUIREMENTS), disabled_reason: null };
    return shownAccount(scope, follow(scope, asItIs(scope, account), { ...account, requirements }));
  },
);

export const rejectionOperations: readonly Operation[] = [reject, unreject];
