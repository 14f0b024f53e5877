import { isAccountId } from '../core/account-id.ts';
import { errors } from '../core/catalogue.ts';
import type { Ids } from '../core/ids.ts';
import { type ApiKey, parseKey } from '../core/keys.ts';
import type { Settings } from '../model/settings.ts';
import { checkVersion } from '../model/versions.ts';
import { operations } from '../resources/index.ts';
import type { Operation } from '../resources/operation.ts';
import type { World, Worlds } from '../world/worlds.ts';
import { keyIn } from './authentication.ts';
import { readBody } from './body.ts';
import { type Call, type Outcome, perform, refused } from './call.ts';
import { nearMiss } from './near-miss.ts';
import { asStripeError, errorBody } from './render.ts';
import { pathOf, type Route, Routes } from './routes.ts';

export interface AppParts {
  readonly settings: Settings;
  readonly worlds: Worlds;
  /** For requests that no sandbox can be found for. */
  readonly ids: Ids;
}

const MAX_KNOWN_KEYS = 1000;
// Answers longer than this are written as bytes: the runtime writes them faster than long texts.
const LARGE_TEXT = 8_192;
const encoder = new TextEncoder();
// docs: rate-limits; the test-mode limits, each for reads and writes.
const REQUESTS_A_SECOND = 25;

/** Stripe's API over the sandboxes: authenticate → decode → run → reply. Only the reading of a body is awaited. */
export class App {
  readonly #routes = new Routes(operations);
  readonly #parts: AppParts;
  readonly #known = new Map<string, { readonly key: ApiKey; readonly world: World }>();

  constructor(parts: AppParts) {
    this.#parts = parts;
  }

  answer(request: Request): Response | Promise<Response> {
    const path = pathOf(request.url);
    let call: Call;
    try {
      call = this.#begin(request, path);
    } catch (thrown) {
      return this.#withoutSandbox(request, path, thrown);
    }
    const route = this.#routes.find(request.method, path);
    if (route === undefined) return this.#reply(call, refused(call, nearMiss(request.method, path)), false);
    return this.#answer(request, call, route);
  }

  /** The key's sandbox; throws Stripe's 401. */
  authenticate(authorization: string | null): { readonly key: ApiKey; readonly world: World } {
    const known = authorization === null ? undefined : this.#known.get(authorization);
    if (known !== undefined) return known;
    const text = keyIn(authorization);
    if (text === undefined) throw errors.noApiKey();
    const key = parseKey(text);
    const found = { key, world: this.#parts.worlds.use(key) };
    if (authorization !== null && this.#known.size < MAX_KNOWN_KEYS) this.#known.set(authorization, found);
    return found;
  }

  #answer(request: Request, call: Call, { operation, ids }: Route): Response | Promise<Response> {
    const query = queryOf(request.url);
    const refusal = this.#refusal(call, operation);
    if (refusal !== undefined) return this.#reply(call, refusal);
    // A GET's body is not read: reading it would make the Node server build a complete Request.
    if (request.method === 'GET') return this.#reply(call, perform(call, operation, ids, query));
    return this.#withBody(call, operation, ids, query, request);
  }

  async #withBody(
    call: Call,
    operation: Operation,
    ids: Route['ids'],
    query: string,
    request: Request,
  ): Promise<Response> {
    let release: (() => void) | undefined;
    let outcome: Outcome;
    try {
      release = call.idempotencyKey === null ? undefined : call.scope.idempotency.claim(call.idempotencyKey);
      const text = await readBody(request, this.#parts.settings.limits.bodyBytes);
      checkForm(request, text);
      call.world.timeline.catchUp();
      outcome = perform(call, operation, ids, query, text);
    } catch (thrown) {
      outcome = refused(call, thrown);
    } finally {
      release?.();
    }
    return this.#reply(call, outcome);
  }

  /** What the headers tell of a request; throws when its key names no sandbox. */
  #begin(request: Request, path: string): Call {
    const { headers, method } = request;
    const { key, world } = this.authenticate(headers.get('authorization'));
    const account = headers.get('stripe-account');
    const scope = world.sandbox.scope(account !== null && isAccountId(account) ? account : null);
    world.timeline.catchUp();
    const { apiVersion, apiVersionIsChosen } = this.#parts.settings;
    const asked = headers.get('stripe-version');
    return {
      world,
      scope,
      key,
      requestId: scope.id('req'),
      version: asked ?? apiVersion,
      askedVersion: asked ?? (apiVersionIsChosen ? apiVersion : null),
      method,
      path,
      idempotencyKey: method === 'POST' ? headers.get('idempotency-key') : null,
      account,
      startedMs: performance.now(),
      header: (name) => headers.get(name),
    };
  }

