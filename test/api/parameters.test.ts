import { describe, expect, it } from 'vitest';
import { StripeError } from '../../src/core/errors.ts';
import { NEWEST_PREVIEW, NEWEST_VERSION } from '../../src/model/versions/version-string.ts';
import { operations } from '../../src/resources/index.ts';
import type { Operation } from '../../src/resources/operation.ts';
import { EXTRA_PARAMETERS } from '../../src/resources/params/extra.ts';
import { asForm, type Case, CaseMaker, namesIn } from '../support/parameter-cases.ts';
import { setup } from '../support/setup.ts';
import { type Shape, stripeTypes } from '../support/stripe-types.ts';

/*
 * Every parameter of every operation, at every depth of its type in the SDK: what the type allows is taken, and what it
 * does not is refused in Stripe's words.
 */

const SHAPES = { ...stripeTypes('previewParameters'), ...stripeTypes('parameters') };

/** The version in which an operation is there. */
const versionOf = ({ ofPreviews }: Operation): string => (ofPreviews ? NEWEST_PREVIEW : NEWEST_VERSION);

interface Exception {
  readonly what: string;
  readonly path: RegExp;
  /** All, when not given. */
  readonly operation?: string;
  readonly reason: string;
}

/** Where the emulator differs from the SDK's types, and why. */
const EXCEPTIONS: readonly Exception[] = [
  {
    what: 'missing',
    path: /^(acss_debit|au_becs_debit|boleto|custom|fpx|klarna|nz_bank_account|sepa_debit|sofort|amount_details|evidence|hooks|tax_id_data|payment_method_(data|options)\[(?!us_bank_account))/,
    reason:
      'of other payment methods and products only names and rough types are checked; the type of payment_method_data is asked for by the operation',
  },
  {
    what: 'missing',
    path: /^(after_expiration|automatic_tax|branding_settings|consent_collection|custom_fields|custom_text|discounts|invoice_creation|managed_payments|name_collection|optional_items|phone_number_collection|shipping_address_collection|shipping_options|subscription_data|tax_id_collection)\[/,
    operation: 'POST /v1/checkout/sessions',
    reason: 'a session shows them as they came: only names and rough types are checked',
  },
  {
    what: 'missing',
    path: /^shipping_options\[/,
    operation: 'POST /v1/checkout/sessions/:session',
    reason: 'shipping is not emulated, so that only names and rough types are checked',
  },
  {
    what: 'wrong',
    path: /^ui_mode$/,
    operation: 'POST /v1/checkout/sessions',
    reason: 'it depends on the version which words are taken: refused after the parameters were read',
  },
  {
    what: 'missing',
    path: /^(business_profile|company|components|individual|settings)\[/,
    reason:
      'what an account says of itself is shown as it came: only names and rough types are checked; `enabled` of a component is asked for by the operation',
  },
  ...['empty', 'missing', 'strangers', 'valid', 'wrong'].map((what) => ({
    what,
    path: /^external_account(?:\[|$)/,
    reason: 'a token or a bank account, by one shape of all operations; cards are refused',
  })),
  {
    what: 'wrong',
    path: /^reason$/,
    operation: 'POST /v1/accounts/:account/reject',
    reason: 'documented until 2026: `fraud` is taken as well',
  },
  {
    what: 'missing',
    path: /^(account|card|cvc_update|person)\[/,
    operation: 'POST /v1/tokens',
    reason: 'tokens of them are refused, so that only names and rough types are checked',
  },
  {
    what: 'empty',
    path: /\bmetadata\]?$/,
    reason: 'documented of all metadata: an empty value removes it, also where the type has no Emptyable',
  },
  {
    what: 'empty',
    path: /^(?:.*\baddress\]?\[(?:city|country|line1|line2|postal_code|state)\]|(?:shipping\[)?phone\]?|shipping\[name\]|name|email|description|invoice_settings\[footer\])$/,
    reason:
      'assumed: real programs send these empty, and the emulator is never stricter than Stripe on a guess',
  },
  {
    what: 'empty',
    path: /^shipping\[name\]$/,
    reason: 'recorded: taken, 2022-12',
  },
  {
    what: 'empty',
    path: /^payment_method$/,
    operation: 'POST /v1/setup_intents/:setup_intent',
    reason:
      'documented, though the type has no Emptyable: "To unset this field to null, pass in an empty string"',
  },
  {
    what: 'empty',
    path: /^invoicing_rules$/,
    reason: 'its type is the empty text, and nothing else',
  },
  {
    what: 'empty',
    path: /^default_price$/,
    reason: 'said by Stripe (stripe-python issue 658), though the type has no Emptyable',
  },
  {
    what: 'empty',
    path: /^(lookup_key|nickname)$/,
    operation: 'POST /v1/prices/:price',
    reason: 'assumed: both may be null, and no other way to unset them is documented',
  },
  {
    what: 'missing',
    path: /^payment_settings\[payment_method_options\]\[(?!us_bank_account)/,
    reason: 'of other payment methods only names and rough types are checked',
  },
  {
    what: 'empty',
    path: /^subscription_details\[cancel_at\]$/,
    operation: 'POST /v1/invoices/create_preview',
    reason: 'typed as Emptyable, of a number or a word, as of a subscription’s update',
  },
  {
    what: 'empty',
    path: /^cancel_at$/,
    operation: 'POST /v1/subscriptions/:subscription',
    reason:
      'typed as Emptyable, of a number or a word: of such a union the digest of the types does not tell it',
  },
  {
    what: 'wrong',
    path: /^subscription_details\[billing_cycle_anchor\]$/,
    operation: 'POST /v1/invoices/create_preview',
    reason: 'a word or a time before 2026-09-30.endive, which are taken in every version beside the hash',
  },
  {
    what: 'wrong',
    path: /^billing_cycle_anchor$/,
    operation: 'POST /v1/subscriptions/:subscription',
    reason: 'a word before 2026-09-30.endive, which is taken in every version beside the hash',
  },
  {
    what: 'wrong',
    path: /^billing_cycle_anchor$/,
    operation: 'POST /v1/subscriptions/:subscription/resume',
    reason: 'a word before 2026-09-30.endive, which is taken in every version beside the hash',
  },
  {
    what: 'missing',
    path: /^(automatic_tax|customer_details|issuer|schedule_details|subscription_details|shipping_cost|transfer_data|lines\[0\]\[tax_amounts\]|tax_amounts)\[/,
    reason:
      'of invoices neither taxes nor shipping nor transfers are emulated, so that only names and rough types are checked',
  },
  {
    what: 'wrong',
    path: /^usage$/,
    operation: 'POST /v1/setup_intents',
    reason:
      'recorded of newer versions: any word is taken; older ones refuse it after the parameters were read',
  },
  {
    what: 'wrong',
    path: /^api_version$/,
    reason:
      'recorded: versions are refused in a sentence of their own, and all that were ever released are many',
  },
];

const names = [...new Set(['zzz', 'yyy', ...Object.values(SHAPES).flatMap(namesIn)])];

const nameOf = ({ method, path }: Operation): string => `${method} ${path}`;

function extrasOf(operation: Operation): readonly string[] {
  const extras = EXTRA_PARAMETERS as Readonly<Record<string, object>>;
  return Object.keys(extras[nameOf(operation)] ?? {});
}

/** What is wrong with the answer to a case; undefined if it is right. */
function fault(operation: Operation, { path, what, form, expected }: Case): string | undefined {
  const where = `${path} (${what})`;
  let complaint: StripeError | undefined;
  try {
    operation.parse(form, operation.ofPreviews);
  } catch (thrown) {
    if (!(thrown instanceof StripeError)) return `${where}: ${String(thrown)}`;
    complaint = thrown;
  }
  if (expected === null)
    return complaint === undefined ? undefined : `${where}: refused with "${complaint.message}"`;
  if (complaint === undefined) return `${where}: accepted`;
  const { message, param, code } = complaint.body;
  const isSaid =
    typeof expected.message === 'string' ? message === expected.message : expected.message(message);
  if (!isSaid) return `${where}: "${message.slice(0, 200)}"`;
  if (param !== expected.param) return `${where}: param is ${param}`;
  return expected.code === undefined || code === expected.code ? undefined : `${where}: code is ${code}`;
}

/** What the SDK says of an operation's parameters; one that is not the SDK's has an empty name. */
function shapesOf({ sdkParams }: Operation): Readonly<Record<string, Shape>> {
  const shape = sdkParams === '' ? { o: {} } : SHAPES[sdkParams];
  if (shape === undefined)
    throw new Error(`Name ${sdkParams} among PARAMETER_TYPES in test/support/extract-stripe-types.ts.`);
  return shape.o;
}

function casesOf(operation: Operation): readonly Case[] {
  const maker = new CaseMaker(names);
  maker.hash(shapesOf(operation), '', asForm, [...extrasOf(operation), 'expand']);
  return maker.cases;
}

const isExcepted = (name: string, { path, what }: Case): boolean =>
  EXCEPTIONS.some(
    (exception) =>
      exception.what === what &&
      exception.path.test(path) &&
      (exception.operation === undefined || exception.operation === name),
  );

/** Made once, outside every test's time limit. */
const ALL = operations.map((operation) => [nameOf(operation), operation, casesOf(operation)] as const);

describe('the parameters of', () => {
  it.each(ALL)('%s are those of the SDK', (name, operation, cases) => {
    const faults = cases
      .filter((one) => !isExcepted(name, one))
      .flatMap((one) => fault(operation, one) ?? []);

    expect(faults.slice(0, 40)).toEqual([]);
  });

  it('all operations make more than a thousand cases', () => {
    const held = ALL.flatMap(([name, , cases]) => cases.filter((one) => !isExcepted(name, one)));

    expect(held.length).toBeGreaterThan(1_000);
  });
});

describe('each exception', () => {
  it.each(EXCEPTIONS)('is still one: $what, $reason', ({ what, path, operation: only }) => {
    const excepted = ALL.flatMap(([name, operation, cases]) =>
      cases
        .filter((one) => one.what === what && path.test(one.path) && (only ?? name) === name)
        .flatMap((one) => fault(operation, one) ?? []),
    );

    expect(excepted).not.toEqual([]);
  });
});

/** With ids; that of a connected account has to be well-formed. */
const pathOf = ({ path }: Operation): string =>
  path.replace('/v1/accounts/:account', '/v1/accounts/acct_1').replace(/:\w+/g, 'x_1');

describe('through the front door', () => {
  it.each(ALL)('%s refuses a parameter that it does not know', async (_, operation) => {
    const { method } = operation;
    const world = setup();
    const form = 'zzz[a]=1';
    const headers = { 'stripe-version': versionOf(operation) };
    const filled = pathOf(operation);
    const { status, body } =
      method === 'POST'
        ? await world.call(method, filled, { form, headers })
        : await world.call(method, `${filled}?${form}`, { headers });

    expect([status, body.error.code, body.error.param, body.error.message]).toEqual([
      400,
      'parameter_unknown',
      'zzz',
      'Received unknown parameter: zzz',
    ]);
  });

  it.each(ALL)('%s refuses values of the wrong type', async (name, operation, cases) => {
    const world = setup();
    const filled = pathOf(operation);
    const headers = { 'stripe-version': versionOf(operation) };
    const mistaken = cases.filter(
      (one) => one.what === 'wrong' && !one.path.includes('[') && !isExcepted(name, one),
    );
    for (const { path, form, expected } of mistaken.slice(0, 5)) {
      const sent = typeof form[path] === 'string' ? `${path}=${form[path]}` : `${path}[]=x`;
      const { status, body } =
        operation.method === 'POST'
          ? await world.call('POST', filled, { form: sent, headers })
          : await world.call(operation.method, `${filled}?${sent}`, { headers });

      expect([status, body.error.param]).toEqual([400, expected?.param]);
    }
  });
});
