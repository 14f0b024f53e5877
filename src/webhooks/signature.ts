import { signer, web } from '../web.ts';

const encoder = new web.TextEncoder();

const hex = (bytes: ArrayBuffer): string =>
  [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('');

// Importing a key costs as much as signing with it. A Map for few: each endpoint has one secret, or all have the same.
const keys = new Map<string, Promise<CryptoKey>>();
const MAX_KEYS = 100;

function keyOf(secret: string): Promise<CryptoKey> {
  const known = keys.get(secret);
  if (known !== undefined) return known;
  if (keys.size >= MAX_KEYS) keys.clear();
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const imported = signer().importKey('raw', encoder.encode(secret), algorithm, false, ['sign']);
  keys.set(secret, imported);
  return imported;
}

/**
 * The header `Stripe-Signature`: HMAC-SHA256 over `t.body`, keyed with the whole `whsec_…` string (docs:
 * webhooks/signature). `t` is wall time in Unix seconds, because the receiver holds it against its own clock.
 */
export async function stripeSignature(body: string, secret: string, t: number): Promise<string> {
  return `t=${t},v1=${hex(await signer().sign('HMAC', await keyOf(secret), encoder.encode(`${t}.${body}`)))}`;
}
