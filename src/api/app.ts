import { accountOfKey, isAccountId } from '../core/account-id.ts';
import { errors } from '../core/catalogue.ts';
import type { Ids } from '../core/ids.ts';
import { jsonText } from '../core/json-text.ts';
import { type ApiKey, parseKey } from '../core/keys.ts';
import type { Settings } from '../model/settings.ts';
import { noteOnEndpoint } from '../model/versions/asking.ts';
import { checkVersion, isPreview } from '../model/versions/version-string.ts';
import { olderPreviewOperations } from '../resources/billing/invoices/older-previews.ts';
import { isConnected } from '../resources/connect/shown-account.ts';
import { operations } from '../resources/index.ts';
import type { Scope } from '../sandbox/scope.ts';
import type { World, Worlds } from '../world/worlds.ts';
import { keyIn } from './authentication.ts';
import { checkAnnounced, checkForm, checkSize } from './body.ts';
import { askedFile, browserFile } from './browser-files.ts';
import { type Call, type Outcome, perform, refused } from './call.ts';
import { isFlowPath, isPopupPath } from './flow-paths.ts';
import { fromBrowser } from './from-browser.ts';
import { headersOf, headersWithoutSandbox } from './headers.ts';
import { isUpcoming, isUpcomingIn, nearMiss } from './near-miss.ts';
import { isPage, pageAnswer } from './pages.ts';
import type { popupAnswer } from './popup.ts';
import { countRate } from './rate.ts';
import { asStripeError, errorBody } from './render.ts';
import type { ApiAnswer, ApiRequest } from './request.ts';
import { pathOf, queryOf, type Route, Routes } from './routes.ts';

export interface AppParts {
  readonly settings: Settings;
  readonly worlds: Worlds;
  /** For requests that no sandbox can be found for. */
  readonly ids: Ids;
}

/** A key, and the world that it is for. */
interface Known {
  readonly key: ApiKey;
  readonly world: World;
}

interface Flow {
  readonly routes: Routes;
  readonly popupAnswer: typeof popupAnswer;
}

const MAX_KNOWN_KEYS = 1000;

/** Stripe's API over the sandboxes: authenticate → decode → run → reply. Only the reading of a body is awaited. */
export class App {
  readonly #routes = new Routes([...operations, ...olderPreviewOperations]);
  readonly #parts: AppParts;
  readonly #known = new Map<string, Known>();
  /** The authentication flow's, once somebody has asked for one: most programs have no browser. */
  #flow: Flow | undefined;

  constructor(parts: AppParts) {
    this.#parts = parts;
  }

  answer(sent: ApiRequest): ApiAnswer | Promise<ApiAnswer> {
    const request = fromBrowser(sent, this.#parts.settings.limits.bodyBytes) ?? sent;
    if (!(request instanceof Promise)) return this.#answer(request);
    return request.then(
      (read) => this.#answer(read),
      (thrown: unknown) => this.#withoutSandbox(sent.method, pathOf(sent.url), thrown),
    );
  }

  #answer(request: ApiRequest): ApiAnswer | Promise<ApiAnswer> {
    const path = pathOf(request.url);
    const file = askedFile(request.method, path);
    if (file !== undefined) return browserFile(request.method, request.url, file);
    if (this.#flow === undefined && isFlowPath(path)) return this.#loaded().then(() => this.#answer(request));
    if (this.#flow !== undefined && isPopupPath(path)) return this.#popup(this.#flow, request);
    if (isPage(request.method, path)) return pageAnswer(this.#parts.worlds, request.method, path);
    let call: Call;
    try {
      const known = this.authenticate(request.header('authorization'));
      const backlog = known.world.timeline.catchUp();
      if (backlog !== undefined) return backlog.then(() => this.#answer(request));
      call = this.#begin(request, path, known);
    } catch (thrown) {
      return this.#withoutSandbox(request.method, path, thrown);
    }
    const route = this.#route(request.method, path, call.version);
    if (route === undefined)
      return this.#reply(
        call,
        refused(call, nearMiss(request.method, path, request.header('user-agent'))),
        false,
      );
    const refusal = this.#refusal(call, route);
    if (refusal !== undefined) return this.#reply(call, refusal);
    if (route.operation.ofPreviews && !isPreview(call.version)) {
      const unknown = errors.unrecognizedUrl(request.method, path);
      return this.#reply(call, refused(call, unknown, [noteOnEndpoint(call)]), false);
    }
    const { body } = request;
    if (typeof body === 'string') return this.#withText(call, route, request, body);
    return this.#withBody(call, route, request, body);
  }

  #route(method: string, path: string, version: string): Route | undefined {
    if (isUpcoming(path) && !isUpcomingIn(version, method)) return undefined;
    return this.#routes.find(method, path) ?? this.#flow?.routes.find(method, path);
  }

  #popup({ popupAnswer: answerOf }: Flow, request: ApiRequest): Promise<ApiAnswer> {
    const { settings, worlds } = this.#parts;
    return answerOf(worlds, request, {
      maxBytes: settings.limits.bodyBytes,
      log: (text) => settings.log({ kind: 'error', text }),
    });
  }

  async #loaded(): Promise<void> {
    const [{ flowOperations }, { popupAnswer }] = await Promise.all([
      import('../flow/operations.ts'),
      import('./popup.ts'),
    ]);
    this.#flow ??= { routes: new Routes(flowOperations), popupAnswer };
  }

