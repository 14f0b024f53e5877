import { describe, expect, it } from 'vitest';
import { digestOf } from '../../src/core/digest.ts';
import { IdempotencyKeys, type SavedAnswer } from '../../src/core/idempotency.ts';
import { setup } from '../support/setup.ts';

const HOUR_MS = 3_600_000;

function keys({ keys: bound = 3, lifetimeMs = 24 * HOUR_MS } = {}) {
  const said: string[] = [];
  return { said, known: new IdempotencyKeys({ keys: bound, lifetimeMs }, (sentence) => said.push(sentence)) };
}

const answer = (fields: Partial<SavedAnswer> = {}): SavedAnswer => ({
  path: '/v1/customers',
  fingerprint: '{}',
  requestId: 'req_1',
  status: 200,
  text: '{}',
  savedMs: 0,
  ...fields,
});

const SAME = () => true;

describe('an idempotency key', () => {
  it('gives the saved answer until 24 hours have passed', () => {
    const { known } = keys();
    known.save('key', answer());

    expect(known.find('key', '/v1/customers', SAME, 24 * HOUR_MS - 1)).toEqual(answer());
    expect(known.find('key', '/v1/customers', SAME, 24 * HOUR_MS)).toBeUndefined();
  });

  it('belongs to one path and one set of parameters', () => {
    const { known } = keys();
    known.save('key', answer());

    expect(() => known.find('key', '/v1/events', SAME, 0)).toThrow("('/v1/customers' vs '/v1/events')");
    expect(() => known.find('key', '/v1/customers', () => false, 0)).toThrow('with the same parameters');
  });

  it('is in use while its request is carried out, and free afterwards', () => {
    const { known } = keys();
    const release = known.claim('key');

    expect(() => known.claim('key')).toThrow('There is currently another in-progress request');
    release();
    expect(() => known.claim('key')).not.toThrow();
  });

  it('is neither empty nor longer than 255 characters', () => {
    const { known } = keys();

    expect(() => known.claim('')).toThrow('non-empty');
    expect(() => known.claim('k'.repeat(256))).toThrow('at most 255');
    expect(() => known.claim('k'.repeat(255))).not.toThrow();
  });

  it('makes room for new ones when there are too many, and says so', () => {
    const { known, said } = keys();
    for (const name of ['a', 'b', 'c', 'd']) known.save(name, answer());

    expect(known.entries().map(([name]) => name)).toEqual(['b', 'c', 'd']);
    expect(said).toEqual([
      'More than 3 idempotency keys: the oldest are forgotten (limits.idempotencyKeys).',
    ]);
  });

  it('expires quietly when a later one is saved', () => {
    const { known, said } = keys();
    known.save('old', answer());
    known.save('new', answer({ savedMs: 24 * HOUR_MS }));

    expect(known.entries().map(([name]) => name)).toEqual(['new']);
    expect(said).toEqual([]);
  });

  it('goes on after it was saved and restored, with its place in the line', () => {
    const [before, after] = [keys().known, keys().known];
    for (const name of ['a', 'b', 'a']) before.save(name, answer());
    after.restore(JSON.parse(JSON.stringify(before.entries())));

    expect(after.entries()).toEqual(before.entries());
    expect(after.entries().map(([name]) => name)).toEqual(['b', 'a']);
  });
});

describe('the parameters of a key', () => {
  const POSTED = 'email=jenny%40example.com&name=Jenny&metadata[a]=1&metadata[b]=2';
  const SHUFFLED = 'metadata[b]=2&name=Jenny&metadata[a]=1&email=jenny%40example.com';
  const LONG = `&description=${'x'.repeat(600)}`;

  // Stripe compares parameters (docs: api/idempotent_requests), and no source speaks of their order.
  it.each([
    ['short', ''],
    ['long', LONG],
  ])('may be sent in any order: %s', async (_, more) => {
    const { call } = setup();
    const headers = { 'idempotency-key': 'k' };

    const first = await call('POST', '/v1/customers', { form: POSTED + more, headers });
    const again = await call('POST', '/v1/customers', { form: SHUFFLED + more, headers });
    const other = await call('POST', '/v1/customers', { form: `${POSTED}${more}&phone=1`, headers });

    expect([again.status, again.body.id]).toEqual([200, first.body.id]);
    expect(other.status).toBe(400);
  });

  it('are a list in its order', async () => {
    const { call } = setup();
    const headers = { 'idempotency-key': 'k' };

    await call('POST', '/v1/customers', { form: 'preferred_locales[]=en&preferred_locales[]=de', headers });
    const { status } = await call('POST', '/v1/customers', {
      form: 'preferred_locales[]=de&preferred_locales[]=en',
      headers,
    });

    expect(status).toBe(400);
  });
});

describe('what is kept of the parameters', () => {
  it('is short, however long they are, and another for each of them', () => {
    const long = 'x'.repeat(100_000);
    const ends = Array.from({ length: 1_000 }, (_, at) => `${long}${at}`);
    const starts = Array.from({ length: 1_000 }, (_, at) => `${at}${long}`);
    const kept = [...ends, ...starts].map(digestOf);

    expect(new Set(kept).size).toBe(2_000);
    expect(Math.max(...kept.map(({ length }) => length))).toBeLessThan(100);
  });

  it('is the parameters themselves, where they are short', () => {
    expect(digestOf('{"name":"Jenny"}')).toBe('{"name":"Jenny"}');
  });
});
