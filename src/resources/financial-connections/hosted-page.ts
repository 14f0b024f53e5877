import { sentence } from '../../core/sentence.ts';
import type { Scope } from '../../sandbox/scope.ts';

/* The page of a hosted session, stored as a path: `src/model/pages.ts` says where. Stripe publishes neither path nor host. */

const PATH = '/financial_connections/hosted/';

const LIFETIME_MS = 86_400_000;

/** It is there for a day (assumed). */
export const expireLater = (scope: Scope, subject: string): void =>
  scope.in(LIFETIME_MS, { kind: 'session.expire', subject }, true);

export const newHostedPath = (scope: Scope): string => `${PATH}${scope.id('hosted')}`;

export const isHostedPath = (path: string): boolean => path.startsWith(PATH);

/** The path of such a page's URL; of another page the URL as it is. */
export function pathOfHosted(url: string): string {
  const at = url.indexOf(PATH);
  return at < 0 ? url : url.slice(at);
}

/** What the page says until it is emulated; undefined if the path is of none. */
export function hostedPageAt(scopes: Iterable<Scope>, path: string): string | undefined {
  for (const { facts } of scopes)
    for (const [id, { preview, state }] of facts.sessions)
      if (preview?.page === path)
        return state === 'open'
          ? sentence`The session ${id} waits for its user. This page is not emulated: POST /_emulator/financial_connections/sessions/${id}/complete plays the user.`
          : sentence`The session ${id} has ended: its state is "${state}".`;
  return undefined;
}
