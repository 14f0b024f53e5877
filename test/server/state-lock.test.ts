import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { describe, expect, it } from 'vitest';
import { lockState } from '../../src/server/state/lock.ts';
import { kept, stateFile } from '../support/kept.ts';

/** The number of a process that has ended. */
const endedPid = (): number => spawnSync(process.execPath, ['-e', '']).pid;

const lockOf = (file: string, holder: object | string): void =>
  writeFileSync(`${file}.lock`, typeof holder === 'string' ? holder : JSON.stringify(holder));

describe('a lock', () => {
  it.each([
    [
      'a process that runs',
      { pid: process.ppid, host: hostname() },
      `process ${process.ppid} uses it, says its lock `,
    ],
    ['another machine', { pid: 1, host: 'elsewhere' }, 'process 1 on elsewhere uses it, says its lock '],
    ['nobody', '', 'does not say whose it is. If no emulator uses the file, delete the lock.'],
    ['something else', '{"pid":"1"}', 'does not say whose it is.'],
  ])('of %s is respected, and nothing is touched', async (_, holder, sentence) => {
    const file = stateFile();
    await (await kept(file)).stop();
    const before = readFileSync(file);
    lockOf(file, holder);
    const lock = readFileSync(`${file}.lock`);

    await expect(kept(file)).rejects.toThrow(sentence);
    await expect(kept(file)).rejects.toThrow(`${file}.lock`);
    await expect(kept(file)).rejects.toThrow('delete the lock');

    expect(readFileSync(file)).toEqual(before);
    expect(readFileSync(`${file}.lock`)).toEqual(lock);
  });

  it.each([
    ['a process that has ended', () => ({ pid: endedPid(), host: hostname() })],
    // As in a container, where each start may have the same number.
    ['a process with our number', () => ({ pid: process.pid, host: hostname() })],
  ])('of %s is taken over', async (_, holder) => {
    const file = stateFile();
    lockOf(file, holder());

    const { stop } = await kept(file);

    expect(JSON.parse(readFileSync(`${file}.lock`, 'utf8'))).toMatchObject({
      pid: process.pid,
      host: hostname(),
    });
    await stop();
    expect(existsSync(`${file}.lock`)).toBe(false);
  });

  it('of somebody else is not removed when ours is released', () => {
    const file = stateFile();
    const lock = lockState(file, file);
    lockOf(file, { pid: 1, host: 'elsewhere' });

    lock.release();

    expect(existsSync(`${file}.lock`)).toBe(true);
  });

  it('of somebody else keeps us from writing', async () => {
    const file = stateFile();
    const { emulator, stop } = await kept(file);
    emulator.sandbox('sk_test_other');
    const before = readFileSync(file);
    lockOf(file, { pid: 1, host: 'elsewhere' });

    await expect(stop()).rejects.toThrow(/Failed to write the state .*another emulator has taken its lock/);

    expect(readFileSync(file)).toEqual(before);
  });

  it('is made again, where it is gone', async () => {
    const file = stateFile();
    const { emulator, writer } = await kept(file);
    emulator.sandbox('sk_test_other');
    rmSync(`${file}.lock`);

    await writer.write();

    expect(existsSync(`${file}.lock`)).toBe(true);
  });

  it('is released when the file cannot be read', async () => {
    const file = stateFile();
    writeFileSync(file, 'nothing');

    await expect(kept(file)).rejects.toThrow();

    expect(existsSync(`${file}.lock`)).toBe(false);
  });
});
