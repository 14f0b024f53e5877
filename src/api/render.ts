import { errors } from '../core/catalogue.ts';
import { docUrl, StripeError } from '../core/errors.ts';
import { type Expansion, expanded } from '../core/expand.ts';
import { jsonText } from '../core/json-text.ts';
import { hasPages } from '../model/pages.ts';
import { isObjectType } from '../model/records.ts';
import { expandableIn } from '../model/versions/expansion.ts';
import { outsideOfPreviews } from '../model/versions/previews.ts';
import { isPreview } from '../model/versions/version-string.ts';
import type { ApiObject, BalanceTransaction, ConnectedAccount, Event } from '../model/wire.ts';
import { asOfNow } from '../resources/balance-transactions/record.ts';
import { expandedAccount, shownAccount } from '../resources/connect/shown-account.ts';
import { institutionOf } from '../resources/financial-connections/institutions.ts';
import { included } from '../resources/included.ts';
import type { Answer, Unkept } from '../resources/operation.ts';
import { renderedEvent, renderedIn, renderingFor } from '../sandbox/rendering.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';
import type { Scope } from '../sandbox/scope.ts';
import { PageTexts } from './page-texts.ts';

type Page = Extract<Answer, { readonly data: readonly unknown[] }>;
const isPage = (answer: Answer): answer is Page => 'data' in answer && Array.isArray(answer.data);

/** The stored JSON of a record, if `answer` is one as stored. */
const storedText = (scope: Scope, answer: ApiObject | Unkept): string | undefined =>
  'id' in answer && isObjectType(answer.object) ? scope.tables[answer.object].textOf(answer) : undefined;

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

const isTransaction = (record: { readonly object: string }): record is BalanceTransaction =>
  record.object === 'balance_transaction';

const isConnectedAccount = (record: { readonly object: string }): record is ConnectedAccount =>
  record.object === 'account';

/** A record as answers have it. */
function asShown(scope: Scope, record: ApiObject): object {
  if (isTransaction(record)) return asOfNow(scope, record);
  return isConnectedAccount(record) ? shownAccount(scope, record) : record;
}

/** What an id leads to when it is expanded: the record, or the stub of a deleted one. */
function find(scope: Scope, type: string, id: string): object | undefined {
  if (type === 'financial_connections.institution') return institutionOf(scope, id);
  if (!isObjectType(type)) return undefined;
  // Connected accounts are the platform's, whoever names them.
  const table = (type === 'account' ? scope.sandbox.platform : scope).tables[type];
  const found = table.get(id);
  if (found !== undefined) return asShown(scope, found);
  if (table.deleted(id) !== undefined) return { id, object: type, deleted: true };
  return type === 'account' ? expandedAccount(scope, id) : undefined;
}

/** In the caller's version; an event's object stays in the one in which the event was made, whatever is asked for. */
function renderedAnswer(scope: Scope, answer: Answer, version: string): unknown {
  const events = eventsOf(answer).map((event) => renderedEvent(scope.sandbox, event));
  if (events.length === 0) return renderedIn(scope, answer, version);
  return isPage(answer) ? { ...answer, data: events } : events[0];
}

const isEvent = (object: { readonly object: string }): object is Event => object.object === 'event';

/** What an answer tells of events: a page has nothing else, or none. */
function eventsOf(answer: Answer): readonly Event[] {
  if (!isPage(answer)) return isEvent(answer) ? [answer] : [];
  const [first] = answer.data;
  return first !== undefined && isEvent(first) ? answer.data.filter(isEvent) : [];
}

/** Whether an answer is in its version what it is in the newest. */
function isAsStored(scope: Scope, answer: Answer, version: string): boolean {
  const hasNewestForm = (shown: string) =>
    renderingFor(scope, shown).response === undefined && !isPreview(shown);
  const isWhole = (value: object) => outsideOfPreviews(value) === value;
  const events = eventsOf(answer);
  if (events.length > 0)
    return events.every(
      ({ api_version: own, data }) => hasNewestForm(own) && !hasPages(data.object) && isWhole(data.object),
    );
  return (
    hasNewestForm(version) &&
    !(isPage(answer) ? answer.data.some(hasPages) : hasPages(answer)) &&
    isWhole(answer)
  );
}

/** The JSON of an answer, in the caller's version, with what it asked to expand. */
export function answerText(scope: Scope, answer: Answer, version: string, expand: readonly string[]): string {
  if (expand.length === 0 && isAsStored(scope, answer, version)) return plainText(scope, answer);
  const expansion: Expansion = {
    types: expandableIn(version),
    find: (type, id) => renderedIn(scope, find(scope, type, id), version),
    included: (holder, name) => renderedIn(scope, included(scope, holder, name), version),
  };
  // What an older version has beside the newest form can be expanded as well, so it comes first.
  let shown = renderedAnswer(scope, answer, version);
  for (const path of expand) shown = expanded(shown, path.split('.'), expansion, listFields(answer));
  return jsonText(shown);
}

/** What `expand` can follow in a list: `data`, whose objects are expanded by their own types. */
const listFields = (answer: Answer) => (isPage(answer) ? { data: 0 } : undefined);

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
  const { type, message, charge, code, decline_code, param, ...shown } = error.body;
  const { extra_fields, payment_intent, payment_method, payment_method_type, setup_intent } = shown;
  return {
    error: {
      ...(charge === undefined ? {} : { charge }),
      ...(code === undefined ? {} : { code }),
      ...(decline_code === undefined ? {} : { decline_code }),
      ...(code === undefined ? {} : { doc_url: docUrl(code) }),
      ...(extra_fields === undefined ? {} : { extra_fields }),
      message,
      ...(param === undefined ? {} : { param }),
      ...(payment_intent === undefined ? {} : { payment_intent }),
      ...(payment_method === undefined ? {} : { payment_method }),
      ...(payment_method_type === undefined ? {} : { payment_method_type }),
      // Not of a key that is refused (recorded).
      ...(logged === undefined || error.status === 401 ? {} : { request_log_url: logUrl(logged) }),
      ...(setup_intent === undefined ? {} : { setup_intent }),
      type,
    },
  };
}

/** The envelope in the form of a version, with what it shows of objects. */
export function errorIn(scope: Scope, { error }: ReturnType<typeof errorBody>, version: string): object {
  return { error: renderedIn(scope, renderingFor(scope, version).error(error), version) };
}

/** Anything that is not a refusal is a bug: a 500 to the caller, the stack to the log. */
export function asStripeError(thrown: unknown, log: (text: string) => void): StripeError {
  if (thrown instanceof StripeError) return thrown;
  log(thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown));
  return errors.internal();
}

/** Header values are Latin-1 on one line. */
export const asHeader = (text: string): string => text.replaceAll('…', '...').replace(/[^\x20-\x7e]/g, '?');
