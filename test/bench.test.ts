import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, onTestFinished, test } from 'vitest';
import { anyWorse, changesText, lookedAtAgain, verdictOn } from '../bench/changes.ts';
import { checkOut, commitCalled } from '../bench/checkout.ts';
import type { Row, Section } from '../bench/report.ts';
import { compare, inTurn } from '../bench/stats.ts';
import { inFolder } from '../bench/workplace.ts';
import { processes } from './support/processes.ts';

/* `npm run bench -- --against <commit>`, without measuring anything. */

const rowOf = (what: string, baseline: number, before: number, ours: number): Row => ({
  what,
  ...compare(
    { baseline: [baseline], ours: [ours], before: { baseline: [baseline], ours: [before] } },
    (value) => value,
  ),
});

const sectionOf = (unit: string, ...rows: readonly Row[]): Section => ({
  title: 'Answers',
  note: '',
  unit,
  baselineName: 'bare',
  oursName: 'ours',
  rows,
});

const LACKS: Row = {
  what: 'a refund',
  ...compare({ baseline: [1], ours: [2], before: { missing: 'no refunds' } }, (value) => value),
};

describe('a comparison', () => {
  test('has what both come to beside the baseline, and the new beside the old', () => {
    const section = sectionOf('µs', rowOf('a customer', 10, 20, 30), LACKS);

    const [, , head, , customer, refund, , reason] = changesText(section).split('\n');
    const cellsOf = (line = '') => line.split('|').map((cell) => cell.trim());

    expect(cellsOf(head)).toEqual([
      ...['', '', 'bare, µs', 'before', 'now', 'now by before', 'lowest–highest', '', ''],
    ]);
    expect(cellsOf(customer)).toEqual([
      ...['', 'a customer', '10.0', '2.00', '3.00', '1.50', '1.50–1.50', '**worse**', ''],
    ]);
    expect(cellsOf(refund)).toEqual(['', 'a refund', '1.00', '', '2.00', '', '', 'not compared', '']);
    expect(reason).toBe('Not compared: no refunds');
  });

  test('is good where no median is worse by more than a tenth', () => {
    const times = sectionOf('ms', rowOf('a start', 50, 60, 65), rowOf('an end', 5, 6, 2));

    expect(verdictOn([times], 'abc1234')).toEqual({
      isBad: false,
      text: 'No median is worse than at abc1234 by more than 10 %.',
    });
  });

  test('is bad where one is: more time, or fewer answers', () => {
    const times = sectionOf('ms', rowOf('a start', 50, 60, 70));
    const counts = sectionOf('1/s', rowOf('retrieve', 50, 100, 80), rowOf('list', 50, 100, 130));

    const { isBad, text } = verdictOn([times, counts], 'abc1234');

    expect(isBad).toBe(true);
    expect(text.split('\n')).toEqual([
      '2 of 3 medians are worse than at abc1234 by more than 10 %, at a second look as well:',
      '- Answers: a start, by 17 %',
      '- Answers: retrieve, by 20 %',
    ]);
  });

  test('takes a second look at what is worse, and at nothing else', () => {
    const first = sectionOf('ms', rowOf('a start', 50, 60, 70), rowOf('an end', 5, 6, 6));
    const again = sectionOf('ms', rowOf('a start', 50, 60, 61), rowOf('an end', 5, 6, 9));

    expect(anyWorse([first])).toBe(true);
    expect(lookedAtAgain([first], [again])).toEqual([
      sectionOf('ms', rowOf('a start', 50, 60, 61), rowOf('an end', 5, 6, 6)),
    ]);
    expect(anyWorse(lookedAtAgain([first], [again]))).toBe(false);
    expect(anyWorse(lookedAtAgain([first], [first]))).toBe(true);
  });

  test('leaves out what the other commit lacks, and is bad where nothing is left', () => {
    const some = sectionOf('ms', rowOf('a start', 50, 60, 60), LACKS);

    expect(verdictOn([some], 'abc1234')).toEqual({
      isBad: false,
      text: 'No median is worse than at abc1234 by more than 10 %. 1 of 2 rows could not be compared, for the reasons above.',
    });
    expect(verdictOn([sectionOf('ms', LACKS)], 'abc1234').isBad).toBe(true);
  });

  test('is of rounds taken in turn, each side beginning as often', async () => {
    const order: string[] = [];
    const side = (name: string) => async () => order.push(name);

    await inTurn(2, side('bare'), side('now'), { ours: side('before') });

    expect(order).toEqual(['bare', 'before', 'now', 'now', 'before', 'bare']);
  });

  test('goes on without the other commit where that fails', async () => {
    const fails = async (): Promise<number> => {
      throw new Error('It has no such endpoint.');
    };

    const measured = await inTurn(
      2,
      async () => 1,
      async () => 2,
      { ours: fails },
    );

    expect(measured).toEqual({
      baseline: [1, 1],
      ours: [2, 2],
      before: { missing: 'It has no such endpoint.' },
    });
  });
});

