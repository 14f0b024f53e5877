import type { Stripe } from '@stripe/stripe-js';
import { expect, it } from 'vitest';
import type { StripeConstructor } from '../../src/stripe-js/constructor.ts';
import { createStripe } from '../../src/stripe-js.ts';

/*
 * Compiled by `npm run check`: the stand-in is what the types of Stripe.js say. That each of its methods is, the compiler
 * holds where they are put together (src/stripe-js/stripe.ts).
 */

const stripe: Stripe = createStripe('pk_test_1', { fetch });

/** What Stripe.js declares to be in a page. */
type InPage = NonNullable<Window['Stripe']>;
const asInPage = (made: StripeConstructor): InPage => made;

/** Not a `Stripe` of any: what is not in the types does not compile. */
// @ts-expect-error: no such method
const wrong = stripe.collectEverything;

it('the stand-in is of the type of Stripe.js', () => {
  expect(stripe).toBeTypeOf('object');
  expect(asInPage).toBeTypeOf('function');
  expect(wrong).toBeUndefined();
});
