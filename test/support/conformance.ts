import { expect, onTestFinished } from 'vitest';
import { isFlowPath } from '../../src/api/flow-paths.ts';
import type { Emulator } from '../../src/index.ts';
import { isOfPreviews } from '../../src/model/events.ts';
import { ADDITIONS } from '../../src/model/versions/additions.ts';
import { isPreview } from '../../src/model/versions/version-string.ts';
import { Dictionary, type Report } from './dictionary.ts';
import { isAsStripeWrites } from './json-bytes.ts';
import { stripeTypes } from './stripe-types.ts';

const SHAPES = { stable: stripeTypes('objects'), preview: stripeTypes('previewObjects') };

/** What is wrong with a response's body by the SDK's types, one sentence each; nothing if it conforms. */
export function nonConformities(value: unknown, options: { preview?: boolean } = {}): string[] {
  return problemsOf(value, new Dictionary(options.preview ? SHAPES.preview : SHAPES.stable));
}

function problemsOf(value: unknown, dictionary: Dictionary): string[] {
  const report: Report = { path: [], problems: [] };
  dictionary.checkBody(value, report);
  return report.problems;
}

/** What older versions have otherwise, by the version in which it changed: the SDK's types are the newest. */
const CHANGED: readonly (readonly [before: string, problem: RegExp])[] = [
  ['2026-03-25', /checkout\.session\)?\.ui_mode: '(hosted|embedded|custom)' is not one of/],
  ['2025-03-31', /checkout\.session\)?\.shipping_details: the SDK/],
  ['2022-08-01', /checkout\.session\)?\.(shipping|shipping_rate): the SDK/],
  ['2026-09-30', /session\.filters\.countries: the SDK's .* has no such field/],
  ['2025-03-31', /\.invoice: the SDK's (PaymentIntent|Charge) has no such field/],
  [
    '2025-03-31',
    /\.(application_fee_amount|charge|discount|paid|paid_out_of_band|payment_intent|quote|subscription|subscription_details|subscription_proration_date|tax|total_tax_amounts|transfer_data): the SDK's Invoice has no such field/,
  ],
  [
    '2025-03-31',
    /\.(amount_excluding_tax|invoice_item|plan|price|proration|proration_details|subscription_item|tax_amounts|tax_rates|type|unit_amount_excluding_tax): the SDK's InvoiceLineItem has no such field/,
  ],
  [
    '2025-03-31',
    /\.(price|plan|unit_amount|unit_amount_decimal|subscription|subscription_item): the SDK's InvoiceItem has no such field/,
  ],
  ['2025-03-31', /\.aggregate_usage: the SDK's (Plan|Price\.Recurring) has no such field/],
  ['2025-03-31', /\.(current_period_(end|start)|discount): the SDK's Subscription has no such field/],
  ['2024-04-10', /\.rendering_options: the SDK's Invoice has no such field/],
  // Of GET /v1/invoices/upcoming.
  ['2025-03-31.basil', /^invoice\.id: missing/],
  ['2024-04-10', /\.features: the SDK's Product has no such field/],
  ['2022-11-15', /\.(charges|refunds\.total_count): the SDK's .* has no such field/],
  ['2022-08-01', /\.default_currency: the SDK's Customer has no such field/],
  // Of `additiveFields: dated`, by the day of each field.
  ...Object.values(ADDITIONS).flatMap((additions) =>
    additions.map(({ date, path }) => [date, new RegExp(`\\.${path.join('\\.')}: missing`)] as const),
  ),
];

/** An invoice that is still to come has no id (recorded), which the SDK's type of such an event has. */
const UNBORN = /^event<invoice\.upcoming>\.data\.object\(invoice\)\.id: missing/;

/** The type of an event; the empty text for what is none. */
const typeOf = (body: unknown): string => (body as { type?: string }).type ?? '';

/** The version that an event is in, or a list of events. */
function versionOfEvents(body: unknown): string | undefined {
  const { object, api_version, data } = body as { object?: string; api_version?: string; data?: unknown };
  if (object === 'event') return api_version;
  return Array.isArray(data) && data.length > 0 ? versionOfEvents(data[0]) : undefined;
}

const isOfFlow = (url: string): boolean => {
  const { pathname } = new URL(url, 'https://api.stripe.com');
  return isFlowPath(pathname) && !pathname.endsWith('/attach');
};

/** What has travelled, held against the SDK's types. */
export interface Conformity {
  /** Holds a body against the SDK's types. */
  readonly check: (text: string, where: string, version?: string) => void;
  /** `fetch` that checks each answer: its bytes, and of the API its shape; the control surface has shapes of its own. */
  readonly checkedFetch: (emulator: Pick<Emulator, 'fetch'>) => typeof fetch;
  /** Fails if anything was wrong since it was last asked. */
  readonly expectNoProblems: () => void;
}

export function newConformity(): Conformity {
  const problems: string[] = [];
  const stable = new Dictionary(SHAPES.stable);
  // A millisecond each: few tests speak a version of the preview.
  let preview: Dictionary | undefined;
  const dictionaryOf = (version: string, body: unknown): Dictionary => {
    if (!isPreview(version) && !isOfPreviews(typeOf(body))) return stable;
    preview ??= new Dictionary(SHAPES.preview);
    return preview;
  };
  // A snapshot alone is compact (contract.md).
  const checkBytes = (text: string, where: string): void => {
    if (where.endsWith('/_emulator/snapshot')) return;
    if (!isAsStripeWrites(text)) problems.push(`${where}: is not indented as Stripe's bodies are`);
    const { error } = JSON.parse(text);
    // A bank's login form has a text of that name.
    const names = typeof error === 'string' ? [] : Object.keys(error ?? {});
    // Recorded: code, doc_url, message, param, payment_intent, request_log_url, type.
    if (names.join() !== names.toSorted().join()) problems.push(`${where}: has ${names} in its error`);
  };
  const check: Conformity['check'] = (text, where, version = '2026-10-28.endive') => {
    checkBytes(text, where);
    const body: unknown = JSON.parse(text);
    const shown = versionOfEvents(body) ?? version;
    const wrong = problemsOf(body, dictionaryOf(shown, body)).filter(
      (problem) =>
        !UNBORN.test(problem) && !CHANGED.some(([before, known]) => shown < before && known.test(problem)),
    );
    problems.push(...wrong.map((problem) => `${where}: ${problem}`));
  };
  return {
    check,
    checkedFetch: (emulator) => async (input, init) => {
      const response = await emulator.fetch(input as string, init);
      const url = input instanceof Request ? input.url : String(input);
      const where = `${init?.method ?? 'GET'} ${url}`;
      const text = await response.clone().text();
      // Neither the control surface nor the authentication flow's own endpoints answer what the SDK has types of.
      if (url.includes('/_emulator') || isOfFlow(url)) checkBytes(text, where);
      else check(text, where, response.headers.get('stripe-version') ?? undefined);
      return response;
    },
    expectNoProblems: () => {
      expect(problems.splice(0), 'what travelled does not fit the types of the SDK').toEqual([]);
    },
  };
}

/** Whatever it finds wrong fails the test that is running. */
export function conformityOfTest(): Conformity {
  const conformity = newConformity();
  onTestFinished(conformity.expectNoProblems);
  return conformity;
}
