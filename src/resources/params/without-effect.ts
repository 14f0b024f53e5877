import { asText } from '../../core/as-text.ts';
import { type AnyHash, isHash } from '../../core/form.ts';
import { ours, sentence } from '../../core/sentence.ts';
import { SOURCES_WITHOUT_EFFECT } from '../bank-accounts/without-effect.ts';
import { ITEMS_WITHOUT_EFFECT } from '../billing/invoice-items/without-effect.ts';
import { INVOICES_WITHOUT_EFFECT } from '../billing/invoices/without-effect.ts';
import { SUBSCRIPTIONS_WITHOUT_EFFECT } from '../billing/subscriptions/without-effect.ts';
import { CHECKOUTS_WITHOUT_EFFECT } from '../checkout/without-effect.ts';
import { CONNECT_WITHOUT_EFFECT } from '../connect/without-effect.ts';
import { INTENTS_WITHOUT_EFFECT } from '../payment-intents/without-effect.ts';
import { CONFIGURATIONS_WITHOUT_EFFECT } from '../payment-method-configurations/without-effect.ts';
import { SETUPS_WITHOUT_EFFECT } from '../setup-intents/without-effect.ts';
import { type ByPath, each, otherMethods, radar, type WithoutEffect } from './named-parameters.ts';
import { RETURNS_WITHOUT_EFFECT } from './returns-without-effect.ts';
import { SHOWN_ALONE } from './shown-alone.ts';
import { TEST_TOKEN } from './test-tokens.ts';

const CUSTOMER: ByPath = {
  source: {
    reason:
      'Stripe’s test tokens of cards are taken, and nothing is attached; other cards and sources are refused',
    source: 'docs: testing (tokens)',
    values: TEST_TOKEN,
  },
  ...each('cash_balance', 'Cash balances are not emulated', 'docs: api/customers/create'),
  ...each(
    'tax[ip_address] tax[validate_location] validate',
    'Neither taxes nor checks of sources are emulated',
    'docs: api/customers/create',
  ),
  ...each(
    'coupon promotion_code',
    'Discounts are not emulated',
    'docs: changelog of 2025-09-30.clover, which retires them',
  ),
};

/** What is taken and changes nothing, by `METHOD path` of the operation; a hash stands for all that is in it. */
export const WITHOUT_EFFECT: Readonly<Record<string, ByPath>> = {
  'POST /v1/customers': {
    ...CUSTOMER,
    ...each('tax_id_data', 'Tax ids are not emulated', 'docs: api/customers/create'),
  },
  'POST /v1/customers/:customer': CUSTOMER,
  'POST /v1/events/:event/retry': each(
    'for_stripecli account',
    'The event goes to its own account’s endpoint as it would without',
    'Stripe CLI 1.52.0, `stripe events resend`',
  ),
  'POST /v1/payment_methods': { ...otherMethods('card custom'), ...radar('radar_options') },
  'POST /v1/payment_methods/:payment_method': each(
    'card',
    'PaymentMethods of cards are not emulated',
    'docs: api/payment_methods/update',
  ),
  ...SOURCES_WITHOUT_EFFECT,
  ...CONFIGURATIONS_WITHOUT_EFFECT,
  ...CHECKOUTS_WITHOUT_EFFECT,
  ...CONNECT_WITHOUT_EFFECT,
  ...INTENTS_WITHOUT_EFFECT,
  ...INVOICES_WITHOUT_EFFECT,
  ...ITEMS_WITHOUT_EFFECT,
  ...RETURNS_WITHOUT_EFFECT,
  ...SETUPS_WITHOUT_EFFECT,
  ...SUBSCRIPTIONS_WITHOUT_EFFECT,
};

const NONE: readonly string[] = [];

/** Says which parameters of a form change nothing, and which are shown and no more, if any are. */
export function noteOfEffects(operation: string, form: AnyHash): readonly string[] {
  const unread = namesOf(WITHOUT_EFFECT[operation], form);
  const shown = namesOf(SHOWN_ALONE[operation], form);
  if (unread.length === 0 && shown.length === 0) return NONE;
  const [verb, has] = unread.length === 1 ? ['is', 'has'] : ['are', 'have'];
  return [
    ...(unread.length === 0
      ? []
      : [
          sentence`${unread.join(', ')} ${ours(verb)} taken and ${ours(has)} no effect in this emulator: docs/fidelity.md, "Parameters without effect".`,
        ]),
    ...(shown.length === 0
      ? []
      : [
          sentence`${shown.join(', ')} ${ours(shown.length === 1 ? 'is shown and changes' : 'are shown and change')} no amount or balance in this emulator: docs/fidelity.md, "Parameters that are only shown".`,
        ]),
  ];
}

/** The names with which paths begin, found once for each list: most calls have none of them, and are looked at no closer. */
const HEADS = new WeakMap<ByPath, ReadonlySet<string>>();

function headsOf(known: ByPath): ReadonlySet<string> {
  const kept = HEADS.get(known);
  if (kept !== undefined) return kept;
  const heads = new Set(Object.keys(known).map((path) => path.replace(/\[.*$/, '')));
  HEADS.set(known, heads);
  return heads;
}

function namesOf(known: ByPath | undefined, form: AnyHash): readonly string[] {
  if (known === undefined) return NONE;
  const heads = headsOf(known);
  const asked = Object.keys(form).filter((name) => heads.has(name));
  return asked.flatMap((name) => namesIn(known, form[name], name));
}

/** What is right within a value, with its path: an element of a list, which a form may count, is at the path of its list. */
function within(value: unknown, path: string): readonly (readonly [path: string, value: unknown])[] {
  if (Array.isArray(value)) return value.map((element: unknown) => [path, element]);
  if (!isHash(value)) return [];
  return Object.entries(value).map(([name, member]) => [
    /^\d+$/.test(name) ? path : `${path}[${name}]`,
    member,
  ]);
}

const isOf = ({ values }: WithoutEffect, value: unknown): boolean =>
  values === undefined || (!isHash(value) && values.test(asText(value)));

/** The known paths at which something is, each once. */
function namesIn(known: ByPath, value: unknown, path: string): readonly string[] {
  const entry = Object.hasOwn(known, path) ? known[path] : undefined;
  if (entry !== undefined) return isOf(entry, value) ? [path] : [];
  return [...new Set(within(value, path).flatMap(([inner, member]) => namesIn(known, member, inner)))];
}
