import { type Context, Hono } from 'hono';
import type { App } from '../api/app.ts';
import { readBody } from '../api/body.ts';
import { requestOf, responseOf } from '../api/fetch.ts';
import { asHeader, asStripeError, errorBody } from '../api/render.ts';
import { isAccountId } from '../core/account-id.ts';
import { errors } from '../core/catalogue.ts';
import { decodeForm, type FormValue, formFromJson, isHash } from '../core/form.ts';
import { jsonText } from '../core/json-text.ts';
import { sentence } from '../core/sentence.ts';
import type { Settings } from '../model/settings.ts';
import { web } from '../web.ts';
import type { World } from '../world/worlds.ts';
import type { Action, ActionContext, Tools } from './action.ts';
import { askedWorld, guessedWorld } from './asked-world.ts';
import { actions } from './index.ts';
import { PREFIX } from './lists.ts';
import { perform } from './perform.ts';
import { arriving, TextStream } from './text-stream.ts';

export interface ControlParts {
  readonly settings: Settings;
  readonly tools: Tools;
  readonly app: App;
}

// Objects to put in place may be many.
const MAX_BODY_FACTOR = 256;

/** `/_emulator/…` over HTTP: one prefix that the real API can never use, never subject to faults. */
export class Control {
  readonly #parts: ControlParts;
  #hono: Hono | undefined;

  constructor(parts: ControlParts) {
    this.#parts = parts;
  }

  /** Answers a request below the prefix; any other is one of the API. */
  route(request: Request): Response | Promise<Response> {
    if (!isOurs(request.url)) {
      const answer = this.#parts.app.answer(requestOf(request));
      return answer instanceof Promise ? answer.then(responseOf) : responseOf(answer);
    }
    // Most suites never come here over HTTP.
    this.#hono ??= this.#routes();
    return this.#hono.fetch(request);
  }

  #routes(): Hono {
    const hono = new Hono().basePath(PREFIX);
    for (const action of actions)
      hono.on(action.method, action.path, (context) =>
        action.open ? this.#open(context, action) : this.#run(context, action),
      );
    hono.notFound(({ req }) =>
      this.#reply(
        guessedWorld(this.#parts, req.header('authorization') ?? null),
        errors.unrecognizedUrl(
          req.method,
          req.path,
          ' stripe-fc-emulator: docs/control.md lists the control endpoints.',
        ),
      ),
    );
    return hono;
  }

  /** An action that needs no sandbox. */
  #open({ req }: Context, action: Action): Response {
    // A cast: an action that needs no sandbox asks for nothing of its context.
    return this.#reply(
      guessedWorld(this.#parts, req.header('authorization') ?? null),
      action.run({} as ActionContext<never>),
    );
  }

  async #run({ req }: Context, action: Action): Promise<Response> {
    let world: World | undefined;
    try {
      const request = req.raw;
      world = askedWorld(this.#parts, request.headers.get('authorization'));
      const account = request.headers.get('stripe-account');
      if (account !== null && !isAccountId(account)) throw errors.accountInvalid(world.key.masked, account);
      const { form, body } =
        action.body === 'streamed' ? { form: {}, body: arriving(request) } : await this.#decode(request);
      const { timeline } = world;
      for (let backlog = timeline.catchUp(); backlog !== undefined; backlog = timeline.catchUp())
        await backlog;
      // Not before the body is there: a reset may have come meanwhile, and the account is another then.
      const scope = world.sandbox.scope(account);
      const call = { world, scope, id: req.param('id') ?? '', form, body, tools: this.#parts.tools };
      return this.#reply(world, await perform(action, { ...call, gone: request.signal }));
    } catch (thrown) {
      return this.#reply(
        world,
        asStripeError(thrown, (text) => this.#parts.settings.log({ kind: 'error', text })),
      );
    }
  }

  async #decode(request: Request): Promise<{ readonly form: FormValue; readonly body: unknown }> {
    const query = new URL(request.url).search.slice(1);
    const text = await readBody(request, this.#parts.settings.limits.bodyBytes * MAX_BODY_FACTOR);
    const trimmed = text.trimStart();
    if (!trimmed.startsWith('{') && !trimmed.startsWith('[')) {
      const form = decodeForm(query, text);
      return { form, body: form };
    }
    const body = parsedJson(text);
    const form = formFromJson(body);
    if (!isHash(form)) throw errors.misuse('The body is a JSON list: send an object with names.');
    return { form: { ...decodeForm(query), ...form }, body };
  }

  #reply(world: World | undefined, result: unknown): Response {
    const headers: Record<string, string> = { 'content-type': 'application/json' };
    if (world !== undefined) headers['emulator-sandbox'] = world.key.masked;
    if (result instanceof TextStream) return new web.Response(result.bytes(), { status: 200, headers });
    const isRefusal = result instanceof Error;
    if (!isRefusal) return new web.Response(jsonText(result), { status: 200, headers });
    const error = asStripeError(result, () => {});
    if (error.note !== undefined) headers['emulator-note'] = asHeader(error.note);
    return new web.Response(jsonText(errorBody(error)), { status: error.status, headers });
  }
}

function isOurs(url: string): boolean {
  const path = url.indexOf('/', url.indexOf('://') + 3);
  return path >= 0 && (url.startsWith(`${PREFIX}/`, path) || url.slice(path) === PREFIX);
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw errors.misuse(
      sentence`The body looks like JSON and is none: ${cause instanceof Error ? cause.message : String(cause)}.`,
    );
  }
}
