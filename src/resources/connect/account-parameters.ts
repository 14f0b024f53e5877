import type Stripe from 'stripe';
import { metadata } from '../../core/metadata.ts';
import { arrayOf, boolean, hash, oneOf, optional, type Params, string } from '../../core/shape.ts';
import type { ParamsOf } from '../../model/wire.ts';
import { foreign } from '../params/foreign.ts';
import { currency } from '../params/money.ts';
import { email } from '../params/texts.ts';
import { EXTERNAL_ACCOUNT } from './external-account-making.ts';

/* What a connected account is created and changed with. */

const SHOWN = {
  business_type: optional(oneOf('company', 'government_entity', 'individual', 'non_profit')),
  default_currency: optional(currency),
  email: optional(email),
  external_account: optional(EXTERNAL_ACCOUNT),
  metadata,
} as const;

const CONTROLLER = {
  fees: optional(hash({ payer: optional(oneOf('account', 'application')) })),
  losses: optional(hash({ payments: optional(oneOf('application', 'stripe')) })),
  requirement_collection: optional(oneOf('application', 'stripe')),
  stripe_dashboard: optional(hash({ type: optional(oneOf('express', 'full', 'none')) })),
} satisfies ParamsOf<Stripe.AccountCreateParams.Controller>;

export const CREATE = {
  ...foreign('AccountCreateParams'),
  ...SHOWN,
  controller: optional(hash(CONTROLLER)),
  country: optional(string()),
  type: optional(oneOf('custom', 'express', 'standard')),
} satisfies ParamsOf<Stripe.AccountCreateParams>;

export const UPDATE = {
  ...foreign('AccountUpdateParams'),
  ...SHOWN,
} satisfies ParamsOf<Stripe.AccountUpdateParams>;

/** What programs of before 2019 send, and Stripe takes (recorded in 2026-05). */
export const OLDER = {
  bank_account: optional(EXTERNAL_ACCOUNT),
  requested_capabilities: optional(arrayOf(string())),
} as const;

export type Created = Params<typeof CREATE> & Params<typeof OLDER>;
export type Updated = Params<typeof UPDATE> & Params<typeof OLDER>;

export const REQUESTED = {
  requested: optional(boolean),
} satisfies ParamsOf<Stripe.AccountUpdateCapabilityParams>;
