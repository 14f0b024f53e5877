import {
  type Institution,
  type InstitutionCatalogue,
  isCalled,
  isOfPersona,
  PERSONAS,
  PERSONAS_INSTITUTION,
  type TestAccount,
} from '../../bank/institutions.ts';
import { errors } from '../../core/catalogue.ts';
import { suggestionOrAll } from '../../core/closest.ts';
import { choices } from '../../core/errors.ts';
import { ours, sentence } from '../../core/sentence.ts';

/* Which accounts a user picks, and where. */

const DEFAULT_INSTITUTION = 'Test (Non-OAuth)';
export const DEFAULT_ACCOUNT = 'Success';

/** Accounts of an institution by their names, or a persona, whose accounts are named already. */
export interface AccountChoice {
  readonly institution?: string | undefined;
  readonly account?: string | undefined;
  readonly accounts?: readonly string[] | undefined;
  readonly persona?: string | undefined;
}

interface ChosenAccounts {
  readonly institution: Institution;
  readonly names: readonly string[];
}

/** All accounts of a persona, its main one first. */
function namesOfPersona(persona: string): readonly string[] {
  const found = PERSONAS.find(({ name }) => name.toLowerCase() === persona.toLowerCase());
  if (found !== undefined) return found.accounts.map(({ name }) => name);
  const known = PERSONAS.map(({ name }) => name);
  throw errors.misuse(
    sentence`There is no persona "${persona}".${ours(suggestionOrAll(persona, known))}`,
    'persona',
  );
}

function checkPersonaAlone(others: Omit<AccountChoice, 'persona'>): void {
  const given = Object.entries(others).flatMap(([name, value]) => (value === undefined ? [] : [name]));
  if (given.length === 0) return;
  throw errors.misuse(
    sentence`A persona has its own institution and accounts: leave persona or ${ours(choices(given))} away.`,
    'persona',
  );
}

/** What is picked where nothing is said: at an institution, and of an institution. */
interface Usual {
  readonly institution?: string | undefined;
  readonly namesIn?: (institution: Institution) => readonly string[];
}

/** The institution and the accounts that were asked for by their names; what is not said is as usual. */
export function chosenAccounts(
  catalogue: InstitutionCatalogue,
  { institution: at, account, accounts, persona }: AccountChoice,
  usual: Usual = {},
): ChosenAccounts {
  if (persona !== undefined) {
    checkPersonaAlone({ institution: at, account, accounts });
    return {
      institution: requireInstitution(catalogue, PERSONAS_INSTITUTION),
      names: namesOfPersona(persona),
    };
  }
  const given = accounts ?? (account === undefined ? undefined : [account]);
  const elsewhere = given?.some(isOfPersona) === true ? PERSONAS_INSTITUTION : DEFAULT_INSTITUTION;
  const institution = requireInstitution(catalogue, at ?? usual.institution ?? elsewhere);
  return { institution, names: given ?? usual.namesIn?.(institution) ?? [DEFAULT_ACCOUNT] };
}

/** The institution by its name, or a refusal that offers the nearest. */
export function requireInstitution(catalogue: InstitutionCatalogue, name: string): Institution {
  const found = catalogue.find(name);
  if (found !== undefined) return found;
  throw errors.misuse(
    sentence`No test institution is called "${name}".${ours(suggestionOrAll(name, catalogue.names()))}`,
    'institution',
  );
}

/** Accounts of an institution by name, or a refusal that says who has such an account, or which there are. */
export function requireTestAccounts(
  catalogue: InstitutionCatalogue,
  institution: Institution,
  names: readonly string[],
  param: 'account' | 'accounts',
): readonly TestAccount[] {
  const offered = catalogue.accountsOf(institution);
  return names.map((name, at) => {
    const found = offered.find((account) => isCalled(account, name));
    if (found !== undefined) return found;
    const elsewhere = catalogue.offering(name).map((other) => `"${other.name}"`);
    const list = offered.map((account) => account.name).join(', ');
    throw errors.misuse(
      sentence`${institution.name} has no account called "${name}": ${ours(elsewhere.length === 0 ? `it has ${list}.` : `give institution ${choices(elsewhere)}, which has it.`)}`,
      param === 'account' ? param : `${param}[${at}]`,
    );
  });
}

/** Refuses accounts that the modal would not show because of a subcategory filter. `whose` says whose filter it is. */
export function checkSubcategories(
  picked: readonly TestAccount[],
  allowed: readonly string[] | null | undefined,
  whose: string,
  param: 'account' | 'accounts',
): void {
  if (allowed == null) return;
  const hidden = picked.find(({ subcategory = 'checking' }) => !allowed.includes(subcategory));
  if (hidden === undefined) return;
  throw errors.misuse(
    sentence`"${hidden.name}" is a ${hidden.subcategory ?? 'checking'} account, and the ${whose}'s filters allow ${ours(allowed.join(', '))}.`,
    param,
  );
}
