import { arrayOf, boolean, type OptionalShape, optional, string, unsettable } from '../../core/shape.ts';

/** A parameter that the SDK's types do not have, and that real clients send. */
export interface ExtraParameter<T> extends OptionalShape<T> {
  /** Accepted up to and including this version; always, when null. */
  readonly until: string | null;
  readonly source: string;
}

const extra = <T>(parser: OptionalShape<T>, until: string | null, source: string): ExtraParameter<T> =>
  Object.assign((...given: Parameters<OptionalShape<T>>) => parser(...given), {
    optional: true as const,
    until,
    source,
  });

const discount = () =>
  extra(
    unsettable(string()),
    '2025-08-27.basil',
    'documented: discounts of customers, retired; nothing is emulated behind it',
  );

// Without `until`, because the operation refuses it in newer versions, with Stripe's own error.
const paymentMethodTypes = () =>
  extra(
    optional(arrayOf(string())),
    null,
    'documented: writable until 2026-09-30.endive, whose changelog names the error after it',
  );

/** Undocumented or retired, and accepted all the same; by `METHOD path` of the operation. */
export const EXTRA_PARAMETERS = {
  'POST /v1/customers': {
    id: extra(
      optional(string()),
      null,
      'recorded: Stripe accepts it, though undocumented, from programs that choose their customers’ ids',
    ),
    coupon: discount(),
    promotion_code: discount(),
  },
  'POST /v1/customers/:customer': { coupon: discount(), promotion_code: discount() },
  'POST /v1/events/:event/retry': {
    for_stripecli: extra(optional(boolean), null, 'recorded: Stripe CLI 1.52.0, `stripe events resend`'),
    webhook_endpoint: extra(
      optional(string()),
      null,
      'recorded: Stripe CLI 1.52.0, `stripe events resend --webhook-endpoint`',
    ),
    account: extra(optional(string()), null, 'recorded: Stripe CLI 1.52.0, `stripe events resend --account`'),
  },
  'POST /v1/payment_intents': { payment_method_types: paymentMethodTypes() },
  'POST /v1/payment_intents/:payment_intent': { payment_method_types: paymentMethodTypes() },
  'POST /v1/payment_intents/:payment_intent/confirm': {
    payment_method_types: paymentMethodTypes(),
    client_secret: extra(
      optional(string()),
      null,
      'documented for retrieval; stripe.js sends it when it confirms',
    ),
    expected_payment_method_type: extra(
      optional(string()),
      null,
      'recorded: stripe.js sends it when it confirms',
    ),
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, ExtraParameter<unknown>>>>>;

/** The names of an operation's retired parameters that `version` no longer has. */
export function retiredParameters(operation: string, version: string): readonly string[] {
  const byOperation: Readonly<Record<string, Readonly<Record<string, ExtraParameter<unknown>>>>> =
    EXTRA_PARAMETERS;
  const extras = byOperation[operation];
  if (extras === undefined) return [];
  return Object.keys(extras).filter((name) => {
    const until = extras[name]?.until;
    return until != null && version.slice(0, 10) > until.slice(0, 10);
  });
}
