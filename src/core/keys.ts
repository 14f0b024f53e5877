import { errors } from './catalogue.ts';

/** A key as it arrives: what it may do, and which sandbox it names. */
export interface ApiKey {
  readonly kind: 'secret' | 'restricted' | 'publishable';
  /** What keys of one account share: `sk_test_blue`, `rk_test_blue` and `pk_test_blue` are all `blue`. */
  readonly name: string;
  /** First 8 and last 4 characters. */
  readonly masked: string;
}

const KINDS: Readonly<Record<string, ApiKey['kind']>> = { sk: 'secret', rk: 'restricted', pk: 'publishable' };
// Only printable characters, because the masked key is sent in a header.
const KEY = /^(sk|rk|pk)_(test|live)_([\x21-\x7e]+)$/;
const REAL_KEY_LENGTH = 90;

/** How a key is shown in logs, requests, deliveries and errors, which never show it whole. */
export function maskedKey(key: string): string {
  if (key.length <= 12) return `${key.slice(0, 4)}${'*'.repeat(Math.max(4, key.length - 4))}`;
  return `${key.slice(0, 8)}${'*'.repeat(key.length - 12)}${key.slice(-4)}`;
}

/** What a real `sk_` and `pk_` of one Stripe account share (assumed); of other keys all that follows the prefix. */
function nameOf(key: string, rest: string): string {
  return key.length >= REAL_KEY_LENGTH && rest.startsWith('5') ? rest.slice(1, 17) : rest;
}

/** The secret and the publishable key of the sandbox that a key names. */
export const keyPair = (key: string): { readonly apiKey: string; readonly publishableKey: string } => ({
  apiKey: key.replace(/^pk_/, 'sk_'),
  publishableKey: key.replace(/^[srp]k_/, 'pk_'),
});

/** Reads a key, or throws Stripe's 401. */
export function parseKey(key: string): ApiKey {
  const [, prefix = '', mode, rest = ''] = KEY.exec(key) ?? [];
  const kind = KINDS[prefix];
  if (kind === undefined) throw errors.invalidKey(maskedKey(key));
  if (mode === 'live') throw errors.liveKey(maskedKey(key));
  return { kind, name: nameOf(key, rest), masked: maskedKey(key) };
}
