import type { FlowProgress } from '../../model/flow-progress.ts';
import type { ObjectType } from '../../model/records.ts';
import type { StagedScope } from './staged.ts';
import { damaged, named } from './voice.ts';

/* What users of the authentication flow have done, and what its pages do by themselves, is of what is there. */

const SESSION = 'financial_connections.session';
const ACCOUNT = 'financial_connections.account';
const SUBJECTS = [SESSION, 'payment_intent', 'setup_intent'] as const;

type Scopes = ReadonlyMap<string | null, StagedScope>;

const has = ({ tables }: StagedScope, type: ObjectType, id: string): boolean => tables[type].isCursor(id);

const accountsOf = ({ linked, paying }: FlowProgress): readonly string[] =>
  paying === undefined ? linked : [...linked, paying];

export function checkFlows(scope: StagedScope, scopes: Scopes, place: string): void {
  const { flows, scenarios, sessions } = scope.facts;
  const known = (
    fact: string,
    type: ObjectType,
    id: string,
    owner: StagedScope | undefined = scope,
  ): void => {
    if (!has(owner, type, id))
      throw damaged(`${place}.${fact}`, `it knows of the ${type} ${named(id)}, and there is none.`);
  };
  for (const [id, flow] of flows) {
    known('flows', SESSION, id);
    if (flow.intent !== undefined) known('flows', flow.intent.type, flow.intent.id);
    const owner = scopes.get(sessions.get(id)?.scope ?? scope.account);
    for (const account of accountsOf(flow)) known('flows', ACCOUNT, account, owner);
  }
  for (const id of scenarios.keys())
    if (!SUBJECTS.some((type) => has(scope, type, id))) known('scenarios', SESSION, id);
}
