import type Stripe from 'stripe';
import { pageOf, pagination } from '../../core/list.ts';
import { optional, string } from '../../core/shape.ts';
import { timeRange } from '../../core/time-range.ts';
import { nounOf } from '../../model/records.ts';
import type { ParamsOf, SetupAttempt, SetupIntent } from '../../model/wire.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { type Operation, operation } from '../operation.ts';
import { given } from '../params/changes.ts';
import { ATTEMPT, attemptLifecycle, completeAttempt } from './attempt.ts';

const PATH = '/v1/setup_attempts';

/** The attempt that a confirmation makes, with what holds for the intent by then; not yet in place. */
export const attemptOf = (scope: Scope, intent: SetupIntent, paymentMethod: string): SetupAttempt =>
  completeAttempt(scope, {
    ...given(intent, 'attach_to_self', 'customer', 'on_behalf_of', 'usage'),
    customer_account: intent.customer_account ?? null,
    flow_directions: intent.flow_directions ?? null,
    payment_method: paymentMethod,
    setup_intent: intent.id,
  });

/** Ends the attempt under way, or brings it further; one that has ended stays as it is. */
export function moveAttempt(
  scope: Scope,
  { latest_attempt: id }: Pick<SetupIntent, 'latest_attempt'>,
  how: 'ask' | 'succeed' | 'fail' | 'abandon',
  error: Partial<Pick<SetupAttempt, 'setup_error'>> = {},
): void {
  const attempt = scope.tables[ATTEMPT].get(id ?? '');
  // A cast: the SDK's type of an attempt has any text for its status, and these are all that are kept.
  const status = attemptLifecycle[attempt?.status as keyof typeof attemptLifecycle]?.[how];
  if (attempt !== undefined && status !== undefined)
    scope.tables[ATTEMPT].put({ ...attempt, ...error, status });
}

const list = operation(
  'GET',
  PATH,
  {
    answers: ATTEMPT,
    list: true,
    sdkParams: 'SetupAttemptListParams',
    params: {
      ...pagination,
      created: optional(timeRange),
      setup_intent: string(),
    } satisfies ParamsOf<Stripe.SetupAttemptListParams>,
  },
  ({ scope, params }) => {
    const { id: key } = scope.requireFor('setup_intent', params.setup_intent, 'setup_intent');
    const { limitOutOfRange: outOfRange } = scope.settings.assume;
    const filter = { ...params.created, index: 'setup_intent', key } as const;
    return pageOf(scope.tables[ATTEMPT], { url: PATH, noun: nounOf(ATTEMPT), params, outOfRange }, filter);
  },
);

export const setupAttemptOperations: readonly Operation[] = [list];
