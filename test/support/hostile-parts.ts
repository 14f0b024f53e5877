import fc from 'fast-check';

/* What is wrong with any call, whatever it is for: bodies that are monsters, and headers that nobody sends. */

export const list = (text: string): readonly string[] => text.trim().split(/\s*\|\s*|\n\s*/);

/** Bodies that cost whoever reads them naïvely. */
export const monsters = (maxBytes: number): readonly (string | Uint8Array<ArrayBuffer>)[] => [
  `description=${'x'.repeat(maxBytes)}`,
  `a${'[b]'.repeat(5_000)}=1`,
  `a${'[]'.repeat(5_000)}=1`,
  Array.from({ length: 3_000 }, (_, at) => `k${at}=1`).join('&'),
  Array.from({ length: 1_000 }, (_, at) => `metadata[k${at}]=1`).join('&'),
  'features[]=balance&'.repeat(1_500),
  '&'.repeat(30_000),
  '%'.repeat(1_000),
  new Uint8Array([0xc3, 0x28, 0xff, 0xfe]),
  new Uint8Array([0x61, 0x3d, 0x25, 0x46, 0x46]),
];

const KEYS = [
  ...list(
    'sk_test_stripe_fc_emulator | rk_test_stripe_fc_emulator | pk_test_stripe_fc_emulator | sk_test_blue | sk_live_1 | sk_test_ | nonsense',
  ),
  `sk_test_${'k'.repeat(5_000)}`,
];
const BASIC = [
  'sk_test_blue:',
  'sk_test_a\n\u0000b:',
  'sk_test_abcdefgh\u0000\u0001\u0002\u0003\u00ff',
  ':',
  '',
].map((text) => `Basic ${btoa(text)}`);
const header = (name: string, ...values: readonly string[]) =>
  fc.constantFrom(...values).map((text) => [name, text] as const);
export const headers = fc.uniqueArray(
  fc.oneof(
    header(
      'authorization',
      ...KEYS.map((key) => `Bearer ${key}`),
      ...BASIC,
      'Basic %%%',
      'Bearer ',
      'Bearer',
      '',
      'Digest x',
    ),
    header(
      'stripe-version',
      ...list(
        '2026-10-28.endive | 2026-09-30.endive | 2025-08-27.basil | 2020-08-27 | 2026-08-26.preview | 9999-01-01 | constructor | 2026-13-40',
      ),
      '',
    ),
    header('stripe-account', 'acct_1', 'acct_2', 'acct_', '', 'constructor', '__proto__', 'x y'),
    header('idempotency-key', 'a', 'b', '', 'k'.repeat(255), 'k'.repeat(256), '__proto__', 'ÿ'),
    header(
      'content-type',
      ...list(
        'application/x-www-form-urlencoded | application/json | multipart/form-data; boundary=x | text/plain | constructor',
      ),
      '',
    ),
    header(
      'emulator-refresh',
      ...list(
        'failed | succeeded; delay=5s | manual | never | immediate | current_only;immediate | ; ; | delay= | delay=99999999999999d | constructor',
      ),
    ),
    header('user-agent', 'ÿ', 'x'.repeat(10_000)),
  ),
  { selector: ([name]) => name, maxLength: 3 },
);
