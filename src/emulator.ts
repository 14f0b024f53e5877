import type { App } from './api/app.ts';
import { plainRequest, responseOf } from './api/fetch.ts';
import type { ApiAnswer } from './api/request.ts';
import { putObjects } from './control/seeding/objects.ts';
import { Control } from './control/surface.ts';
import { viewOf } from './control/view.ts';
import { asText } from './core/as-text.ts';
import { parseKey } from './core/keys.ts';
import { sentence } from './core/sentence.ts';
import { shown } from './core/voice.ts';
import { startEngine } from './engine.ts';
import type { Emulator, EmulatorOptions } from './options/options.ts';
import { readSandboxOptions, targetsOf } from './options/resolve.ts';
import { preflightAnswer, withCrossOrigin } from './server/cross-origin.ts';
import { setInternals } from './server/internals.ts';
import { web } from './web.ts';
import type { World } from './world/worlds.ts';

const API_BASE = 'https://api.stripe.com';

/**
 * Makes an emulator of Stripe Financial Connections: in memory, in this process, with nothing open until it is used.
 * Throws a TypeError for options that make no sense, with what to write instead.
 */
export function createEmulator(options: EmulatorOptions = {}): Emulator {
  const engine = startEngine(options, putObjects);
  const { settings, tools, app } = engine;
  const control = new Control(engine);
  const fetch = doorOf(app, control);
  const held = (key: string, world: World, close: () => void): Emulator => {
    const made = viewOf({
      key,
      world,
      tools,
      fetch,
      close: async () => close(),
      sandbox: (other, given = {}) => {
        const { webhooks = [] } = readSandboxOptions(given);
        const parsed = parseKey(checkedKey(other));
        const own = tools.worlds.of(parsed);
        const { targets } = own.sandbox;
        targets.push(...targetsOf(webhooks, `${parsed.name}_${targets.length}_`));
        return held(other, own, () => engine.close(own));
      },
    });
    setInternals(
      made,
      engine.internals(world, (request) => control.route(request)),
    );
    return made;
  };
  return held(settings.apiKey, engine.own, () => engine.close());
}

/** By which requests come in, in process: as the global `fetch` is called. */
function doorOf(app: App, control: Control): Emulator['fetch'] {
  return (input, init) => {
    try {
      const plain = plainRequest(input, init);
      if (plain !== undefined) return promised(app.answer(plain));
      const request = asRequest(input, init);
      const answer = request.method === 'OPTIONS' ? preflightAnswer(request) : control.route(request);
      return Promise.resolve(answer).then((made) => withCrossOrigin(request, made));
    } catch (thrown) {
      return Promise.reject(thrown);
    }
  };
}

const promised = (answer: ApiAnswer | Promise<ApiAnswer>): Promise<Response> =>
  answer instanceof Promise ? answer.then(responseOf) : Promise.resolve(responseOf(answer));

/** The sandbox of what is no text could not be told from another. */
function checkedKey(key: unknown): string {
  if (typeof key === 'string') return key;
  throw new TypeError(sentence`sandbox: key is ${shown(key)}. Write a secret key, such as 'sk_test_mine'.`);
}

function asRequest(input: string | URL | Request, init: RequestInit | undefined): Request {
  try {
    if (isRequest(input) && init === undefined) return input;
    return new web.Request(absolute(input), borrowable(init));
  } catch (cause) {
    const why = (cause instanceof Error ? cause.message : asText(cause)).replace(/\.$/, '');
    throw new TypeError(
      sentence`fetch: ${why}. Give what the global fetch takes: a URL or a path such as /v1/customers, and what to send.`,
      { cause },
    );
  }
}

/** A borrowed `Request` takes no other signal than one of its own kind. */
function borrowable(init: RequestInit | undefined): RequestInit | undefined {
  const signal = init?.signal;
  if (web === globalThis || !signal) return init;
  const own = new web.AbortController();
  if (signal.aborted) own.abort(signal.reason);
  signal.addEventListener('abort', () => own.abort(signal.reason), { once: true });
  return { ...init, signal: own.signal };
}

/** Also one of another realm, or of a browser that a test stands in for. */
const isRequest = (input: string | URL | Request): input is Request =>
  typeof input === 'object' && 'method' in input && 'headers' in input;

const absolute = (input: string | URL | Request): string | URL | Request =>
  typeof input === 'string' && input.startsWith('/') ? API_BASE + input : input;
