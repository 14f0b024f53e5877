import type Stripe from 'stripe';
import { type AnyHash, isHash } from '../../core/form.ts';
import { type MetadataChange, mergedMetadata } from '../../core/metadata.ts';
import type { ConnectedAccount } from '../../model/wire.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { fullAddress } from '../params/address.ts';
import { alphabetical } from '../params/alphabetical.ts';
import { EMPTY_COMPANY, newIndividual } from './account-people.ts';
import { EMPTY_PROFILE, ordered, type Settings } from './account-record.ts';

/* What is said of a connected account, as the account shows it. */

/** The parameters that an account shows, of its creation and of its changes. */
export type Given = Pick<
  Stripe.AccountUpdateParams & Pick<Stripe.AccountCreateParams, 'country'>,
  | 'business_profile'
  | 'capabilities'
  | 'company'
  | 'country'
  | 'default_currency'
  | 'email'
  | 'groups'
  | 'individual'
  | 'settings'
  | 'tos_acceptance'
> & {
  readonly business_type?: NonNullable<ConnectedAccount['business_type']>;
  readonly metadata?: MetadataChange;
};

const NO_KANA_ADDRESS = {
  city: null,
  country: null,
  line1: null,
  line2: null,
  postal_code: null,
  state: null,
  town: null,
};

/** A hash with what is said of it, hash by hash: what is not said stays. */
export function withSaid(current: AnyHash, change: AnyHash): AnyHash {
  const entries = Object.entries(change).map(([name, value]) => [name, shown(name, current[name], value)]);
  const { id, object, ...rest } = { ...current, ...Object.fromEntries(entries) };
  const own = { ...(id === undefined ? {} : { id }), ...(object === undefined ? {} : { object }) };
  return { ...own, ...alphabetical(rest) };
}

function shown(name: string, current: unknown, value: unknown): unknown {
  if (!isHash(value)) return name === 'phone' ? internationalPhone(value) : value;
  const whole = withSaid(isHash(current) ? current : {}, value);
  if (/_(?:kana|kanji)$/.test(name)) return { ...NO_KANA_ADDRESS, ...whole };
  return /(?:^|_)(?:address|place_of_business)$/.test(name) ? fullAddress(whole) : whole;
}

/** Recorded: `0000000000` is shown as `+10000000000`. */
const internationalPhone = (phone: unknown): unknown =>
  typeof phone === 'string' && /^\d{10}$/.test(phone) ? `+1${phone}` : phone;

/** What is not shown again but for its having been given: `tax_id` as `tax_id_provided`. */
function withoutSecrets(change: AnyHash, secrets: Readonly<Record<string, readonly string[]>>): AnyHash {
  const { metadata: _apart, registration_number: _unshown, ...rest } = change;
  const known = Object.entries(rest).flatMap(([name, value]) =>
    (secrets[name] ?? [name]).map((field) => [field, secrets[name] === undefined ? value : true]),
  );
  return Object.fromEntries(known);
}

const SECRETS_OF_COMPANIES = { tax_id: ['tax_id_provided'], vat_id: ['vat_id_provided'] };
const SECRETS_OF_PEOPLE = {
  // Recorded: whoever gives the whole number has given its end.
  id_number: ['id_number_provided', 'ssn_last_4_provided'],
  id_number_secondary: ['id_number_secondary_provided'],
  ssn_last_4: ['ssn_last_4_provided'],
};

const plain = (hash: object): AnyHash => Object.fromEntries(Object.entries(hash));

/** A hash of an account with what is said of it. */
function changed<Hash extends object>(current: Hash, change: object): Hash {
  // A cast: what is merged into it has been read by the SDK's own shapes of these very fields.
  return withSaid(plain(current), plain(change)) as Hash;
}

function companyOf(account: ConnectedAccount, { company, individual }: Given): ConnectedAccount['company'] {
  const current = account.company ?? EMPTY_COMPANY;
  if (company !== undefined) return changed(current, withoutSecrets({ ...company }, SECRETS_OF_COMPANIES));
  if (individual === undefined) return account.company;
  // Recorded: the company of an individual has their address and phone.
  const { address, phone } = individual;
  return changed(current, {
    ...(address === undefined ? {} : { address }),
    ...(phone === undefined ? {} : { phone }),
  });
}

