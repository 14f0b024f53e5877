import { errors } from '../../core/catalogue.ts';
import type { Mandate } from '../../model/wire.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { completeMandate } from '../mandates.ts';
import type { MandateData } from './bank-account-parameters.ts';

/** A call that may bring a customer's acceptance. */
export interface Accepting {
  readonly scope: Scope;
  readonly header: (name: string) => string | null;
  readonly params: { readonly mandate_data?: MandateData };
}

/** Which mandate is made of an acceptance. */
export interface MandateTerms {
  readonly paymentMethod: string;
  readonly options: { readonly collection_method?: 'paper' } | undefined;
  /** For one payment of this sum; for any number of them when not given. */
  readonly once: NonNullable<Mandate['single_use']> | undefined;
}

/** The mandate that a call brings the acceptance of, not yet in place; undefined if it brings none. */
export function acceptedMandate(
  { scope, params, header }: Accepting,
  { paymentMethod, options = {}, once }: MandateTerms,
): Mandate | undefined {
  const acceptance = params.mandate_data?.customer_acceptance;
  if (acceptance === undefined) return undefined;
  return completeMandate(scope, {
    customer_acceptance: shownAcceptance(scope, acceptance, header('user-agent')),
    payment_method: paymentMethod,
    payment_method_details: { type: 'us_bank_account', us_bank_account: options },
    ...(once === undefined ? {} : { single_use: once, type: 'single_use' as const }),
  });
}

/** The mandate by which a PaymentMethod may be debited without another acceptance. */
export function standingMandate(scope: Scope, paymentMethod: string): Mandate | undefined {
  // Not copied: one that is used for years has a mandate for each of its payments, and this is asked at each.
  for (const mandate of scope.tables.mandate.walk({ index: 'payment_method', key: paymentMethod }))
    if (mandate.type === 'multi_use' && mandate.status === 'active') return mandate;
  return undefined;
}

type GivenAcceptance = NonNullable<NonNullable<MandateData>['customer_acceptance']>;

function shownAcceptance(
  scope: Scope,
  given: GivenAcceptance,
  userAgent: string | null,
): Mandate['customer_acceptance'] {
  const { accepted_at = scope.seconds(), online, type } = given;
  if (type === 'offline') return { accepted_at, offline: {}, type };
  if (online === undefined) throw errors.parameterMissing('mandate_data[customer_acceptance][online]');
  const isInferred = online.infer_from_client === true;
  // Required unless they are inferred (stripe-node types: MandateData1.CustomerAcceptance.Online).
  const missing = (['ip_address', 'user_agent'] as const).find((name) => online[name] === undefined);
  if (!isInferred && missing !== undefined)
    throw errors.parameterMissing(`mandate_data[customer_acceptance][online][${missing}]`);
  const inferred = isInferred ? { ip_address: '127.0.0.1', user_agent: userAgent } : {};
  const { ip_address = null, user_agent = null } = { ...inferred, ...online };
  return { accepted_at, online: { ip_address, user_agent }, type };
}
