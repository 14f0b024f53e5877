import { stripeConstructor } from './constructor.ts';

/* The classic script that a page loads in place of Stripe.js. */

const { currentScript } = document;
const Stripe = stripeConstructor(currentScript instanceof HTMLScriptElement ? currentScript.src : undefined);
Object.assign(window, { Stripe });
console.info(
  `stripe-fc-emulator ${Stripe.__emulator.version} is in place of Stripe.js (${Stripe.__emulator.mode}, ${Stripe.__emulator.apiBase}): no bank is real.`,
);
