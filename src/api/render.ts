import { errors } from '../core/catalogue.ts';
import { StripeError } from '../core/errors.ts';
import { type Expansion, expanded } from '../core/expand.ts';
import { EXPANDABLE } from '../model/expandable.ts';
import { isObjectType } from '../model/records.ts';
import { renderingOf } from '../model/versions.ts';
import type { ApiObject, BalanceTransaction, Event } from '../model/wire.ts';
import { asOfNow } from '../resources/balance-transactions.ts';
import { included } from '../resources/included.ts';
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
  if (!isPage(answer)) return storedText(scope, answer) ?? JSON.stringify(answer);
  if (answer.object !== 'list') return JSON.stringify(answer);
  const tail = `],"has_more":${answer.has_more},"url":${JSON.stringify(answer.url)}}`;
  const pages = pagesOf(scope.sandbox);
  const kept = pages.find(answer.data, tail);
  if (kept !== undefined) return kept;
  const texts = answer.data.map((record) => storedText(scope, record) ?? JSON.stringify(record));
  const text = `{"object":"list","data":[${texts.join(',')}${tail}`;
  pages.keep(answer.data, tail, text);
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

const isTransaction = (record: { readonly object: string }): record is BalanceTransaction =>
  record.object === 'balance_transaction';

/** What an id leads to when it is expanded: the record, or the stub of a deleted one. */
function find(scope: Scope, type: string, id: string): object | undefined {
  if (!isObjectType(type)) return undefined;
  const table = scope.tables[type];
  const found = table.get(id);
  if (found !== undefined) return isTransaction(found) ? asOfNow(scope, found) : found;
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
  const expansion: Expansion = {
    types: EXPANDABLE,
    find: (type, id) => find(scope, type, id),
    included,
  };
  let shown: unknown = answer;
  for (const path of expand) shown = expanded(shown, path.split('.'), expansion, listFields(answer));
  // A cast: expanded, it is an answer still.
  return JSON.stringify(renderedAnswer(scope, shown as Answer, version));
}

/** What `expand` can follow in a list: `data`, whose objects are expanded by their own types. */
const listFields = (answer: Answer) => (isPage(answer) ? { data: 0 } : undefined);

/** Stripe's envelope, its fields in the order of the recordings. */
export function errorBody(
  error: StripeError,
  requestId: string,
  seconds: number,
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
      request_log_url: `https://dashboard.stripe.com/test/logs/${requestId}?t=${seconds}`,
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
