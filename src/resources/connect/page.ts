import { sentence } from '../../core/sentence.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { isConnected } from './shown-account.ts';

/* The pages that account links and login links lead to: their paths say which account they are of, and nothing else is kept. */

const PATH = /^\/(?:setup\/[ces]|(express))\/([^/]+)\/\w+$/;

export const isConnectPath = (path: string): boolean => PATH.test(path);

/** What the page says; undefined if it is of no account of these scopes. */
export function connectPageAt(scopes: readonly Scope[], path: string): string | undefined {
  const [, dashboard, id = ''] = PATH.exec(path) ?? [];
  const isKnown = scopes.some((scope) => scope.account === null && isConnected(scope, id));
  if (!isKnown) return undefined;
  return dashboard === undefined
    ? sentence`The connected account ${id} is asked here for what its requirements name. This page is not emulated: POST /v1/accounts/${id} says it for the account.`
    : sentence`This is the dashboard of the connected account ${id}. This page is not emulated: GET /v1/accounts/${id} shows the account.`;
}
