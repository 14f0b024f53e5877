import type { InstitutionCatalogue } from '../bank/institutions.ts';
import { errors } from '../core/catalogue.ts';
import type { CheckoutSession } from '../model/wire.ts';
import { collectedDetails } from '../resources/checkout/record.ts';
import { changedCustomer, createdCustomer } from '../resources/customers/record.ts';
import type { Accepting } from '../resources/intents/acceptance.ts';
import { previousAttributes } from '../resources/params/changes.ts';
import type { Scope } from '../sandbox/scope.ts';
import type { BankAccountChoice } from './bank-account.ts';

/** A customer on the page of a session. */
export interface CheckoutPlay {
  readonly scope: Scope;
  readonly catalogue: InstitutionCatalogue;
  readonly session: CheckoutSession;
  readonly choice: BankAccountChoice;
}

/** What the customer writes on the page: the address of mail is written there already where it is known. */
export interface Written {
  readonly name: string;
  readonly email: string;
}

const DEFAULT: Written = { name: 'Jenny Rosen', email: 'jenny.rosen@example.com' };

export function writtenBy({ session, choice }: CheckoutPlay): Written {
  const known = session.customer_details?.email ?? session.customer_email;
  const { name = DEFAULT.name, email = DEFAULT.email } = choice.billing_details ?? {};
  // "Prefilled and not editable" (stripe-node types: Checkout.SessionCreateParams.customer).
  return { name, email: known ?? email };
}

/** Makes the Customer of a session that has none. */
export function makeCustomer(scope: Scope, { name, email }: Written): string {
  const customer = scope.tables.customer.put(createdCustomer(scope, { name, email }));
  scope.emit('customer.created', customer);
  return customer.id;
}

/**
 * What is written becomes the Customer's: the address of mail where there is none, and the name where the session says so
 * (stripe-node types: customer, customer_update).
 */
export function updateCustomer(scope: Scope, session: CheckoutSession, { name, email }: Written): void {
  const customer = scope.tables.customer.get(session.customer ?? '');
  if (customer === undefined) return;
  const updates = scope.facts.checkouts.get(session.id)?.updatesName === true;
  const changed = changedCustomer(customer, {
    ...(customer.email === null ? { email } : {}),
    ...(updates ? { name } : {}),
  });
  const previous = previousAttributes(customer, changed);
  if (previous === undefined) return;
  scope.tables.customer.put(changed);
  scope.emit('customer.updated', changed, previous);
}

/** What a session shows of its customer, once it is submitted. */
export const submitted = (session: CheckoutSession, written: Written): Partial<CheckoutSession> => ({
  collected_information: {
    business_name: null,
    individual_name: null,
    shipping_details: null,
    ...session.collected_information,
  },
  customer_details: collectedDetails(session, written),
});

const BROWSER = 'Mozilla/5.0 (stripe-fc-emulator)';

/** The mandate that is accepted on the page, by a browser there. */
export const acceptedOnPage = (scope: Scope, { success_url: there, return_url: back }: CheckoutSession) => ({
  scope,
  version: scope.settings.apiVersion,
  header: () => null,
  params: {
    mandate_data: {
      customer_acceptance: {
        type: 'online' as const,
        online: { ip_address: '127.0.0.1', user_agent: BROWSER },
      },
    } satisfies Accepting['params']['mandate_data'],
    return_url: there ?? back ?? 'https://checkout.stripe.com/',
  },
});

/** Refuses to give a bank account to a page that asks for none. */
export function checkNothingGiven({ choice }: CheckoutPlay): void {
  const given = (['institution', 'account', 'manual_entry'] as const).find(
    (name) => choice[name] !== undefined,
  );
  if (given !== undefined)
    throw errors.misuse(
      `Nothing is to be paid, and no bank account is asked for: leave ${given} away.`,
      given,
    );
}
