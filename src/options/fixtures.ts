import { isCurrency } from '../bank/holdings.ts';
import { type Fixtures, type Institution, shippedSets, type TestAccount } from '../bank/institutions.ts';
import { durationSentence } from '../core/duration.ts';
import { REFRESH_OUTCOMES } from '../model/settings.ts';
import { parseTiming } from '../resources/financial-connections/refresh-plan.ts';
import { type Check, duration, hashOf, listOf, mapOf, oneOf, orNull, text, wrong, yesOrNo } from './check.ts';

const wholeNumber: Check = (value, where) => {
  if (!Number.isSafeInteger(value))
    throw wrong(where, value, 'Write a whole number, of cents where it is an amount.');
};

const amounts: Check = (value, where) => {
  mapOf(wholeNumber, 'amounts by their currencies, such as { usd: 100 }')(value, where);
  const unknown = Object.keys(value as object).find((name) => !isCurrency(name));
  if (unknown !== undefined)
    throw new TypeError(
      `${where}: "${unknown}" is no currency. Write its three lower-case letters, such as usd.`,
    );
};

const balanceShape = hashOf(
  {
    as_of: wholeNumber,
    current: amounts,
    type: oneOf('cash', 'credit'),
    cash: hashOf({ available: orNull(amounts) }),
    credit: hashOf({ used: orNull(amounts) }),
  },
  'current',
);
const balance: Check = (value, where) => {
  balanceShape(value, where);
  const { type, cash, credit } = value as { type?: string; cash?: unknown; credit?: unknown };
  const other = (type ?? (credit === undefined ? 'cash' : 'credit')) === 'cash' ? 'credit' : 'cash';
  if ((other === 'cash' ? cash : credit) !== undefined)
    throw new TypeError(`${where} has ${other} beside another type: leave one away.`);
};

const timing: Check = (value, where) => {
  if (typeof value !== 'string' || parseTiming(value) === undefined)
    throw new TypeError(`${durationSentence(where, String(value))} Or say immediate, manual or never.`);
};

const fate: Check = (value, where) => {
  if (typeof value === 'string' && /^(succeeds|stays_processing|unsupported:.+)$/.test(value)) return;
  throw wrong(where, value, 'Say succeeds, stays_processing, or unsupported:<what it would end in>.');
};

const account = hashOf(
  {
    name: text,
    last4: orNull(text),
    account_number: orNull(text),
    category: oneOf('cash', 'credit', 'investment', 'other'),
    subcategory: oneOf('checking', 'credit_card', 'line_of_credit', 'mortgage', 'other', 'savings'),
    status: oneOf('active', 'inactive'),
    deactivates_after: duration,
    announced: yesOrNo,
    number: oneOf('deactivated', 'transactable'),
    number_expires_after: duration,
    payable: yesOrNo,
    payment: fate,
    balance: orNull(balance),
    refresh: hashOf({
      outcomes: listOf(oneOf(...REFRESH_OUTCOMES), 'outcomes'),
      afterwards: oneOf(...REFRESH_OUTCOMES),
      timing,
      next_after: duration,
    } satisfies Record<keyof NonNullable<TestAccount['refresh']>, Check>),
  } satisfies Record<keyof TestAccount, Check>,
  'name',
);

const institution = hashOf(
  {
    name: text,
    aliases: listOf(text, 'names'),
    accounts: text,
    down: text,
  } satisfies Record<keyof Institution, Check>,
  'name',
);

const fixtures = hashOf({
  accounts: mapOf(listOf(account, 'accounts'), 'lists of accounts by the names of their sets'),
  institutions: listOf(institution, 'institutions'),
} satisfies Record<keyof Fixtures, Check>);

/** Throws a TypeError about the first thing in the fixtures that makes no sense. */
export function checkFixtures(value: unknown, where: string): asserts value is Fixtures {
  fixtures(value, where);
  // A cast: the line above has checked the shape.
  const { accounts = {}, institutions = [] } = value as Fixtures;
  const sets = [...shippedSets(), ...Object.keys(accounts)];
  for (const [at, { accounts: set, down, name }] of institutions.entries()) {
    const place = `${where}.institutions[${at}]`;
    if (set === undefined && down === undefined)
      throw new TypeError(
        `${place}: "${name}" has no accounts. Name a set of them, or say why it is down, such as "is down".`,
      );
    if (set !== undefined && !sets.includes(set))
      throw wrong(`${place}.accounts`, set, `There is no such set. There are ${sets.join(', ')}.`);
  }
}
