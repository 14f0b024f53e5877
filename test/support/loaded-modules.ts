import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import Stripe from 'stripe';

/** What a process has loaded. */
interface Loaded {
  /** URLs, in the order of loading. */
  readonly files: readonly string[];
  /** Node's own, without those that it loads whatever it runs. */
  readonly builtins: readonly string[];
}

// Runs in the process, before its program: says at the end what it has loaded, beside the output.
const NOTING = `
  const { registerHooks } = process.getBuiltinModule('node:module');
  const { writeSync } = process.getBuiltinModule('node:fs');
  const files = [];
  registerHooks({ load: (url, context, next) => (files.push(url), next(url, context)) });
  process.on('exit', () => writeSync(2, JSON.stringify({ files, builtins: process.moduleLoadList })));`;
const WITH_NOTES = ['--import', `data:text/javascript,${encodeURIComponent(NOTING)}`];
const BUILTIN = 'NativeModule ';

const started = (...args: readonly string[]) => {
  const child = spawn(process.execPath, [...WITH_NOTES, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env.PATH },
  });
  return { child, said: text(child.stderr) };
};

const read = async (said: Promise<string>): Promise<Loaded> => JSON.parse(await said);

/** What the command line in `bin` has loaded when it has said that it is up, and has made a customer. */
export async function loadedForFirstAnswers(bin: string): Promise<Loaded> {
  const bare = started('--input-type=module', '--eval', '');
  const { child, said } = started(bin, '--port', '0', '--format', 'json', '--quiet');
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  const { url, port, secretKey } = JSON.parse(line) as { url: string; port: number; secretKey: string };
  const health = await fetch(`${url}/_emulator/health`);
  if (health.status !== 200) throw new Error(await health.text());
  await new Stripe(secretKey, { host: '127.0.0.1', port, protocol: 'http' }).customers.create();
  child.kill('SIGTERM');
  const { files, builtins } = await read(said);
  const anyway = new Set((await read(bare.said)).builtins);
  return {
    files,
    builtins: builtins
      .filter((name) => name.startsWith(BUILTIN) && !anyway.has(name))
      .map((name) => name.slice(BUILTIN.length)),
  };
}
