import { boolean, integer, oneOf, optional } from '../../core/shape.ts';
import { anId, anyText, listOf, orNull, shownAgain, stored, whole } from '../../core/stored.ts';
import type { Customer } from '../wire.ts';
import { TAX_EXEMPTIONS } from '../words.ts';
import { addressShape, inTestMode, metadataShape, only, textOrNull } from './fields.ts';

type Settings = Customer['invoice_settings'];

/** Fields that Stripe answers only where they are expanded. */
type Never = 'cash_balance' | 'invoice_credit_balance' | 'sources' | 'subscriptions' | 'tax' | 'tax_ids';

export const customerShape = stored<Customer, Never>({
  id: anId,
  object: only('customer'),
  address: optional(orNull(addressShape)),
  balance: integer(),
  business_name: optional(anyText),
  created: whole,
  currency: optional(textOrNull),
  customer_account: optional(textOrNull),
  default_source: textOrNull,
  delinquent: optional(orNull(boolean)),
  description: textOrNull,
  discount: optional(orNull(shownAgain())),
  email: textOrNull,
  individual_name: optional(anyText),
  invoice_prefix: optional(textOrNull),
  invoice_settings: stored<Settings>({
    custom_fields: orNull(
      listOf(stored<NonNullable<Settings['custom_fields']>[number]>({ name: anyText, value: anyText })),
    ),
    default_payment_method: textOrNull,
    footer: textOrNull,
    rendering_options: orNull(
      stored<NonNullable<Settings['rendering_options']>>({
        amount_tax_display: textOrNull,
        template: textOrNull,
      }),
    ),
  }),
  livemode: inTestMode,
  metadata: metadataShape,
  name: optional(textOrNull),
  next_invoice_sequence: optional(integer()),
  phone: optional(textOrNull),
  preferred_locales: optional(orNull(listOf(anyText))),
  shipping: orNull(shownAgain()),
  tax_exempt: optional(orNull(oneOf(...TAX_EXEMPTIONS))),
  test_clock: optional(textOrNull),
});
