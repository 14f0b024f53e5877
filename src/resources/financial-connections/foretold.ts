import type { ForetoldKind, Job } from '../../model/jobs.ts';
import type { Account } from '../../model/wire.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { loginOf } from './bank-login.ts';

/* What will happen to an account by itself: later work in the background, for which `runToIdle` does not wait. */

/** Has it happen after that much sandbox time. */
export function foretell<Kind extends ForetoldKind>(
  scope: Scope,
  { id: subject }: Account,
  afterMs: number,
  what: Omit<Job<Kind>, 'subject' | 'life'> & { readonly kind: Kind },
): void {
  const { life } = loginOf(scope, subject);
  // A cast: the kind decides the other details, which are all there.
  const job = { ...what, subject, ...(life === undefined ? {} : { life }) } as Job<ForetoldKind>;
  scope.in(Math.max(0, afterMs), job, true);
}

/** What was foretold of that kind does not happen any more. */
export function takeBack(scope: Scope, { id }: Pick<Account, 'id'>, ...kinds: readonly ForetoldKind[]): void {
  const meant: readonly string[] = kinds;
  scope.cancel(id, ({ kind }) => meant.includes(kind));
}

/** Nothing that was foretold of an account happens: another one takes its place. */
export const takeBackAll = (scope: Scope, { id }: Pick<Account, 'id'>): void =>
  scope.cancel(id, ({ kind }) => kind.startsWith('account.'));

/** What all of these jobs have in common. */
export type Foretold = Pick<Job<ForetoldKind>, 'subject' | 'life'>;

/** Whether what was foretold is of the account as it is now, and not of one that it has taken the place of. */
const isForetold = (scope: Scope, { subject, life }: Foretold): boolean =>
  loginOf(scope, subject).life === life;

/** The account that a job is about; undefined where it is to do nothing. */
export const foretoldAccount = (scope: Scope, job: Foretold): Account | undefined =>
  isForetold(scope, job) ? scope.tables['financial_connections.account'].get(job.subject) : undefined;

/** "About 30 days before" (docs: api/events/types): so long before a date it is announced. */
export const NOTICE_MS = 30 * 86_400_000;

/** How long it is from now to a date, in Unix seconds. */
export const untilMs = (scope: Scope, date: number): number => date * 1000 - scope.nowMs();
