import { errors } from '../core/catalogue.ts';
import { spelledAlike } from '../core/closest.ts';
import type { StripeError } from '../core/errors.ts';
import { cut, MOST_SENT, ours, sentence } from '../core/sentence.ts';
import { isBefore } from '../model/versions/version-string.ts';
import { UPCOMING_UNTIL } from '../resources/billing/invoices/older-previews.ts';
import { operations } from '../resources/index.ts';
import { stubAdvice } from './stub-advice.ts';

const segments = (path: string): readonly string[] => path.split('/').filter((segment) => segment !== '');

/** Endpoints of Stripe's in whose place something else is here (docs/decisions/018-no-test-clocks.md). */
const isTestClock = (path: string): boolean => /^\/v1\/test_helpers\/test_clocks(?=\/|$)/.test(path);

/** Would be read as an invoice whose id is `upcoming`. */
export const isUpcoming = (path: string): boolean => /^\/v1\/invoices\/upcoming(?=\/|$)/.test(path);

/** Whether it is asked for as versions have it that have it. */
export const isUpcomingIn = (version: string, method: string): boolean =>
  method === 'GET' && isBefore(version, UPCOMING_UNTIL);

const PREVIEW = sentence` stripe-fc-emulator: Stripe has GET /v1/invoices/upcoming and its lines in versions before ${UPCOMING_UNTIL}. POST /v1/invoices/create_preview takes their place in every version.`;

/** What does the same for endpoints of Stripe's that are not emulated and have no neighbour whose name says so. */
const INSTEAD: readonly (readonly [path: RegExp, instead: string])[] = [
  [
    /^\/v1\/(transfers|application_fees)(?=\/|$)/,
    "What it would bring can be put in place: POST /_emulator/objects, with the account's Stripe-Account, balance_transactions.",
  ],
  [
    /^\/v1\/accounts\/[^/]+\/persons(?=\/|$)/,
    'Who stands behind an account is said by individual or company of POST /v1/accounts and POST /v1/accounts/:account.',
  ],
];

const insteadOf = (path: string): string | undefined => INSTEAD.find(([asked]) => asked.test(path))?.[1];

const isId = (segment: string): boolean => segment.startsWith(':');

/**
 * Names of what Stripe has and is not emulated, each like one that is: whoever writes them means them. A test holds them
 * against all paths of the official client.
 */
const STRIPES_OWN: ReadonlySet<string> = new Set([
  'payment_method_domains',
  'payment_records',
  'subscription_schedules',
]);

/** The emulated path, if all of it but the spelling of one word is what was asked for. */
function misspelt(given: readonly string[], path: string): number {
  const known = segments(path);
  if (known.length !== given.length) return Number.NaN;
  let wrong = 0;
  for (const [at, segment] of known.entries()) {
    const asked = given[at] ?? '';
    if (isId(segment) || asked === segment) continue;
    if (STRIPES_OWN.has(asked) || spelledAlike(asked, [segment]) === undefined) return Number.NaN;
    wrong++;
  }
  return wrong;
}

/** What is emulated and was perhaps meant; none is better than a wrong one. */
function nearest(method: string, given: readonly string[]): string | undefined {
  const ranked = operations
    .map((operation) => ({ operation, wrong: misspelt(given, operation.path) }))
    .filter(({ wrong }) => wrong <= 1);
  const right = ranked.filter(({ wrong }) => wrong === 0).map(({ operation }) => operation);
  // `/search/` is the path of a search, not that of an object whose id is `search`.
  const path = right.find((each) => !segments(each.path).some(isId))?.path ?? right[0]?.path;
  const methods = right.filter((each) => each.path === path).map((each) => each.method);
  if (methods.length > 0) return `${path} is emulated for ${methods.join(' and ')}.`;
  const alike = ranked.find(({ operation }) => operation.method === method) ?? ranked[0];
  return alike === undefined ? undefined : `The nearest that is: ${alike.operation.name}.`;
}

/** A path that is emulated, but for where it begins: the base of the client's URLs has a `/v1` too much or too few. */
function misplaced(path: string): string | undefined {
  const isEmulated = (candidate: string) =>
    operations.some((operation) => misspelt(segments(candidate), operation.path) === 0);
  if (path.startsWith('/v1/v1/') && isEmulated(path.slice('/v1'.length)))
    return 'The base of the URL has a /v1 of its own: clients add it.';
  if (isEmulated(`/v1${path}`)) return sentence`Did you mean /v1${path}?`;
  return undefined;
}

/**
 * Stripe's 404 for a path that is not emulated: it says what was perhaps meant, and how the caller can answer the path by
 * himself; `userAgent` tells the language.
 */
export function nearMiss(method: string, asked: string, userAgent: string | null = null): StripeError {
  // It is said twice.
  const path = cut(asked, MOST_SENT / 2 - method.length);
  const elsewhere = misplaced(path);
  if (elsewhere !== undefined)
    return errors.unrecognizedUrl(method, path, sentence` stripe-fc-emulator: ${ours(elsewhere)}`);
  if (!path.startsWith('/v1/') && !path.startsWith('/v2/')) return errors.unrecognizedUrl(method, path);
  if (isTestClock(path)) return errors.testClocksRefused();
  if (isUpcoming(path)) return errors.unrecognizedUrl(method, path, PREVIEW);
  const hints = [
    'This endpoint is not emulated.',
    insteadOf(path) ?? nearest(method, segments(path)),
    stubAdvice(userAgent, method, path),
  ];
  const said = hints.filter((hint) => hint !== undefined).join(' ');
  return errors.unrecognizedUrl(method, path, ` stripe-fc-emulator: ${said}`);
}
