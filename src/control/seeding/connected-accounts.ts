import { asText } from '../../core/as-text.ts';
import { errors } from '../../core/catalogue.ts';
import { type AnyHash, isHash } from '../../core/form.ts';
import { oneOf } from '../../core/shape.ts';
import { connectedAccountShape } from '../../model/shapes/connected-account.ts';
import type { BankAccount, ConnectedAccount } from '../../model/wire.ts';
import { withSaid } from '../../resources/connect/account-changes.ts';
import { EMPTY_COMPANY, newIndividual } from '../../resources/connect/account-people.ts';
import { ACCOUNT, completeConnectedAccount, ordered } from '../../resources/connect/account-record.ts';
import { assumedAccount } from '../../resources/connect/shown-account.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { preparedBankAccount } from './bank-accounts.ts';
import { checkedFields, VOICE, withoutFixed } from './fields.ts';
import { type Given, keptOf, type PreparedObject, textOf } from './preparation.ts';

const WORDS = {
  business_type: oneOf('company', 'government_entity', 'individual', 'non_profit'),
  type: oneOf('custom', 'express', 'none', 'standard'),
};

/** As an answer has them, or as a creation asks for them: put in place, they are there. */
const capabilitiesIn = (given: AnyHash): AnyHash =>
  Object.fromEntries(
    Object.entries(given).flatMap(([name, asked]) => {
      if (!isHash(asked)) return [[name, asked]];
      return asText(asked.requested) === 'true' ? [[name, 'active']] : [];
    }),
  );

/** Every field that an account can have. */
const templateOf = (scope: Scope): ConnectedAccount => ({
  ...completeConnectedAccount(scope, { id: 'template', type: 'express' }),
  company: EMPTY_COMPANY,
  groups: { payments_pricing: null },
  individual: { ...newIndividual(scope, 'template') },
});

/** The hashes that are given, each over what an account has of its own. */
function wholeHashes(account: AnyHash, template: AnyHash, given: AnyHash): AnyHash {
  const whole = Object.entries(given).flatMap(([name, value]) => {
    if (!isHash(value) || name === 'metadata' || name === 'capabilities') return [];
    const base = account[name] ?? template[name];
    return [[name, isHash(base) ? withSaid(base, value) : value] as const];
  });
  return Object.fromEntries(whole);
}

/** The external accounts that an answer shows in its account, the newest first; what is not given of them is made. */
function externalIn(given: Given, account: string, list: unknown): readonly PreparedObject<BankAccount>[] {
  const data = isHash(list) && Array.isArray(list.data) ? list.data : [];
  return data
    .map((external: unknown, at) => {
      const where = `${given.where}.external_accounts.data[${at}]`;
      if (!isHash(external)) throw VOICE.wrong(where, external, 'Write a hash', errors.invalidHash(where));
      return preparedBankAccount({ ...given, fields: { ...external, account }, where });
    })
    .reverse();
}

/** A connected account, of which nothing is asked unless it is said; all are kept with the platform. */
export function preparedConnectedAccount(of: Given): PreparedObject<ConnectedAccount> {
  const { scope, fields, where } = of;
  const { platform } = scope.sandbox;
  const { external_accounts: list, ...given } = withoutFixed(fields, ACCOUNT, where);
  const id = textOf(given.id);
  const template = templateOf(platform);
  const checked = checkedFields(template, given, ACCOUNT, where, WORDS);
  const { type = 'custom' } = checked;
  const blank = completeConnectedAccount(platform, { type, ...(id === undefined ? {} : { id }) });
  const { capabilities, ...ready } = assumedAccount(platform, blank.id);
  const own: ConnectedAccount = { ...ready, ...pick(blank) };
  const record = ordered({
    ...own,
    capabilities: capabilities ?? {},
    created: platform.seconds(),
    ...keptOf(platform, ACCOUNT, blank.id),
    ...checked,
    ...wholeHashes({ ...own }, { ...template }, { ...checked }),
    ...(isHash(checked.capabilities) ? { capabilities: capabilitiesIn(checked.capabilities) } : {}),
  } as ConnectedAccount);
  connectedAccountShape(record, where, VOICE);
  const externals = externalIn(of, record.id, list);
  return {
    scope: platform,
    id: record.id,
    references: [],
    put() {
      for (const external of externals) external.put();
      return platform.tables[ACCOUNT].put(record);
    },
  };
}

/** What an account of its type has of its own. */
const pick = ({
  controller,
  login_links: links,
  settings,
  type,
}: ConnectedAccount): Partial<ConnectedAccount> => ({
  ...(controller === undefined ? {} : { controller }),
  ...(links === undefined ? {} : { login_links: links }),
  ...(settings === undefined ? {} : { settings }),
  type,
});