  /** The refusals that do not depend on the parameters. */
  #refusal(call: Call, operation: Operation | undefined): Outcome | undefined {
    try {
      if (call.key.kind === 'publishable' && operation?.publishable !== true) throw errors.publishableKey();
      if (call.account !== null && !isAccountId(call.account))
        throw errors.accountInvalid(call.key.masked, call.account);
      if (this.#parts.settings.rateLimit === 'stripe') this.#countRate(call);
      checkVersion(call.version);
      return undefined;
    } catch (thrown) {
      return refused(call, thrown);
    }
  }

  // Counted in sandbox time: on a clock that stands, a burst is a burst.
  #countRate({ world, scope, method }: Call): void {
    const { rates } = world.sandbox;
    const kind = method === 'GET' ? 'read' : 'write';
    const second = scope.seconds();
    const rate = rates.get(kind);
    if (rate === undefined || rate.second !== second) rates.set(kind, { second, count: 1 });
    else if (++rate.count > REQUESTS_A_SECOND) throw errors.rateLimited();
  }

  /** Answers a request whose key names no sandbox: an error about the key comes before one about the path. */
  #withoutSandbox({ method }: Request, path: string, thrown: unknown): Response {
    const { settings, ids } = this.#parts;
    const error = asStripeError(thrown, (text) => settings.log({ kind: 'error', text }));
    const requestId = ids.next('req');
    const { status } = error;
    settings.log({
      kind: 'request',
      text: `${method} ${path} ${status} [${requestId}]`,
      method,
      path,
      status,
      requestId,
      key: null,
      durationMs: 0,
      error: error.body,
    });
    const headers = { 'content-type': 'application/json', 'request-id': requestId, ...error.headers };
    const body = errorBody(error, requestId, Math.floor(Date.now() / 1000));
    return new Response(JSON.stringify(body), { status, headers });
  }

  #reply(call: Call, outcome: Outcome, emulated = true): Response {
    const headers: Record<string, string> = {
      'content-type': 'application/json',
      'request-id': call.requestId,
      'stripe-version': call.version,
    };
    if (call.idempotencyKey !== null) headers['idempotency-key'] = call.idempotencyKey;
    if (call.account !== null) headers['stripe-account'] = call.account;
    if (outcome.headers !== undefined) Object.assign(headers, outcome.headers);
    if (outcome.note !== undefined) headers['emulator-note'] = asHeader(outcome.note);
    this.#log(call, outcome, emulated);
    return new Response(bodyOf(outcome.text), { status: outcome.status, headers });
  }

  #log(call: Call, { status, error, note, replayed = false }: Outcome, emulated: boolean): void {
    const { scope, key, requestId, version, method, path, idempotencyKey, account, startedMs } = call;
    scope.sandbox.requests.add({
      id: requestId,
      method,
      path,
      status,
      created: scope.seconds(),
      key: key.masked,
      stripe_version: version,
      idempotency_key: idempotencyKey,
      account,
      replayed,
      emulated,
      ...(error === undefined ? {} : { error }),
      ...(note === undefined ? {} : { note }),
    });
    const { log, tellsRequests } = this.#parts.settings;
    if (!tellsRequests) return;
    log({
      kind: 'request',
      text: `${method} ${path} ${status} [${requestId}]`,
      method,
      path,
      status,
      requestId,
      key: key.masked,
      durationMs: performance.now() - startedMs,
      ...(note === undefined ? {} : { note }),
      ...(error === undefined ? {} : { error }),
    });
  }
}

function queryOf(url: string): string {
  const at = url.indexOf('?');
  if (at < 0) return '';
  const hash = url.indexOf('#', at);
  return url.slice(at + 1, hash < 0 ? undefined : hash);
}

/** Bodies are forms: refuses one with another content type, or that looks like JSON. */
function checkForm(request: Request, text: string): void {
  if (text === '') return;
  const type = request.headers.get('content-type') ?? '';
  const isForm =
    type === '' || type.startsWith('application/x-www-form-urlencoded') || type.startsWith('text/plain');
  if (!isForm || text.startsWith('{')) throw errors.bodyNotForm();
}

/** Header values are Latin-1 on one line. */
const asHeader = (text: string): string => text.replace(/[^\x20-\x7e]/g, '?');

const bodyOf = (text: string): string | Uint8Array<ArrayBuffer> =>
  text.length > LARGE_TEXT ? encoder.encode(text) : text;
