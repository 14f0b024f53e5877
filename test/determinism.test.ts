import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../src/index.ts';
import { LEGS, SEEDED_FROM, Traveller, travel } from './support/journey.ts';
import { processes } from './support/processes.ts';

const CUTS = [...LEGS.keys()].slice(1);

async function whole(key?: string, seed?: string, to?: number): Promise<readonly string[]> {
  const traveller = new Traveller(key, seed);
  const transcript = await travel(traveller, 0, to);
  await traveller.close();
  return transcript;
}

/** What was said up to a leg, the world at that moment, and what is said from there on. */
async function cut(
  at: number,
  key?: string,
): Promise<{ readonly said: number; readonly document: Snapshot; readonly rest: readonly string[] }> {
  const traveller = new Traveller(key);
  await travel(traveller, 0, at);
  const said = traveller.transcript.length;
  const document = await traveller.emulator.snapshot();
  const transcript = await travel(traveller, at);
  await traveller.close();
  return { said, document, rest: transcript.slice(said) };
}

/** The journey in another process, with another time zone and language. */
function elsewhere(from = 0, document?: Snapshot): readonly string[] {
  const script = fileURLToPath(new URL('support/journey-process.ts', import.meta.url));
  const { stdout, stderr, status } = spawnSync(process.execPath, [script, String(from)], {
    input: JSON.stringify(document ?? null),
    encoding: 'utf8',
    env: { PATH: process.env.PATH, TZ: 'Pacific/Chatham', LANG: 'tr_TR.UTF-8' },
    maxBuffer: 100_000_000,
  });
  expect(status, stderr).toBe(0);
  return JSON.parse(stdout);
}

/** Each id by its prefix and when it first appears: another sandbox has other ids in the same places. */
function named(transcript: readonly string[]): readonly string[] {
  const names = new Map<string, string>();
  const nameOf = (id: string) => {
    if (!names.has(id)) names.set(id, `${id.replace(/_[^_]+$/, '')}_${names.size}`);
    return names.get(id) ?? '';
  };
  return transcript.map((line) =>
    line
      .replace(
        /[a-z]acs_test_\w+|[a-z]+(?:_[a-z]+)*_[0-9A-Za-z]{24,31}|req_[0-9A-Za-z]{14}|acct_1[0-9A-Za-z]{15}/g,
        nameOf,
      )
      .replace(/sk_test_\*+\w{4}|[0-9A-Z]{8}(?=")/g, '…'),
  );
}

/** Of two long texts, only the first lines that differ are worth reading. */
function expectSame(found: readonly string[], expected: readonly string[]): void {
  for (const [at, line] of expected.entries()) expect(found[at], `line ${at}`).toBe(line);
  expect(found).toHaveLength(expected.length);
}

describe('the same seed, start and calls', () => {
  it('give the same bytes twice in one process', async () => {
    const [first, second] = [await whole(), await whole()];

    expectSame(second, first);
    expect(first.filter((line) => line.startsWith('webhook')).length).toBeGreaterThan(10);
  });

  it('are of a journey on which every call is understood, but for one', async () => {
    const refused = (await whole()).filter((line) => /^(GET|POST) \S+ [45]/.test(line));

    expect(refused).toEqual([expect.stringMatching(/^POST \/v1\/customers 400/)]);
  });

  it('give the same bytes in another process, time zone and language', processes(1), async () => {
    expectSame(elsewhere(), await whole());
  });

  it('give other ids with another seed, and the same otherwise, of all that is not made of the seed', async () => {
    const [one, other] = await Promise.all(
      ['journey', 'another'].map((seed) => whole(undefined, seed, SEEDED_FROM)),
    );

    expect(other).not.toEqual(one);
    expectSame(named(other ?? []), named(one ?? []));
  });

  it('give another past of a bank account that lives with another seed', async () => {
    const amounts = (transcript: readonly string[]): readonly string[] =>
      transcript
        .filter((line) => line.startsWith('GET /v1/financial_connections/transactions?'))
        .map((line) => (line.match(/"amount": -?\d+/g) ?? []).join());
    const [one, other] = [amounts(await whole()), amounts(await whole(undefined, 'another'))];

    // Those of basic test accounts, then those of a persona.
    expect(one.map((page, at) => page === other[at])).toEqual([true, true, false, false, false]);
  });

  it.each(CUTS)('give the same bytes when the world is saved on the way, after leg %i', async (at) => {
    const [{ said, rest }, transcript] = [await cut(at), await whole()];

    expectSame(rest, transcript.slice(said));
  });
});

describe('a world that was saved half-way', () => {
  it.each(CUTS)('goes on in another emulator as if nothing had been, from leg %i', async (at) => {
    const { document, rest } = await cut(at);
    const traveller = new Traveller();
    await traveller.emulator.restore(document);

    expectSame(await travel(traveller, at), rest);
  });

  it.each(CUTS)('goes on over HTTP, put there in the middle of something else, from leg %i', async (at) => {
    const { document, rest } = await cut(at);
    const traveller = new Traveller();
    await travel(traveller, 0, LEGS.length - at);
    await traveller.call('PUT', '/_emulator/snapshot', JSON.stringify(document));
    const said = traveller.transcript.length;

    expectSame((await travel(traveller, at)).slice(said), rest);
  });

  it.each(CUTS)('goes on in the sandbox of another key, with ids of its own, from leg %i', async (at) => {
    const { document, rest } = await cut(at);
    const traveller = new Traveller('sk_test_another');
    await traveller.emulator.restore(document);

    expectSame(named(await travel(traveller, at)), named(rest));
  });

  it.each(CUTS.flatMap((at) => (at % 3 === 0 ? [[at, 'another'] as const, [at, null] as const] : [])))(
    'goes on in another emulator with ids of its own, from leg %i under the seed %s',
    async (at, seed) => {
      const { document, rest } = await cut(at);
      const traveller = new Traveller(undefined, seed);
      await traveller.emulator.restore(document);

      expectSame(named(await travel(traveller, at)), named(rest));
    },
  );

  it('goes on in another process', processes(1), async () => {
    const at = Math.floor(LEGS.length / 2);
    const { document, rest } = await cut(at);

    expectSame(elsewhere(at, document), rest);
  });
});
