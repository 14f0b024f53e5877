import { type Institution, type InstitutionCatalogue, institutionId } from '../bank/institutions.ts';
import { errors } from '../core/catalogue.ts';
import type { FlowInstitution } from '../model/flow.ts';
import { collectionScope } from '../resources/financial-connections/collected-accounts.ts';
import { type FlowSession, isTypedOnly } from './flow-session.ts';
import { flowIds, ofFlow } from './login-kinds.ts';
import { directedTo } from './session-choice.ts';
import { relinkOf } from './session-relink.ts';

/* The institutions of the picker. */

/** The name in the letters of an id. */
const slug = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');

export function shownInstitution(institution: Institution): FlowInstitution {
  const { name, aliases = [], url = null } = institution;
  const { searchOnly = false, testId = `featured-institution-${slug(name)}` } = ofFlow(institution);
  const [id] = flowIds(institution);
  return {
    id,
    name,
    url,
    icon: null,
    logo: null,
    emulator: { aliases, test_id: testId, search_only: searchOnly },
  };
}

/** The institution that a client names, by its id here or in the API. */
export function institutionNamed(catalogue: InstitutionCatalogue, id: string): Institution {
  for (const institution of catalogue.byId().values())
    if (institutionId(institution) === id || flowIds(institution).includes(id)) return institution;
  throw errors.resourceMissingInParameter('institution', id, 'institution');
}

/** Where the user is led first: by the session's filters, or by what is to be relinked. */
export function initialInstitution({ scope, catalogue, progress }: FlowSession): Institution | undefined {
  const directed = directedTo(catalogue, progress);
  if (directed !== undefined) return directed;
  const relink = relinkOf(collectionScope(scope, progress), progress);
  return relink === undefined ? undefined : catalogue.find(relink.institution);
}

/** All that can be picked: one alone where the filters name it, none where they ask for another country, or for numbers. */
function offeredTo(found: FlowSession): readonly Institution[] {
  const { catalogue, progress, session } = found;
  if (isTypedOnly(found) || (session.filters?.country ?? 'US').toUpperCase() !== 'US') return [];
  const directed = directedTo(catalogue, progress);
  if (directed !== undefined) return [directed];
  const initial = initialInstitution(found);
  const others = [...catalogue.byId().values()].filter((institution) => institution !== initial);
  return initial === undefined ? others : [initial, ...others];
}

export const featuredFor = (found: FlowSession): readonly FlowInstitution[] =>
  offeredTo(found)
    .filter(
      (institution) => ofFlow(institution).searchOnly !== true || institution === initialInstitution(found),
    )
    .map(shownInstitution);

/** Those with the text in their name, today's or one of before; all of an empty text. */
export function searchedFor(found: FlowSession, query: string, limit: number): readonly FlowInstitution[] {
  const text = query.trim().toLowerCase();
  return offeredTo(found)
    .filter(({ name, aliases = [] }) => [name, ...aliases].some((one) => one.toLowerCase().includes(text)))
    .slice(0, limit)
    .map(shownInstitution);
}
