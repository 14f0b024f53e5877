import { errors } from '../core/catalogue.ts';
import { StripeError } from '../core/errors.ts';
import { expanded } from '../core/expand.ts';
import { jsonText } from '../core/json-text.ts';
import { EXPANDABLE } from '../model/expandable.ts';
import { isObjectType } from '../model/records.ts';
import { renderingOf } from '../model/versions.ts';
import type { ApiObject, Event } from '../model/wire.ts';
import type { Answer } from '../resources/operation.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';
import type { Scope } from '../sandbox/scope.ts';
import { PageTexts } from './page-texts.ts';

type Page = Extract<Answer, { readonly data: readonly unknown[] }>;
const isPage = (answer: Answer): answer is Page => 'data' in answer && Array.isArray(answer.data);

/** The stored JSON of a record, if `answer` is one as stored. */
const storedText = (scope: Scope, answer: ApiObject): string | undefined =>
  isObjectType(answer.object) ? scope.tables[answer.object].textOf(answer) : undefined;

function plainText(scope: Scope, answer: Answer): string {
  if (!isPage(answer)) return storedText(scope, answer) ?? jsonText(answer);
  if (answer.object !== 'list') return jsonText(answer);
  const { data, ...rest } = answer;
  const frame = JSON.stringify(rest);
  const pages = pagesOf(scope.sandbox);
  const kept = pages.find(data, frame);
  if (kept !== undefined) return kept;
  // In a page each record stands deeper than its stored text: to write it anew takes no longer than to shift that.
  const text = jsonText(answer);
  pages.keep(data, frame, text);
  return text;
}

const PAGES = new WeakMap<Sandbox, PageTexts>();

function pagesOf(sandbox: Sandbox): PageTexts {
  let pages = PAGES.get(sandbox);
  if (pages === undefined) {
    pages = new PageTexts();
    PAGES.set(sandbox, pages);
  }
  return pages;
}

/** What an id leads to when it is expanded: the record, or the stub of a deleted one. */
function find(scope: Scope, type: string, id: string): object | undefined {
  if (!isObjectType(type)) return undefined;
  const table = scope.tables[type];
  const found = table.get(id);
  if (found !== undefined) return found;
  return table.deleted(id) === undefined ? undefined : { id, object: type, deleted: true };
}

/** An event's object stays in the version in which the event was made, whatever the request asks for. */
function renderedEvent(scope: Scope, event: Event): Event {
  const response = renderingOf(event.api_version, scope.settings.assume.additiveFields).response;
  // The shape of `data` is the same in every version; only the object in it differs.
  return response === undefined ? event : { ...event, data: response(event.data) };
}

function renderedAnswer(scope: Scope, answer: Answer, version: string): unknown {
  if (isPage(answer)) {
    const events = answer.data.filter(isEvent);
    if (events.length > 0) return { ...answer, data: events.map((event) => renderedEvent(scope, event)) };
  } else if (isEvent(answer)) return renderedEvent(scope, answer);
  const response = renderingOf(version, scope.settings.assume.additiveFields).response;
  return response === undefined ? answer : response(answer);
}

function isEvent(object: { readonly object: string }): object is Event {
  return object.object === 'event';
}

const isEvents = (answer: Answer): boolean =>
  isPage(answer) ? answer.data[0]?.object === 'event' : answer.object === 'event';

/** The JSON of an answer, in the caller's version, with what it asked to expand. */
export function answerText(scope: Scope, answer: Answer, version: string, expand: readonly string[]): string {
  const shownVersion = isEvents(answer) ? scope.settings.apiVersion : version;
  const unchanged = renderingOf(shownVersion, scope.settings.assume.additiveFields).response === undefined;
  if (unchanged && expand.length === 0) return plainText(scope, answer);
  let shown: unknown = answer;
  for (const path of expand) {
    shown = expanded(
      shown,
      path.split('.'),
      EXPANDABLE,
      (type, id) => find(scope, type, id),
      listFields(answer),
    );
  }
  // A cast: expanded, it is an answer still.
  return jsonText(renderedAnswer(scope, shown as Answer, version));
}

/** What `expand` can follow in a list: `data`, whose objects are expanded by their own types. */
const listFields = (answer: Answer) => (isPage(answer) ? { data: {} } : undefined);

/** The request that Stripe's Dashboard would show, and whose. */
interface LoggedCall {
  readonly account: string;
  readonly requestId: string;
}

/** Recorded from 2026-03 on, of requests in test mode. */
const logUrl = ({ account, requestId }: LoggedCall): string =>
  `https://dashboard.stripe.com/${account}/test/workbench/logs?object=${requestId}`;

/** Stripe's envelope, its fields in the order of the recordings. */
export function errorBody(
  error: StripeError,
  logged?: LoggedCall,
): { readonly error: Readonly<Record<string, unknown>> } {
  const { type, code, message, param, payment_intent, payment_method } = error.body;
  return {
    error: {
      ...(code === undefined
        ? {}
        : { code, doc_url: `https://stripe.com/docs/error-codes/${code.replaceAll('_', '-')}` }),
      message,
      ...(param === undefined ? {} : { param }),
      ...(payment_intent === undefined ? {} : { payment_intent }),
      ...(payment_method === undefined ? {} : { payment_method }),
      // Not of a key that is refused (recorded).
      ...(logged === undefined || error.status === 401 ? {} : { request_log_url: logUrl(logged) }),
      type,
    },
  };
}

/** Anything that is not a refusal is a bug: a 500 to the caller, the stack to the log. */
export function asStripeError(thrown: unknown, log: (text: string) => void): StripeError {
  if (thrown instanceof StripeError) return thrown;
  log(thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown));
  return errors.internal();
}

/** Header values are Latin-1 on one line. */
export const asHeader = (text: string): string => text.replaceAll('…', '...').replace(/[^\x20-\x7e]/g, '?');
