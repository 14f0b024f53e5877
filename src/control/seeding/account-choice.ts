import {
  type Institution,
  type InstitutionCatalogue,
  institutionId,
  isCalled,
} from '../../bank/institutions.ts';
import { isHash } from '../../core/form.ts';
import type { Account } from '../../model/wire.ts';
import { DEFAULT_ACCOUNT } from '../../resources/financial-connections/account-choice.ts';
import { loginOf } from '../../resources/financial-connections/bank-login.ts';
import type { Scope } from '../../sandbox/scope.ts';
import type { ObjectParams } from '../account-params.ts';
import type { Fields } from './fields.ts';

/* Which bank account an account is of that is put in place. */

const TYPE = 'financial_connections.account';
const TRANSACTIONS = 'financial_connections.transactions';

/** Whether it is said what its bank is, or is to know. */
const isSaid = ({ account, holdings, persona, refresh }: ObjectParams): boolean =>
  [account, holdings, persona, refresh].some((given) => given !== undefined);

/** The earlier account whose bank it keeps: one of its id, where nothing is said of the bank, or the same. */
export function earlierOf(
  scope: Scope,
  catalogue: InstitutionCatalogue,
  params: ObjectParams,
): Account | undefined {
  const earlier = scope.tables[TYPE].get(params.id ?? '');
  if (earlier === undefined || isSaid(params)) return undefined;
  const { institution } = params;
  if (institution === undefined) return earlier;
  const known = catalogue.find(loginOf(scope, earlier.id).institution);
  return known !== undefined && institutionId(known) === institution ? earlier : undefined;
}

type Choice = Pick<ObjectParams, 'account' | 'institution'>;

/** As an answer of previews names it, by the id: any of its accounts will do where none is called so. */
function accountAt(catalogue: InstitutionCatalogue, institution: Institution, params: ObjectParams): Choice {
  const offered = catalogue.accountsOf(institution).map((account) => account);
  const called = offered.find((account) => isCalled(account, params.display_name ?? ''));
  if (called !== undefined) return { account: called.name };
  const hasDefault = offered.some((account) => isCalled(account, DEFAULT_ACCOUNT));
  const [first] = offered;
  const isById = institutionId(institution) === params.institution;
  return hasDefault || !isById || first === undefined ? {} : { account: first.name };
}

/**
 * The test account that an answer of the API tells of, where nothing else is said: at its institution, which previews tell,
 * the one that is called as it is; else the one that only one institution has under that name.
 */
export function choiceTold(catalogue: InstitutionCatalogue, params: ObjectParams): Choice {
  if (params.account !== undefined || params.persona !== undefined) return {};
  const { display_name: name, institution: at } = params;
  if (at !== undefined) {
    const institution = catalogue.find(at);
    return institution === undefined ? {} : accountAt(catalogue, institution, params);
  }
  if (name == null) return {};
  const [only, ...others] = catalogue.offering(name);
  return only === undefined || others.length > 0 ? {} : { account: name, institution: only.name };
}

/** Whether its transactions are put in place in the same call, and nothing says that it has others as well. */
export function hasTransactionsBeside(beside: Fields, params: ObjectParams): boolean {
  if (isSaid(params) || params.id === undefined) return false;
  const given = beside[TRANSACTIONS];
  // A form's list may come as a hash of its indexes.
  const list = typeof given === 'object' && given !== null ? Object.values(given) : [];
  return list.some((one: unknown) => isHash(one) && one.account === params.id);
}
