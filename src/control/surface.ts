import { type Context, Hono } from 'hono';
import type { App } from '../api/app.ts';
import { readBody } from '../api/body.ts';
import { answerText, asStripeError, errorBody } from '../api/render.ts';
import type { InstitutionCatalogue } from '../bank/institutions.ts';
import { isAccountId } from '../core/account-id.ts';
import { errors } from '../core/catalogue.ts';
import { decodeForm, type FormValue, formFromJson, isHash } from '../core/form.ts';
import { completeSession } from '../flow/session-completion.ts';
import type { Settings } from '../model/settings.ts';
import type { Scope } from '../sandbox/scope.ts';
import { VERSION } from '../version.ts';
import type { Dispatcher } from '../webhooks/dispatcher.ts';
import { restoreSnapshot, takeSnapshot } from '../world/snapshot.ts';
import { checkedMatch, pastEvent } from '../world/waiters.ts';
import type { Sandboxes, World } from '../world/worlds.ts';
import { linkAccount, updateAccount } from './accounts.ts';
import * as actions from './actions.ts';
import { scenarioOf } from './scenario.ts';
import { putObjects } from './seeding/objects.ts';

export interface ControlParts {
  readonly settings: Settings;
  readonly sandboxes: Sandboxes;
  readonly institutions: InstitutionCatalogue;
  readonly dispatcher: Dispatcher;
  readonly app: App;
}

/** A request of the control surface, decoded. */
interface ControlCall {
  readonly world: World;
  /** That of `Stripe-Account`, if it is given. */
  readonly scope: Scope;
  readonly id: string;
  /** Tells when the caller has hung up. */
  readonly gone: AbortSignal;
  readonly form: FormValue;
  /** The body as it came, where JSON types matter. */
  readonly json: unknown;
}

const PREFIX = '/_emulator';
// A snapshot holds a whole sandbox.
const MAX_BODY_FACTOR = 256;
const DEFAULT_WAIT_MS = 5_000;
const MAX_LISTED_KEYS = 10;

const listOf = (records: readonly unknown[], url: string): object => ({
  object: 'list',
  data: records,
  has_more: false,
  url,
});

/** The control surface under `/_emulator/`, a prefix that Stripe's API does not have. */
export class Control {
  readonly parts: ControlParts;
  #hono: Hono | undefined;

  constructor(parts: ControlParts) {
    this.parts = parts;
  }

  owns(url: string): boolean {
    const path = url.indexOf('/', url.indexOf('://') + 3);
    return path >= 0 && (url.startsWith(`${PREFIX}/`, path) || url.slice(path) === PREFIX);
  }

  answer(request: Request): Response | Promise<Response> {
    // Made when first needed: most suites never call the control surface over HTTP.
    this.#hono ??= this.#routes();
    return this.#hono.fetch(request);
  }

  /** The object that a twin resolves to, as its endpoint would answer it. */
  shown(scope: Scope, record: Parameters<typeof answerText>[1], expand: readonly string[] = []): unknown {
    return JSON.parse(answerText(scope, record, scope.settings.apiVersion, expand));
  }

  #routes(): Hono {
    const hono = new Hono().basePath(PREFIX);
    const { institutions, dispatcher } = this.parts;
    hono.get('/health', ({ req }) =>
      this.#reply(this.#guess(req.raw), { status: 'ready', version: VERSION }),
    );
    const on = (method: string, path: string, run: (call: ControlCall) => unknown) =>
      hono.on(method, path, (context) => this.#run(context, run));

    on('POST', '/financial_connections/accounts', ({ scope, form }) =>
      linkAccount(scope, institutions, form),
    );
    on('POST', '/financial_connections/accounts/:id', ({ scope, id, form }) =>
      updateAccount(scope, id, form),
    );
    on('POST', '/financial_connections/sessions/:id/complete', ({ scope, id, form }) =>
      completeSession(scope, institutions, id, scenarioOf(form)),
    );
    on('POST', '/payment_intents/:id/collect_bank_account', ({ scope, id, form }) =>
      this.shown(scope, actions.collectForIntent(scope, institutions, id, form), ['payment_method']),
    );
    on('POST', '/setup_intents/:id/collect_bank_account', () => {
      throw errors.notYetEmulated(
        'SetupIntents',
        'Collect the account for a PaymentIntent or in a session instead.',
      );
    });
    on('POST', '/objects', ({ scope, json }) => putObjects(scope, institutions, json));
    on('GET', '/snapshot', ({ world }) => takeSnapshot(world, dispatcher));
    on('PUT', '/snapshot', ({ world, json }) => {
      restoreSnapshot(world, json, dispatcher);
      return takeSnapshot(world, dispatcher);
    });
    on('POST', '/reset', ({ world, form }) => actions.reset(world, dispatcher, institutions, form));
    on('GET', '/clock', ({ world }) => actions.clockView(world.sandbox));
    on('POST', '/clock/advance', async ({ world, form }) => {
      const jobs = await actions.advance(world, form);
      return { ...actions.clockView(world.sandbox), jobs: jobs.map(actions.jobView) };
    });
    on('GET', '/jobs', ({ world: { sandbox } }) =>
      listOf(sandbox.parts.jobs.list().map(actions.jobView), `${PREFIX}/jobs`),
    );
    on('GET', '/events/wait', (call) => this.#wait(call));
    on('GET', '/deliveries', ({ world: { sandbox } }) =>
      listOf([...sandbox.deliveries.values()].reverse(), `${PREFIX}/deliveries`),
    );
    on('POST', '/deliveries/:id/resend', ({ world, id }) => actions.resend(world.sandbox, id));
    on('GET', '/requests', ({ world: { sandbox } }) => listOf(sandbox.requests.list(), `${PREFIX}/requests`));
    hono.notFound((context) =>
      this.#reply(
        this.#guess(context.req.raw),
        errors.unrecognizedUrl(
          context.req.method,
          context.req.path,
          ' stripe-fc-emulator: docs/control.md lists the control endpoints.',
        ),
      ),
    );
    return hono;
  }

