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

/** A name within the tree that the paths of a list make. */
interface Place {
  readonly path: string;
  readonly members: Map<string, Place>;
  entry?: WithoutEffect;
}

const placeOf = (path: string): Place => ({ path, members: new Map() });

/** Each list as a tree, made once: most calls have none of its names, and are looked at no closer. */
const TREES = new WeakMap<ByPath, Place>();

function treeOf(known: ByPath): Place {
  const kept = TREES.get(known);
  if (kept !== undefined) return kept;
  const root = placeOf('');
  for (const [path, entry] of Object.entries(known)) {
    let place = root;
    for (const name of path.replaceAll(']', '').split('[')) {
      const inner = place.members.get(name) ?? placeOf(place === root ? name : `${place.path}[${name}]`);
      place.members.set(name, inner);
      place = inner;
    }
    place.entry = entry;
  }
  TREES.set(known, root);
  return root;
}

/** The known paths at which something is, each once. */
function namesOf(known: ByPath | undefined, form: AnyHash): readonly string[] {
  if (known === undefined) return NONE;
  const { members } = treeOf(known);
  const names = new Set<string>();
  for (const name of Object.keys(form)) {
    const place = members.get(name);
    if (place !== undefined) addNames(names, place, form[name]);
  }
  return names.size === 0 ? NONE : [...names];
}

const isOf = ({ values }: WithoutEffect, value: unknown): boolean =>
  values === undefined || (!isHash(value) && values.test(asText(value)));

/** An element of a list, which a form may count, is at the place of its list. */
function addNames(names: Set<string>, place: Place, value: unknown): void {
  const { entry, members, path } = place;
  if (entry !== undefined) {
    if (isOf(entry, value)) names.add(path);
  } else if (Array.isArray(value)) for (const element of value) addNames(names, place, element);
  else if (isHash(value))
    for (const name of Object.keys(value)) {
      const inner = /^\d+$/.test(name) ? place : members.get(name);
      if (inner !== undefined) addNames(names, inner, value[name]);
    }
}