/** A repository with one commit of these files, until its test has finished. */
function repository(files: Readonly<Record<string, string>>): { root: string; commit: () => void } {
  const root = mkdtempSync(join(tmpdir(), 'stripe-fc-emulator-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  const git = (...args: readonly string[]) =>
    execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@example.com', ...args], { cwd: root });
  const commit = () => {
    git('add', '-A');
    git('commit', '--quiet', '--no-gpg-sign', '-m', 'What it was');
  };
  git('init', '--quiet');
  mkdirSync(join(root, 'node_modules', 'stripe'), { recursive: true });
  for (const [name, text] of Object.entries({ '.gitignore': 'node_modules/', ...files })) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
  commit();
  return { root, commit };
}

describe('another commit', () => {
  test('is put beside this one, with what is installed here, and goes with its folder', async () => {
    const { root, commit } = repository({ 'src/index.ts': 'old' });
    writeFileSync(join(root, 'src', 'index.ts'), 'new');
    commit();

    const folder = await inFolder(async (made) => {
      const checkout = await checkOut(await commitCalled('HEAD~1', root), join(made, 'against'), root);

      expect(readFileSync(join(checkout.root, 'src', 'index.ts'), 'utf8')).toBe('old');
      expect(existsSync(join(checkout.root, 'node_modules', 'stripe'))).toBe(true);
      return made;
    });

    expect(existsSync(folder)).toBe(false);
    expect(existsSync(join(root, 'node_modules', 'stripe'))).toBe(true);
  });

  test('goes with its folder where measuring fails', async () => {
    let folder = '';
    const failing = inFolder(async (made) => {
      folder = made;
      throw new Error('Nothing was measured.');
    });

    await expect(failing).rejects.toThrow('Nothing was measured.');
    expect(existsSync(folder)).toBe(false);
  });

  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('goes with its folder on %s', processes(1), async (signal, code) => {
    const program = `
      import { inFolder } from ${JSON.stringify(new URL('../bench/workplace.ts', import.meta.url).href)};
      await inFolder((folder) => new Promise(() => { console.log(folder); setInterval(() => {}, 1000); }));`;
    const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [folder] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
    expect(existsSync(folder)).toBe(true);
    child.kill(signal);

    expect(await once(child, 'exit')).toEqual([code, null]);
    expect(existsSync(folder)).toBe(false);
  });

  test('is built when its command line is asked for, and says why it cannot be', processes(1), async () => {
    const { root } = repository({ 'scripts/build.ts': "throw new Error('tsc is too old');" });
    await inFolder(async (made) => {
      const { bin } = await checkOut(await commitCalled('HEAD', root), join(made, 'against'), root);

      await expect(bin()).rejects.toThrow('It does not build: Error: tsc is too old');
    });
  });

  test('is told from what is none', async () => {
    const { root } = repository({});
    const elsewhere = mkdtempSync(join(tmpdir(), 'stripe-fc-emulator-'));
    onTestFinished(() => rmSync(elsewhere, { recursive: true }));

    await expect(commitCalled('nonsense', root)).rejects.toThrow(
      '--against is "nonsense", and there is no such commit here. Give a hash, a branch or a tag, or fetch it first.',
    );
    await expect(commitCalled('--output=file', root)).rejects.toThrow('there is no such commit here');
    await expect(commitCalled('HEAD', elsewhere)).rejects.toThrow(/is no git checkout: clone the repository/);
  });

  test('that is this one, and changes that are in none, are pointed out', async () => {
    const { root } = repository({ 'src/index.ts': 'old' });

    expect(await commitCalled('HEAD', root)).toMatchObject({
      name: expect.stringMatching(/^[0-9a-f]{7,}, “What it was”$/),
      notices: ['It is what is checked out: whatever differs is chance.'],
    });
    writeFileSync(join(root, 'src', 'index.ts'), 'new');
    expect((await commitCalled('HEAD', root)).notices).toEqual([
      'What is changed here and in no commit yet is measured as well.',
    ]);
  });
});
