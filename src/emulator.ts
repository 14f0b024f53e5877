import { App } from './api/app.ts';
import { plainRequest, requestOf, responseOf } from './api/fetch.ts';
import type { ApiAnswer } from './api/request.ts';
import { InstitutionCatalogue } from './bank/institutions.ts';
import { putObjects } from './control/seeding/objects.ts';
import { Control } from './control/surface.ts';
import { viewOf } from './control/view.ts';
import { asText } from './core/as-text.ts';
import { StripeError } from './core/errors.ts';
import { randomIds, seededIds } from './core/ids.ts';
import { parseKey } from './core/keys.ts';
import { sentence } from './core/sentence.ts';
import { shown } from './core/voice.ts';
import type { Emulator, EmulatorOptions, SandboxOptions } from './options/options.ts';
import { readSandboxOptions, resolveOptions, targetsOf } from './options/resolve.ts';
import { hostsOfEndpoints } from './sandbox/webhook-hosts.ts';
import { preflightAnswer, withCrossOrigin } from './server/cross-origin.ts';
import { setInternals } from './server/internals.ts';
import { web } from './web.ts';
import { Dispatcher } from './webhooks/dispatcher.ts';
import { savedJobs } from './world/snapshots/snapshot.ts';
import { type World, Worlds } from './world/worlds.ts';

const API_BASE = 'https://api.stripe.com';

/**
 * Makes an emulator of Stripe Financial Connections: in memory, in this process, with nothing open until it is used.
 * Throws a TypeError for options that make no sense, with what to write instead.
 */
export function createEmulator(options: EmulatorOptions = {}): Emulator {
  const { settings, course, kind, targets, fixtures } = resolveOptions(options);
  const institutions = new InstitutionCatalogue(fixtures);
  const dispatcher = new Dispatcher();
  const configuredHosts = hostsOfEndpoints(settings.objects?.webhook_endpoints);
  const origins: string[] = [];
  const restrictions = new Set<(hostname: string) => boolean>();
  const worlds = new Worlds({
    settings,
    course,
    targets,
    dispatcher,
    mayCall: (hostname) =>
      configuredHosts.has(hostname) || [...restrictions].every((isAllowed) => isAllowed(hostname)),
    pageOrigin: () => settings.publicUrl ?? origins[0],
    furnish: (scope) => {
      if (settings.objects !== undefined) putObjects(scope, institutions, settings.objects);
    },
  });
  const ids = settings.seed === undefined ? randomIds() : seededIds(settings.seed);
  const app = new App({ settings, worlds, ids });
  const tools = { institutions, dispatcher, worlds };
  const control = new Control({ settings, worlds, tools, app });

  const { fetch, route } = doorOf(app, control);

  const closeWorld = ({ sandbox, timeline, waiters }: World) => {
    timeline.close();
    waiters.close();
    // What is under way has not arrived: a snapshot that is taken afterwards has it still to come.
    sandbox.parts.jobs.restore(savedJobs({ sandbox }, dispatcher));
    dispatcher.abandon(sandbox);
  };
  const view = (key: string, options: SandboxOptions = {}, isWhole = false): Emulator => {
    const { webhooks = [] } = readSandboxOptions(options);
    const parsed = parseKey(checkedKey(key));
    const world = worlds.of(parsed);
    const { targets: own } = world.sandbox;
    own.push(...targetsOf(webhooks, `${parsed.name}_${own.length}_`));
    const close = async () => {
      for (const closing of isWhole ? worlds.all() : [world]) closeWorld(closing);
    };
    const made = viewOf({
      key,
      world,
      tools,
      fetch,
      close,
      sandbox: (other, options) => view(other, options),
    });
    setInternals(made, {
      useTransport: (transport) => dispatcher.useTransport(transport),
      restrictWebhookHosts: (isAllowed) => {
        restrictions.add(isAllowed);
        return () => restrictions.delete(isAllowed);
      },
      servePages: (origin) => {
        origins.push(origin);
        return () => void origins.splice(origins.indexOf(origin), 1);
      },
      time: { kind, startMs: course.startMs, scale: course.scale },
      seed: settings.seed,
      log: settings.log,
      route,
      answer: (request) => app.answer(request),
      worlds,
      dispatcher,
    });
    return made;
  };
  try {
    return view(settings.apiKey, {}, true);
  } catch (thrown) {
    // `objects` is checked by the control surface, which throws StripeErrors; a wrong option is a TypeError.
    if (thrown instanceof StripeError)
      throw new TypeError(`createEmulator: objects: ${thrown.message}`, { cause: thrown });
    throw thrown;
  }
}

/** By which requests come in, in process: as the global `fetch` is called, or as a `Request` that a server has made. */
function doorOf(app: App, control: Control) {
  const route = (request: Request): Response | Promise<Response> => {
    if (control.owns(request.url)) return control.answer(request);
    const answer = app.answer(requestOf(request));
    return answer instanceof Promise ? answer.then(responseOf) : responseOf(answer);
  };
  const fetch = (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
    try {
      const plain = plainRequest(input, init);
      if (plain !== undefined) return promised(app.answer(plain));
      const request = asRequest(input, init);
      const answer = request.method === 'OPTIONS' ? preflightAnswer(request) : route(request);
      return Promise.resolve(answer).then((made) => withCrossOrigin(request, made));
    } catch (thrown) {
      return Promise.reject(thrown);
    }
  };
  return { fetch, route };
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
