import { asText } from '../../core/as-text.ts';
import { errors } from '../../core/catalogue.ts';
import { isHash } from '../../core/form.ts';
import { hash, hashOr, optional, type Params, type Shape, string } from '../../core/shape.ts';
import { bankAccountKeys } from '../../model/records.ts';
import type { BankAccount, Customer } from '../../model/wire.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { CUSTOMER } from '../customers/record.ts';
import { previousAttributes } from '../params/changes.ts';
import { TEST_TOKEN } from '../params/test-tokens.ts';
import { dropSource } from './keeping.ts';
import {
  bankAccountOfToken,
  DESCRIPTION,
  type DraftBankAccount,
  describedBankAccount,
  keepBankAccount,
} from './making.ts';
import { BANK_ACCOUNT } from './record.ts';

/* The bank accounts of customers, as programs from before PaymentMethods keep them (docs: ach-deprecated). */

const DESCRIBED = hash({ ...DESCRIPTION, object: optional(string()) });
type Described = Params<(typeof DESCRIBED)['members']>;

const CARDS = 'Use a bank account, or payment_method=pm_usBankAccount_success.';

/** A hash in the place of a token; one of a card is known by what it is, and not by what it holds. */
const described: Shape<Described> = (value, path, voice) => {
  if (isHash(value) && value.object !== undefined && value.object !== BANK_ACCOUNT)
    throw errors.notYetEmulated(`sources of type ${asText(value.object)}`, CARDS);
  return DESCRIBED(value, path, voice);
};

/** `source`: a token, or a bank account's numbers. */
export const SOURCE = hashOr(described, string());
export type GivenSource = string | Described;

/** The bank account that a call gives; refuses one that the customer has. */
export function draftSource(
  scope: Scope,
  given: GivenSource,
  customer: string | null,
  param = 'source',
): DraftBankAccount {
  const draft = typeof given === 'string' ? ofToken(scope, given, param) : ofNumbers(given, param);
  const { fingerprint = null } = draft.details;
  const key = bankAccountKeys.duplicate({ customer, fingerprint });
  if (key !== null && scope.tables[BANK_ACCOUNT].count({ index: 'duplicate', key }) > 0)
    throw errors.bankAccountExists(param);
  return draft;
}

function ofToken(scope: Scope, id: string, param: string): DraftBankAccount {
  if (id.startsWith('src_')) throw errors.resourceMissingInParameter('source', id, param);
  if (TEST_TOKEN.test(id) && scope.tables.token.get(id) === undefined)
    throw errors.notYetEmulated('cards as sources', CARDS);
  return bankAccountOfToken(scope, id, param);
}

function ofNumbers({ object: _object, ...description }: Described, param: string): DraftBankAccount {
  return describedBankAccount(description, (name) => `${param}[${name}]`);
}

/** Keeps a bank account as the source of a customer. Sends no event. */
export function keepSource(
  scope: Scope,
  draft: DraftBankAccount,
  customer: string,
  metadata?: Readonly<Record<string, string>>,
): BankAccount {
  const source = keepBankAccount(scope, draft, { customer }, metadata);
  const { verified, unreachable } = draft.plan;
  if (!verified && unreachable === true)
    scope.in(scope.settings.payments.settlementDelayMs, { kind: 'bank_account.bounce', subject: source.id });
  return source;
}

/** The customer's source of that id; that of another is none (assumed, as are the words for one that there is not). */
export function requireSource(scope: Scope, customer: string, id: string): BankAccount {
  const source = scope.require(BANK_ACCOUNT, id);
  if (source.customer !== customer) throw errors.resourceMissing('source', id);
  return source;
}

/** Gives a customer another default source, and tells of it. */
export function setDefaultSource(scope: Scope, before: Customer, source: string | null): void {
  const after = scope.tables[CUSTOMER].put({ ...before, default_source: source });
  scope.emit('customer.updated', after, previousAttributes(before, after));
}

/** Takes a source away, without asking whose default it was. */
export function removeSource(scope: Scope, source: BankAccount): void {
  dropSource(scope, source);
  scope.emit('customer.source.deleted', source);
}
