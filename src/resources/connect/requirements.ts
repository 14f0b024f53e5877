import type { ConnectedAccount } from '../../model/wire.ts';
import { NO_REQUIREMENTS, ordered, type Requirements } from './account-record.ts';

/*
 * What Stripe asks of a connected account in the United States, and what follows from it: recorded of express accounts
 * without anything (2025-04) and of custom ones of individuals (2026-05), for companies docs:
 * connect/required-verification-information. Persons are not emulated, so that none are asked of a company.
 */

/** What else decides: whether the account has where its money goes. */
export interface Holdings {
  readonly hasExternalAccount: boolean;
}

type Known = (account: ConnectedAccount, holdings: Holdings) => unknown;
type Fields = Readonly<Record<string, Known>>;

const EVERYBODY: Fields = {
  business_type: ({ business_type }) => business_type,
  external_account: (_, { hasExternalAccount }) => hasExternalAccount,
  'tos_acceptance.date': ({ tos_acceptance }) => tos_acceptance?.date,
  'tos_acceptance.ip': ({ tos_acceptance }) => tos_acceptance?.ip,
};

/** What only who is paid directly is asked for: transfers are active without a merchant category (recorded). */
const PAYEES: Fields = {
  'business_profile.mcc': ({ business_profile }) => business_profile?.mcc,
  'business_profile.url': ({ business_profile }) =>
    business_profile?.url ?? business_profile?.product_description,
  'settings.payments.statement_descriptor': ({ settings }) => settings?.payments.statement_descriptor,
};

const INDIVIDUALS: Fields = {
  'individual.address.city': ({ individual }) => individual?.address?.city,
  'individual.address.line1': ({ individual }) => individual?.address?.line1,
  'individual.address.postal_code': ({ individual }) => individual?.address?.postal_code,
  'individual.address.state': ({ individual }) => individual?.address?.state,
  'individual.dob.day': ({ individual }) => individual?.dob?.day,
  'individual.dob.month': ({ individual }) => individual?.dob?.month,
  'individual.dob.year': ({ individual }) => individual?.dob?.year,
  'individual.email': ({ individual }) => individual?.email,
  'individual.first_name': ({ individual }) => individual?.first_name,
  'individual.last_name': ({ individual }) => individual?.last_name,
  'individual.phone': ({ individual }) => individual?.phone,
  'individual.ssn_last_4': ({ individual }) =>
    individual?.ssn_last_4_provided === true || individual?.id_number_provided === true,
};

const COMPANIES: Fields = {
  'company.address.city': ({ company }) => company?.address?.city,
  'company.address.line1': ({ company }) => company?.address?.line1,
  'company.address.postal_code': ({ company }) => company?.address?.postal_code,
  'company.address.state': ({ company }) => company?.address?.state,
  'company.name': ({ company }) => company?.name,
  'company.phone': ({ company }) => company?.phone,
  'company.tax_id': ({ company }) => company?.tax_id_provided === true,
};

/** Of whom nothing is known, not even whether they are one: asked for as recorded. */
const NOBODY: Fields = Object.fromEntries(
  ['dob.day', 'dob.month', 'dob.year', 'email', 'first_name', 'last_name'].map((name) => [
    `representative.${name}`,
    () => false,
  ]),
);

/** Looked at once all of it is there (recorded); of companies assumed. */
const LOOKED_AT = {
  individual: [
    'individual.address.city',
    'individual.address.line1',
    'individual.address.postal_code',
    'individual.address.state',
    'individual.id_number',
    'individual.verification.document',
  ],
  company: ['company.tax_id'],
} as const;

const isIndividual = ({ business_type: type }: ConnectedAccount): boolean => type === 'individual';

function identityOf(account: ConnectedAccount): Fields {
  if (account.business_type == null) return NOBODY;
  return isIndividual(account) ? INDIVIDUALS : COMPANIES;
}

const TRANSFERS = 'transfers';
const asksMore = (capability: string): boolean => capability !== TRANSFERS;

export const capabilitiesOf = (account: ConnectedAccount): readonly string[] =>
  Object.keys(account.capabilities ?? {});

/** What an account has not given of what is asked for these capabilities. */
function missing(
  account: ConnectedAccount,
  capabilities: readonly string[],
  holdings: Holdings,
): readonly string[] {
  const asked = {
    ...EVERYBODY,
    ...identityOf(account),
    ...(capabilities.some(asksMore) ? PAYEES : {}),
  };
  const isMissing = ([, known]: readonly [string, Known]): boolean => {
    const value = known(account, holdings);
    return value === undefined || value === null || value === false || value === '';
  };
  return Object.entries(asked)
    .filter(isMissing)
    .map(([name]) => name)
    .sort();
}

