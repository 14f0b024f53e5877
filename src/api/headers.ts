import { cut } from '../core/sentence.ts';
import type { Call, Outcome } from './call.ts';
import { asHeader } from './render.ts';

/*
 * The headers of an answer, names and values in turn. Which there are and what they say is recorded, of some 710
 * interactions of 2022 to 2026; names are spelt as in Stripe's documentation, which matters to no client over HTTP/2.
 */

/** By which any page may read an answer, whatever the request: `*` with credentials included (recorded, 2026-03 and 2026-07). */
export const ACCESS_CONTROL = {
  'Access-Control-Allow-Credentials': 'true',
  'Access-Control-Allow-Methods': 'GET, HEAD, PUT, PATCH, POST, DELETE',
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers':
    'Request-Id, Stripe-Manage-Version, Stripe-Should-Retry, X-Stripe-External-Auth-Required, X-Stripe-Privileged-Session-Required',
  'Access-Control-Max-Age': '300',
} as const;

/** Those of every answer, 401s included (recorded: values of 2026-03 and 2026-07). */
export const OF_EVERY_ANSWER: readonly string[] = [
  'Content-Type',
  'application/json',
  ...Object.entries(ACCESS_CONTROL).flat(),
  'Cache-Control',
  'no-cache, no-store',
  'Strict-Transport-Security',
  'max-age=63072000; includeSubDomains; preload',
  'Vary',
  'Origin',
];

const UNAUTHORIZED: readonly string[] = [...OF_EVERY_ANSWER, 'WWW-Authenticate', 'Bearer realm="Stripe"'];

/** The headers of an answer that no sandbox gives; `requestId` is not told where the key is refused (recorded). */
export function headersWithoutSandbox(status: number, requestId: string): readonly string[] {
  return status === 401 ? UNAUTHORIZED : [...OF_EVERY_ANSWER, 'Request-Id', requestId];
}

/** The headers of the answer to a call. */
export function headersOf(call: Call, outcome: Outcome): readonly string[] {
  if (outcome.status === 401) return UNAUTHORIZED;
  const headers = [...OF_EVERY_ANSWER, 'Request-Id', call.requestId, 'Stripe-Version', echoed(call.version)];
  if (call.idempotencyKey !== null) addKeyed(headers, call, call.idempotencyKey, outcome);
  if (call.account !== null) headers.push('Stripe-Account', echoed(call.account));
  if (outcome.headers !== undefined) headers.push(...Object.entries(outcome.headers).flat());
  if (outcome.note !== undefined) headers.push('Emulator-Note', asHeader(outcome.note));
  return headers;
}

/**
 * What a call with a key is told (recorded): the request that the key is bound to, which is itself at first, and, once
 * its execution has begun, that the same call would only be told the same.
 */
function addKeyed(
  headers: string[],
  { requestId }: Call,
  key: string,
  { original, hasBegun }: Outcome,
): void {
  headers.push('Idempotency-Key', echoed(key), 'Original-Request', original ?? requestId);
  if (original !== undefined) headers.push('Idempotent-Replayed', 'true');
  if (hasBegun === true) headers.push('Stripe-Should-Retry', 'false');
}

/**
 * What was sent in a header, as much as is answered of it. Where a parameter stands for the header it may hold what no
 * header can: the end of a line, or what is not Latin-1.
 */
const echoed = (sent: string): string =>
  cut(sent)
    .replaceAll('…', '...')
    .replace(/[^\t\x20-\x7e\x80-\xff]/g, '?');
