import { hash, oneOf, optional } from '../core/shape.ts';
import { completeCheckoutSession } from '../flow/checkout.ts';
import type { ApiResource, CheckoutScenario } from '../options/options.ts';
import { action, twin } from './action.ts';
import { CHOICE } from './intents.ts';

declare module '../options/twins.ts' {
  interface Twins {
    /** Plays the customer on the page of a Checkout Session; resolves to the session. */
    readonly completeCheckoutSession: (session: string, scenario?: CheckoutScenario) => Promise<ApiResource>;
  }
}

export const checkoutActions = [
  action(
    'POST',
    '/checkout/sessions/:id/complete',
    {
      about:
        'Plays the customer on the page of a Checkout Session: an `account` of an `institution` is picked, or instead one is typed in (`manual_entry`), its mandate is accepted, and the session is submitted; or the customer goes back (`outcome=cancel`), and it stays open. `billing_details[name]` is `Jenny Rosen` by default, `billing_details[email]` what the session knows, else `jenny.rosen@example.com`. Answers the session.',
      params: hash({ ...CHOICE, outcome: optional(oneOf('cancel')) }),
      twin: twin(
        'completeCheckoutSession',
        'completeCheckoutSession(id, scenario)',
        ({ act }) =>
          (session, scenario = {}) =>
            act(session, scenario),
      ),
      answers: 'object',
      has: ({ tables }, id) => tables['checkout.session'].get(id) !== undefined,
    },
    ({ scope, id, params, tools }) => completeCheckoutSession(scope, tools.institutions, id, params),
  ),
] as const;
