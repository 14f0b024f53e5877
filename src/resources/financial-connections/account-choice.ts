import {
  type Institution,
  type InstitutionCatalogue,
  isOfPersona,
  PERSONAS,
  PERSONAS_INSTITUTION,
} from '../../bank/institutions.ts';
import { errors } from '../../core/catalogue.ts';
import { suggestionOrAll } from '../../core/closest.ts';
import { choices } from '../../core/errors.ts';
import { ours, sentence } from '../../core/sentence.ts';
import { DEFAULT_ACCOUNT, DEFAULT_INSTITUTION, requireInstitution } from './account-collection.ts';

/* Which accounts a user picks, and where. */

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

/** The institution and the accounts that were asked for by their names; what is not said is a default. */
export function chosenAccounts(
  catalogue: InstitutionCatalogue,
  { institution, account, accounts, persona }: AccountChoice,
): ChosenAccounts {
  if (persona !== undefined) {
    checkPersonaAlone({ institution, account, accounts });
    return {
      institution: requireInstitution(catalogue, PERSONAS_INSTITUTION),
      names: namesOfPersona(persona),
    };
  }
  const names = accounts ?? [account ?? DEFAULT_ACCOUNT];
  const usual = names.some(isOfPersona) ? PERSONAS_INSTITUTION : DEFAULT_INSTITUTION;
  return { institution: requireInstitution(catalogue, institution ?? usual), names };
}