const isOfIdentity = (name: string): boolean =>
  /^(?:business_type|company|individual|representative)\b/.test(name);

/** An account before a change, and what it had then. */
export interface Before extends Holdings {
  readonly account: ConnectedAccount;
}

/** What is due. What was missing before and had not been asked for, of an account that was put in place, is not now. */
function dueOf(account: ConnectedAccount, holdings: Holdings, before: Before | undefined): readonly string[] {
  const now = missing(account, capabilitiesOf(account), holdings);
  if (before === undefined) return now;
  const asked = before.account.requirements?.currently_due ?? [];
  const lacking = missing(before.account, capabilitiesOf(before.account), before);
  return now.filter((name) => asked.includes(name) || !lacking.includes(name));
}

const isRejected = (reason: Requirements['disabled_reason'] | undefined): boolean =>
  reason?.startsWith('rejected.') === true;

/** Whether the identity of an account has been looked at: nothing of it is asked for, and nothing is looked at now. */
function wasVerified(before: Before | undefined): boolean {
  const requirements = before?.account.requirements;
  if (requirements == null) return false;
  return (
    requirements.pending_verification?.length === 0 &&
    requirements.currently_due?.some(isOfIdentity) === false
  );
}

type Status = 'active' | 'inactive' | 'pending';

/** What is due for one capability, of what is due for all. */
export const dueFor = (capability: string, due: readonly string[]): readonly string[] =>
  asksMore(capability) ? due : due.filter((name) => !(name in PAYEES));

interface Standing {
  readonly due: readonly string[];
  readonly pending: readonly string[];
  readonly rejection: Requirements['disabled_reason'];
}

function statusOf(capability: string, { due, pending, rejection }: Standing): Status {
  if (rejection !== null || dueFor(capability, due).length > 0) return 'inactive';
  return pending.length > 0 ? 'pending' : 'active';
}

function reasonOf({ due, pending, rejection }: Standing): Requirements['disabled_reason'] {
  if (rejection !== null) return rejection;
  if (due.length > 0) return 'requirements.past_due';
  return pending.length > 0 ? 'requirements.pending_verification' : null;
}

/** The individual with what is asked and looked at of them. */
function judgedIndividual(
  individual: NonNullable<ConnectedAccount['individual']>,
  { due, pending }: Standing,
): NonNullable<ConnectedAccount['individual']> {
  const inside = (names: readonly string[]) =>
    names.flatMap((name) => (name.startsWith('individual.') ? [name.slice('individual.'.length)] : []));
  const own = inside(due);
  const looked = inside(pending);
  const status = looked.length > 0 ? 'pending' : own.length > 0 ? 'unverified' : 'verified';
  return {
    ...individual,
    requirements: {
      alternatives: [],
      currently_due: own,
      errors: [],
      eventually_due: own,
      past_due: own,
      pending_verification: looked,
    },
    verification: { ...individual.verification, status },
  };
}

/** An account with what follows from what it is and has: what it may do, and what it is asked for. */
export function judged(
  account: ConnectedAccount,
  holdings: Holdings,
  before?: Before,
  isLookedThrough = wasVerified(before),
): ConnectedAccount {
  const reason = account.requirements?.disabled_reason ?? null;
  const rejection = isRejected(reason) ? reason : null;
  const due = dueOf(account, holdings, before);
  const isWhole = !due.some(isOfIdentity);
  const looked = LOOKED_AT[isIndividual(account) ? 'individual' : 'company'];
  const standing = { due, pending: isWhole && !isLookedThrough ? looked : [], rejection };
  const statuses = capabilitiesOf(account).map((name) => [name, statusOf(name, standing)] as const);
  const disabled = reasonOf(standing);
  const isAble = disabled === null && statuses.some(([, status]) => status === 'active');
  const { individual } = account;
  return ordered({
    ...account,
    capabilities: Object.fromEntries(statuses),
    // "evaluates if either card_payments or transfers capabilities are active" (docs: connect/testing-verification).
    charges_enabled: isAble,
    details_submitted: isWhole,
    ...(individual === undefined ? {} : { individual: judgedIndividual(individual, standing) }),
    payouts_enabled: isAble,
    requirements: {
      ...NO_REQUIREMENTS,
      alternatives: due.includes('business_profile.url') ? URL_ALTERNATIVE : [],
      currently_due: [...due],
      disabled_reason: disabled,
      eventually_due: [...due],
      past_due: [...due],
      pending_verification: [...standing.pending],
    },
  });
}

/** Recorded. */
const URL_ALTERNATIVE = [
  {
    alternative_fields_due: ['business_profile.product_description'],
    original_fields_due: ['business_profile.url'],
  },
];
