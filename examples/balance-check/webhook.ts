import type Stripe from 'stripe';
import type { BalanceCheck } from './balance-check.ts';

/** Answers Stripe's webhooks; works in every framework that speaks `Request` and `Response`. */
export function webhook(stripe: Stripe, secret: string, check: BalanceCheck) {
  return async (request: Request): Promise<Response> => {
    const signature = request.headers.get('stripe-signature') ?? '';
    let event: Stripe.Event;
    try {
      event = stripe.webhooks.constructEvent(await request.text(), signature, secret);
    } catch {
      return new Response('Not signed by Stripe', { status: 400 });
    }
    if (event.type === 'financial_connections.account.refreshed_balance') {
      await check.refreshed(event.data.object);
    }
    return new Response('ok');
  };
}
