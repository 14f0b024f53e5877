import type Stripe from 'stripe';
import type { BankSync } from './bank-sync.ts';

/** Answers Stripe's webhooks; works in every framework that speaks `Request` and `Response`. */
export function webhook(stripe: Stripe, secret: string, sync: BankSync) {
  return async (request: Request): Promise<Response> => {
    const signature = request.headers.get('stripe-signature') ?? '';
    let event: Stripe.Event;
    try {
      event = stripe.webhooks.constructEvent(await request.text(), signature, secret);
    } catch {
      return new Response('Not signed by Stripe', { status: 400 });
    }
    await sync.handle(event);
    return new Response('ok');
  };
}