function individualOf(
  scope: Scope,
  account: ConnectedAccount,
  { individual }: Given,
): ConnectedAccount['individual'] {
  if (individual === undefined) return account.individual;
  const current = account.individual ?? newIndividual(scope, account.id);
  const { dob, metadata } = individual;
  return {
    ...changed(current, {
      ...withoutSecrets({ ...individual }, SECRETS_OF_PEOPLE),
      ...(dob === null || dob === '' ? { dob: { day: null, month: null, year: null } } : {}),
    }),
    // A cast: unset, it is null, which the SDK writes as an empty text.
    metadata: mergedMetadata(current.metadata ?? {}, metadata as MetadataChange),
  };
}

const SHORTEST_DELAY = 2;
const LONGEST_DESCRIPTOR = 22;
const LONGEST_PREFIX = 10;

/** What customers read on their statements, where nobody has said it: recorded of `Chuck Bartowski`. */
function withDescriptors(settings: Settings, name: string | null | undefined): Settings {
  const { card_payments: cards, dashboard, payments } = settings;
  if (name == null || payments.statement_descriptor !== null) return settings;
  const descriptor = name.toUpperCase();
  return {
    ...settings,
    card_payments: {
      ...cards,
      statement_descriptor_prefix:
        cards.statement_descriptor_prefix ?? descriptor.slice(0, LONGEST_PREFIX).trim(),
    },
    dashboard: { ...dashboard, display_name: dashboard.display_name ?? name },
    payments: { ...payments, statement_descriptor: descriptor.slice(0, LONGEST_DESCRIPTOR).trim() },
  };
}

function settingsOf(settings: Settings, { settings: change, business_profile: profile }: Given): Settings {
  const { payouts, paypay_payments: _unshown, ...rest } = change ?? {};
  const { schedule } = payouts ?? {};
  const days = schedule?.delay_days === 'minimum' ? { delay_days: SHORTEST_DELAY } : {};
  const said = {
    ...rest,
    ...(payouts === undefined
      ? {}
      : {
          payouts: { ...payouts, ...(schedule === undefined ? {} : { schedule: { ...schedule, ...days } }) },
        }),
  };
  return withDescriptors(changed(settings, said), profile?.name);
}

/** The capabilities that are asked for, with those of before: what they come to is judged later. */
function requestedOf(
  account: ConnectedAccount,
  { capabilities = {} }: Given,
): NonNullable<ConnectedAccount['capabilities']> {
  const requested = new Map<string, unknown>(Object.entries(account.capabilities ?? {}));
  for (const [name, asked] of Object.entries(capabilities)) {
    if (asked?.requested === true && !requested.has(name)) requested.set(name, 'inactive');
    if (asked?.requested === false) requested.delete(name);
  }
  // A cast: the names are those of the SDK's parameters, and the words its statuses.
  return alphabetical(Object.fromEntries(requested)) as NonNullable<ConnectedAccount['capabilities']>;
}

/** An account with what is said of it, and as yet without what follows. */
export function changedConnectedAccount(
  scope: Scope,
  account: ConnectedAccount,
  params: Given,
): ConnectedAccount {
  const { business_profile: profile, business_type: type, country, default_currency: currency } = params;
  const { email, groups, metadata, tos_acceptance: acceptance } = params;
  const { settings } = account;
  const company = companyOf(account, params);
  const individual = individualOf(scope, account, params);
  return ordered({
    ...account,
    ...(profile === undefined
      ? {}
      : { business_profile: changed(account.business_profile ?? EMPTY_PROFILE, profile) }),
    ...(type === undefined ? {} : { business_type: type }),
    capabilities: requestedOf(account, params),
    ...(company === undefined ? {} : { company }),
    ...(country === undefined ? {} : { country }),
    ...(currency === undefined ? {} : { default_currency: currency.toLowerCase() }),
    ...(email === undefined ? {} : { email }),
    ...(groups === undefined
      ? {}
      : { groups: changed(account.groups ?? { payments_pricing: null }, groups) }),
    ...(individual === undefined ? {} : { individual }),
    metadata: mergedMetadata(account.metadata ?? {}, metadata),
    ...(settings == null ? {} : { settings: settingsOf(settings, params) }),
    ...(acceptance === undefined
      ? {}
      : { tos_acceptance: changed(account.tos_acceptance ?? {}, acceptance) }),
  });
}
