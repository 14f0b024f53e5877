const encoder = new TextEncoder();

const hex = (bytes: ArrayBuffer): string =>
  [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('');

/**
 * The header `Stripe-Signature`: HMAC-SHA256 over `t.body`, keyed with the whole `whsec_…` string (docs:
 * webhooks/signature). `t` is wall time in Unix seconds, because the receiver holds it against its own clock.
 */
export async function stripeSignature(body: string, secret: string, t: number): Promise<string> {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('raw', encoder.encode(secret), algorithm, false, ['sign']);
  return `t=${t},v1=${hex(await crypto.subtle.sign('HMAC', key, encoder.encode(`${t}.${body}`)))}`;
}
