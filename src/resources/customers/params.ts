import type Stripe from 'stripe';
import { metadata } from '../../core/metadata.ts';
import {
  arrayOf,
  hash,
  integer,
  maybeEmpty,
  oneOf,
  optional,
  type Params,
  string,
  unsettable,
} from '../../core/shape.ts';
import type { ParamsOf } from '../../model/wire.ts';
import { TAX_EXEMPTIONS } from '../../model/words.ts';
import { SOURCE } from '../bank-accounts/sources.ts';
import { addressParser } from '../params/address.ts';
import { foreign } from '../params/foreign.ts';
import { balance } from '../params/money.ts';
import { email } from '../params/texts.ts';

/** Parameters of both create and update that the emulator shows in its answers; an empty string unsets each. */
export const SHOWN = {
  address: unsettable(addressParser),
  balance: optional(balance),
  business_name: unsettable(string({ max: 150 })),
  description: unsettable(string()),
  email: unsettable(email),
  individual_name: unsettable(string({ max: 150 })),
  invoice_prefix: optional(string()),
  invoice_settings: optional(
    hash({
      custom_fields: unsettable(arrayOf(hash({ name: string(), value: string() }))),
      default_payment_method: optional(string()),
      footer: unsettable(string()),
      rendering_options: unsettable(
        hash({
          amount_tax_display: unsettable(oneOf('exclude_tax', 'include_inclusive_tax')),
          template: optional(string()),
        }),
      ),
    }),
  ),
  metadata,
  name: unsettable(string({ max: 256 })),
  next_invoice_sequence: optional(integer()),
  phone: unsettable(string()),
  preferred_locales: optional(arrayOf(string())),
  // An empty name is kept (recorded on PaymentIntents, 2020-08-27 and 2022-12-14; of customers assumed).
  shipping: unsettable(
    hash({ address: addressParser, name: maybeEmpty(string()), phone: unsettable(string()) }),
  ),
  tax_exempt: unsettable(oneOf(...TAX_EXEMPTIONS)),
} as const;

export const CREATE = {
  ...foreign('CustomerCreateParams'),
  ...SHOWN,
  payment_method: optional(string()),
  source: optional(SOURCE),
  test_clock: optional(string()),
} satisfies ParamsOf<Stripe.CustomerCreateParams>;
export const UPDATE = {
  ...foreign('CustomerUpdateParams'),
  ...SHOWN,
  default_source: optional(string()),
  source: optional(SOURCE),
} satisfies ParamsOf<Stripe.CustomerUpdateParams>;

/** The parameters of a call that a customer shows. */
export type Given = Partial<Params<typeof SHOWN>>;
