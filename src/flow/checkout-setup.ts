import { StripeError } from '../core/errors.ts';
import type { CheckoutSession } from '../model/wire.ts';
import { checkCollectable, collectBankAccount } from '../resources/bank-account-collection.ts';
import { completeCheckout } from '../resources/checkout/ending.ts';
import { setupOf } from '../resources/checkout/intents.ts';
import { CHECKOUT } from '../resources/checkout/record.ts';
import { decideSetup, makeSetup } from '../resources/setup-intents/confirmation.ts';
import { decideBankAccount, holderOf } from './bank-account.ts';
import {
  acceptedOnPage,
  type CheckoutPlay,
  makeCustomer,
  submitted,
  updateCustomer,
  writtenBy,
} from './checkout-customer.ts';
import { typedInSide } from './typed-in.ts';

/** Submits a session of mode `setup`: the SetupIntent that it was created with is confirmed. */
export function setUpCheckout(play: CheckoutPlay): CheckoutSession | StripeError {
  const { scope, catalogue, session, choice } = play;
  const made = scope.tables.setup_intent.get(session.setup_intent ?? '');
  // One that was put in place may have none.
  const before = made ?? setupOf(scope, session);
  checkCollectable(scope, before, choice.manual_entry !== undefined);
  if (choice.manual_entry !== undefined) typedInSide(choice.manual_entry);
  const options = before.payment_method_options?.us_bank_account;
  const pick = decideBankAccount(scope, catalogue, choice, { noun: 'Checkout Session', options });

  const written = writtenBy(play);
  const isAsked = session.customer === null && session.customer_creation === 'always';
  const customer = isAsked ? makeCustomer(scope, written) : session.customer;
  updateCustomer(scope, session, written);
  const picked = pick(holderOf(customer));
  const setup = scope.tables.setup_intent.put({ ...before, customer });
  if (made === undefined) scope.emit('setup_intent.created', setup);
  const redisplay = scope.facts.checkouts.get(session.id)?.redisplay ?? 'limited';
  const asked = collectBankAccount(scope, 'setup_intent', before.id, picked, {
    billing_details: written,
    allow_redisplay: redisplay,
  });
  const result = makeSetup(scope, decideSetup(acceptedOnPage(scope, session), asked, undefined, undefined));
  const known = { ...session, customer, setup_intent: setup.id };
  if (result instanceof StripeError) {
    // The page tells of it, and stays.
    scope.tables[CHECKOUT].put(known);
    return result;
  }
  return completeCheckout(scope, known, submitted(session, written));
}
