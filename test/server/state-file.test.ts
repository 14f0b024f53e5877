import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { chmod, rm, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { createEmulator } from '../../src/index.ts';
import { resolveOptions } from '../../src/options/resolve.ts';
import { internalsOf } from '../../src/server/internals.ts';
import { whyNot } from '../../src/server/state/error.ts';
import { StateReader } from '../../src/server/state/reader.ts';
import { stateText } from '../../src/server/state/text.ts';
import { kept, stateFile } from '../support/kept.ts';

/* Files that cannot be read, and places that cannot be written. */

const { settings } = resolveOptions({ log: false });

/** The bytes of a state of two sandboxes. */
let whole: Buffer;
beforeAll(async () => {
  const emulator = createEmulator({
    seed: 'a',
    log: false,
    objects: { customers: [{ id: 'cus_1', name: 'Jérôme €' }] },
  });
  emulator.sandbox('sk_test_other');
  const { worlds, dispatcher } = internalsOf(emulator);
  worlds.nameBy((name) => crc32(name).toString(16).padStart(64, '0'));
  whole = ended([...stateText(worlds, dispatcher)].join(''), 2);
});

/** With an end that fits. */
function ended(text: string, sandboxes: number): Buffer {
  const sum = crc32(text);
  return Buffer.from(`${text}${JSON.stringify({ end: true, sandboxes, crc32: sum })}\n`);
}

const lines = (): readonly string[] => whole.toString().trimEnd().split('\n');
const withLines = (...texts: readonly (string | undefined)[]): string =>
  texts.map((text) => `${text}\n`).join('');

function read(...pieces: readonly Uint8Array[]): number {
  const reader = new StateReader(settings.limits);
  for (const piece of pieces) reader.write(Buffer.from(piece));
  return reader.end().length;
}

describe('a state', () => {
  it('reads the same, in pieces however cut', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(whole.length), { maxLength: 20 }), (cuts) => {
        const at = [0, ...cuts.sort((a, b) => a - b), whole.length];
        expect(read(...at.slice(1).map((to, index) => whole.subarray(at[index], to)))).toBe(2);
      }),
    );
  });

  it('is refused with any byte of it changed', () => {
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), (at, difference) => {
        const changed = Buffer.from(whole);
        changed[at] = (whole[at] ?? 0) ^ difference;
        expect(() => read(changed)).toThrow();
      }),
      { numRuns: 500 },
    );
  });

  it('is refused wherever it breaks off', () => {
    fc.assert(
      fc.property(fc.nat(whole.length - 1), (length) => {
        expect(() => read(whole.subarray(0, length))).toThrow();
      }),
    );
  });

  it.each([
    [
      'of a newer format',
      () => '{"object":"emulator.state","version":2,"emulator":"9.0.0"}\n{"more":1}\n',
      /stripe-fc-emulator 9\.0\.0 has written it in version 2 of its format, and this emulator reads version 1\. Use that emulator or a newer one\./,
    ],
    ['that is empty', () => '', /it is empty\./],
    ['of something else', () => '{"name":"my-app"}\n', /it is no state of this emulator\./],
    ['of one long line', () => 'x'.repeat(100_000), /it is no state of this emulator\./],
    ['that is a snapshot', () => `${lines()[2]}\n`, /it is a snapshot of one sandbox, and no state/],
    ['without its end', () => withLines(...lines().slice(0, -1)), /it is damaged: it breaks off in line 6\./],
    ['with a line more', () => `${whole}{}\n`, /damaged, in line 7: something follows its end\./],
    ['with a line that is no JSON', () => withLines(lines()[0], '{"sandbox":'), /damaged, in line 2: /],
    [
      'with a sandbox without its hash',
      () => withLines(lines()[0], '{"used":true}'),
      /damaged, in line 2: .*sandbox/,
    ],
    ['with a snapshot that is none', () => withLines(...lines().slice(0, 2), '{}'), /damaged, in line 3: /],
    [
      'with a sandbox twice',
      () => ended(withLines(...lines().slice(0, 3), lines()[1]), 2).toString(),
      /damaged, in line 4: this sandbox is there already\./,
    ],
    [
      'with a sandbox less',
      () => ended(withLines(...lines().slice(0, 3)), 2).toString(),
      /it tells of 2 sandboxes, and there are 1\./,
    ],
    [
      'that somebody has edited',
      () => whole.toString().replace('Jérôme', 'Jerome'),
      /it does not add up to its checksum, so a part was changed\./,
    ],
    [
      'that is not UTF-8',
      () => Buffer.from(whole.toString('latin1').replace('Ã', 'ÿ'), 'latin1'),
      /damaged, in line 3: /,
    ],
  ])('%s is refused, and left as it is', async (_, make, sentence) => {
    const file = stateFile();
    writeFileSync(file, make());

    const opening = kept(file);

    await expect(opening).rejects.toThrow(sentence);
    await expect(opening).rejects.toThrow(`Failed to open the state ${file}: `);
    await expect(opening).rejects.toThrow('It was left as it is: move it away, or name another file.');
    expect(readFileSync(file)).toEqual(Buffer.from(make()));
    // Not even a lock.
    expect(readdirSync(dirname(file))).toEqual(['state']);
  });

  it('with more sandboxes than are allowed is refused', async () => {
    const file = stateFile();
    const before = await kept(file);
    for (const name of ['a', 'b', 'c']) before.emulator.sandbox(`sk_test_${name}`);
    await before.stop();

    await expect(kept(file, { limits: { sandboxes: 3 } })).rejects.toThrow(
      'with it there are 4 sandboxes, and 3 are allowed. Raise limits.sandboxes in the configuration, or name another file.',
    );
    await expect(kept(file, { limits: { sandboxes: 4 } })).resolves.toBeDefined();
  });
});