  /** The key's sandbox; throws Stripe's 401. */
  authenticate(authorization: string | null): Known {
    const known = authorization === null ? undefined : this.#known.get(authorization);
    if (known !== undefined) return known;
    const text = keyIn(authorization);
    if (text === undefined) throw errors.noApiKey();
    const key = parseKey(text);
    const found = { key, world: this.#parts.worlds.use(key) };
    if (authorization !== null && this.#known.size < MAX_KNOWN_KEYS) this.#known.set(authorization, found);
    return found;
  }

  // Nothing awaits here, or the answer would not be made at once.
  #withText(call: Call, route: Route, request: ApiRequest, text: string): ApiAnswer {
    const { idempotencyKey: key, scope } = call;
    let outcome: Outcome;
    try {
      // Calls made in one turn, as by Promise.all, are concurrent: the key is free again when the answer can be seen.
      if (key !== null) queueMicrotask(scope.idempotency.claim(key));
      outcome = this.#perform(call, route, request, text);
    } catch (thrown) {
      outcome = refused(call, thrown);
    }
    return this.#reply(call, outcome);
  }

  async #withBody(
    call: Call,
    route: Route,
    request: ApiRequest,
    read: Exclude<ApiRequest['body'], string>,
  ): Promise<ApiAnswer> {
    const { idempotencyKey: key, scope, world } = call;
    let release: (() => void) | undefined;
    let outcome: Outcome;
    try {
      if (key !== null) release = scope.idempotency.claim(key);
      const text = await read(this.#parts.settings.limits.bodyBytes);
      for (let backlog = world.timeline.catchUp(); backlog !== undefined; backlog = world.timeline.catchUp())
        await backlog;
      // Where a reset has come before the body, the account is another by now, though its id is the same.
      const present = scopeOf(world, call.key, call.account);
      if (present !== scope && key !== null) {
        release?.();
        release = present.idempotency.claim(key);
      }
      outcome = this.#perform({ ...call, scope: present }, route, request, text);
    } catch (thrown) {
      outcome = refused(call, thrown);
    } finally {
      release?.();
    }
    return this.#reply(call, outcome);
  }

  #perform(call: Call, { operation, ids }: Route, request: ApiRequest, text: string): Outcome {
    const query = queryOf(request.url);
    if (text === '') return perform(call, operation, ids, query);
    const { bodyBytes } = this.#parts.settings.limits;
    checkAnnounced(request.header('content-length'), bodyBytes);
    checkSize(text, bodyBytes);
    checkForm(request.header('content-type'), text);
    return perform(call, operation, ids, query, text);
  }

  /** What the headers tell of a request; throws when its key names no sandbox. */
  #begin(request: ApiRequest, path: string, { key, world }: Known): Call {
    const { method } = request;
    const account = request.header('stripe-account');
    const scope = scopeOf(world, key, account);
    const { settings, worlds } = this.#parts;
    const { apiVersion, apiVersionIsChosen } = settings;
    const asked = request.header('stripe-version');
    return {
      world,
      worlds,
      scope,
      key,
      requestId: scope.id('req'),
      version: asked ?? apiVersion,
      askedVersion: asked ?? (apiVersionIsChosen ? apiVersion : null),
      method,
      path,
      idempotencyKey: method === 'POST' ? request.header('idempotency-key') : null,
      account,
      startedMs: performance.now(),
      request,
    };
  }

  /** The refusals that do not depend on the parameters. */
  #refusal(call: Call, route: Route): Outcome | undefined {
    try {
      if (call.key.kind === 'publishable' && !route.operation.publishable) throw errors.publishableKey();
      checkAccounts(call, route);
      if (this.#parts.settings.rateLimit === 'stripe') countRate(call);
      checkVersion(call.version);
      return undefined;
    } catch (thrown) {
      return refused(call, thrown);
    }
  }

  /** Answers a request whose key names no sandbox: an error about the key comes before one about the path. */
  #withoutSandbox(method: string, path: string, thrown: unknown): ApiAnswer {
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
    return { status, headers: headersWithoutSandbox(status, requestId), text: jsonText(errorBody(error)) };
  }

  #reply(call: Call, outcome: Outcome, emulated = true): ApiAnswer {
    this.#log(call, outcome, emulated);
    return { status: outcome.status, headers: headersOf(call, outcome), text: outcome.text };
  }

  #log(call: Call, { status, error, note, original }: Outcome, emulated: boolean): void {
    const { scope, key, requestId, version, method, path, idempotencyKey, account, startedMs } = call;
    scope.sandbox.noteChange();
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
      replayed: original !== undefined,
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

/** The scope of the account that a request names; one that is misnamed, or that there is not, is refused later. */
function scopeOf({ sandbox }: World, key: ApiKey, account: string | null): Scope {
  const { platform } = sandbox;
  const isOther = account !== null && isAccountId(account) && account !== accountOfKey(key.name);
  return isOther && isConnected(platform, account) ? sandbox.scope(account) : platform;
}

const OF_ACCOUNTS = '/v1/accounts/:account';

/** Refuses an account, in the header or in the path, that there is not, and in the path another than in the header. */
function checkAccounts({ account, key, scope }: Call, { ids, operation }: Route): void {
  const inPath =
    ids.account !== undefined && operation.path.startsWith(OF_ACCOUNTS) ? ids.account : undefined;
  if (account === null && inPath === undefined) return;
  const own = accountOfKey(key.name);
  for (const named of [account, inPath])
    if (named != null && named !== own && !isConnected(scope, named))
      throw errors.accountInvalid(key.masked, named);
  // A connected account has no access to any but itself (assumed).
  if (account !== null && account !== own && inPath !== undefined && inPath !== account)
    throw errors.accountInvalid(key.masked, inPath);
}