  async #run(context: Context, run: (call: ControlCall) => unknown): Promise<Response> {
    let world: World | undefined;
    try {
      const request = context.req.raw;
      world = this.#worldOf(request);
      world.timeline.catchUp();
      const account = request.headers.get('stripe-account');
      if (account !== null && !isAccountId(account)) throw errors.accountInvalid(world.key.masked, account);
      const scope = world.sandbox.scope(account);
      const decoded = await this.#decode(request);
      const cause = { id: scope.id('req'), idempotencyKey: null };
      // Only the synchronous part acts on the request's behalf: what time brings later comes by itself.
      const result = scope.sandbox.onBehalfOf(cause, () =>
        run({
          world: world as World,
          scope,
          id: context.req.param('id') ?? '',
          gone: request.signal,
          ...decoded,
        }),
      );
      return this.#reply(world, await result);
    } catch (thrown) {
      return this.#reply(
        world,
        asStripeError(thrown, (text) => this.parts.settings.log({ kind: 'error', text })),
      );
    }
  }

  /** The sandbox to name in the header of an answer that is about none, such as a 404; undefined if it is not clear. */
  #guess(request: Request): World | undefined {
    try {
      return this.#worldOf(request);
    } catch {
      return undefined;
    }
  }

  /** The key's sandbox; without a key the only one used so far. */
  #worldOf(request: Request): World {
    const authorization = request.headers.get('authorization');
    if (authorization !== null) return this.parts.app.authenticate(authorization).world;
    const used = this.parts.sandboxes.used();
    const [only = this.parts.sandboxes.all()[0], second] = used;
    if (only !== undefined && second === undefined) return only;
    const masked = used
      .slice(0, MAX_LISTED_KEYS)
      .map(({ key }) => key.masked)
      .join(', ');
    const more = used.length > MAX_LISTED_KEYS ? ` and ${used.length - MAX_LISTED_KEYS} more` : '';
    throw errors.misuse(
      `Which sandbox? Several keys have been used: ${masked}${more}. Send one as in the API: -u sk_test_…:`,
    );
  }

  async #decode(request: Request): Promise<Pick<ControlCall, 'form' | 'json'>> {
    const query = new URL(request.url).search.slice(1);
    const text = await readBody(request, this.parts.settings.limits.bodyBytes * MAX_BODY_FACTOR);
    const trimmed = text.trimStart();
    if (!trimmed.startsWith('{') && !trimmed.startsWith('[')) {
      const form = decodeForm(query, text);
      return { form, json: form };
    }
    const json = parsedJson(text);
    const form = formFromJson(json);
    if (!isHash(form)) throw errors.misuse('The body is a JSON list: send an object with names.');
    return { form: { ...decodeForm(query), ...form }, json };
  }

  async #wait({ world, scope, form, gone }: ControlCall): Promise<unknown> {
    const { type, object, after, timeout = DEFAULT_WAIT_MS } = actions.waitParams(form, '');
    const match = checkedMatch({
      ...(type === undefined ? {} : { type }),
      ...(object === undefined ? {} : { object }),
      // Without Stripe-Account the events of all accounts count, as in process.
      ...(scope.account === null ? {} : { account: scope.account }),
    });
    const event = pastEvent(world.sandbox, match, after) ?? (await world.waiters.next(match, timeout, gone));
    if (event === undefined) throw errors.noSuchEvent(type ?? '*', timeout);
    return this.shown(scope, event);
  }

  #reply(world: World | undefined, result: unknown): Response {
    const headers: Record<string, string> = { 'content-type': 'application/json' };
    if (world !== undefined) headers['emulator-sandbox'] = world.key.masked;
    const isRefusal = result instanceof Error;
    if (!isRefusal) return new Response(JSON.stringify(result), { status: 200, headers });
    const error = asStripeError(result, () => {});
    const { request_log_url: _none, ...body } = (
      errorBody(error, '', 0) as { error: Record<string, unknown> }
    ).error;
    return new Response(JSON.stringify({ error: body }), { status: error.status, headers });
  }
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw errors.misuse(`The body looks like JSON and is none: ${(cause as Error).message}.`);
  }
}