describe('a place', () => {
  it('that is a folder is refused', async () => {
    const file = stateFile();
    mkdirSync(file);

    await expect(kept(file)).rejects.toThrow('it is no file. Name a file.');
  });

  it('in a folder that is not there is refused', async () => {
    const file = join(stateFile(), 'deeper');

    await expect(kept(file)).rejects.toThrow('there is no such folder (ENOENT: ');
  });

  it('that is a device is refused', async () => {
    const file = stateFile();
    await symlink('/dev/full', file);

    await expect(kept(file)).rejects.toThrow('it is no file. Name a file.');
  });

  it('whose temporary file cannot be made is refused at start', async () => {
    const file = stateFile();
    mkdirSync(join(`${file}.tmp`, 'in the way'), { recursive: true });

    await expect(kept(file)).rejects.toThrow('a folder is in its way (EISDIR: ');
  });

  // The superuser may write everywhere.
  it.skipIf(process.getuid?.() === 0)('that may not be written is refused', async () => {
    const file = stateFile();
    await (await kept(file)).stop();
    await chmod(file, 0o400);

    await expect(kept(file)).rejects.toThrow('this user may not use it (EACCES).');
  });

  it('behind a link is written there', async () => {
    const file = stateFile();
    const link = `${file}.link`;
    await (await kept(file)).stop();
    await symlink(file, link);

    const { emulator, stop } = await kept(link);
    emulator.sandbox('sk_test_other');
    await stop();

    expect(readFileSync(file, 'utf8').trimEnd().split('\n')).toHaveLength(6);
  });

  it('with a temporary file that was left behind is used', async () => {
    const file = stateFile();
    writeFileSync(`${file}.tmp`, 'half', { mode: 0o644 });

    await (await kept(file)).stop();

    expect(readdirSync(dirname(file))).toEqual(['state']);
  });

  it.each([
    ['ENOSPC', 'the disk is full (ENOSPC). Make room.'],
    ['EROFS', 'its file system is read-only (EROFS). Name a file elsewhere.'],
    [
      'EACCES',
      'this user may not use it (EACCES). Let this user write the file and its folder, or name another file.',
    ],
    ['EIO', 'EIO: i/o error.'],
  ])('that refuses with %s is told of', (code, sentence) => {
    expect(whyNot(Object.assign(new Error(`${code}: i/o error`), { code }))).toBe(sentence);
  });
});

const PATIENCE = { timeout: 10_000 };

describe('while it runs', () => {
  const names = (file: string): readonly string[] =>
    [...readFileSync(file, 'utf8').matchAll(/"name":"(\w+)"/g)].map(([, name = '']) => name);

  const customer = async ({ emulator }: Awaited<ReturnType<typeof kept>>, name: string) => {
    const headers = { authorization: `Bearer ${emulator.apiKey}` };
    await emulator.fetch('/v1/customers', { method: 'POST', headers, body: `name=${name}` });
  };

  it('what changes is written', async () => {
    const file = stateFile();
    const one = await kept(file);
    one.writer.begin();

    await customer(one, 'first');
    await vi.waitFor(() => expect(names(file)).toContain('first'), PATIENCE);
    await customer(one, 'second');
    await vi.waitFor(() => expect(names(file)).toContain('second'), PATIENCE);
  });

  it('the writer rests ten times as long as it has written', async () => {
    const { emulator, writer } = await kept(stateFile());
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    onTestFinished(() => void vi.useRealTimers());
    const startedMs: number[] = [];
    const beganMs = performance.now();
    vi.spyOn(writer, 'write').mockImplementation(() => {
      startedMs.push(performance.now() - beganMs);
      return new Promise((resolve) => void setTimeout(resolve, 50));
    });
    // What the mock does not write stays to be written.
    emulator.sandbox('sk_test_other');
    writer.begin();

    await vi.advanceTimersByTimeAsync(2000);

    expect(startedMs).toEqual([100, 650, 1200, 1750]);
  });

  it('a write that fails is told of once, loses nothing, and is tried again', async () => {
    const file = stateFile();
    const one = await kept(file);
    const before = readFileSync(file);
    mkdirSync(join(`${file}.tmp`, 'in the way'), { recursive: true });
    const notices = () => one.log.filter(({ text }) => text.includes('state')).map(({ text }) => text);

    await customer(one, 'first');
    await expect(one.writer.write()).rejects.toThrow(`Failed to write the state ${file}: `);
    one.writer.begin();
    const writes = vi.spyOn(one.writer, 'write');
    await vi.waitFor(() => expect(writes.mock.calls.length).toBeGreaterThan(2), PATIENCE);

    expect(notices()).toEqual([expect.stringMatching(/a folder is in its way .* Nothing is lost: /)]);
    expect(readFileSync(file)).toEqual(before);
    await rm(`${file}.tmp`, { recursive: true });
    await vi.waitFor(() => expect(notices()).toHaveLength(2), PATIENCE);
    expect(notices()[1]).toBe(`The state ${file} is written again.`);
    expect(names(file)).toContain('first');
  });
});
