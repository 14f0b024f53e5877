import { asText } from '../core/as-text.ts';
import { isHash } from '../core/form.ts';
import { isOfPreviews } from '../model/events.ts';
import type { ChargesThen } from '../model/facts.ts';
import { type UrlOf, withPages } from '../model/pages.ts';
import { outsideOfPreviews, previewed } from '../model/versions/previews.ts';
import { type Rendering, renderingOf, type Surroundings } from '../model/versions/rendering.ts';
import { isPreview } from '../model/versions/version-string.ts';
import type { Event, Refund } from '../model/wire.ts';
import { chargesOf } from './charges-then.ts';
import { intentPaying, invoicePaidBy } from './paid-invoices.ts';
import { madeBy, refundsOf } from './refunds-then.ts';
import type { Sandbox } from './sandbox.ts';
import type { Scope } from './scope.ts';

/** With the charges of an intent, and the refunds of an account, all or those that `wanted` lets pass. */
const shownWith = (
  charges: (intent: string) => ChargesThen,
  owner: Scope | undefined,
  wanted?: (refund: Refund) => boolean,
): Surroundings => ({
  chargesOf: ({ id }) => {
    const { data, total } = charges(asText(id));
    return { data, has_more: total > data.length, total_count: total };
  },
  refundsOf: ({ id }) =>
    owner === undefined
      ? { data: [], has_more: false, total_count: 0 }
      : refundsOf(owner.tables, asText(id), wanted),
  invoiceOf: (payment) => invoicePaidBy(owner?.tables, payment),
  intentOf: ({ id }) => intentPaying(owner?.tables, asText(id)),
  priceOf: (id) => owner?.tables.price.get(id),
});

export const renderingFor = ({ settings }: Pick<Scope, 'settings'>, version: string): Rendering =>
  renderingOf(version, settings.assume.additiveFields);

/** The URL of a page, by the origin where a browser reaches it. */
export const urlOfPage = ({ parts }: Sandbox, path: string, host: string): string =>
  `${parts.pageOrigin() ?? `https://${host}`}${path}`;

const pagesOf =
  (sandbox: Sandbox): UrlOf =>
  (path, host) =>
    urlOfPage(sandbox, path, host);

/** With the fields that only previews show, where the version is one, and otherwise without them. */
function withFieldsOfPreviews<Value>(
  scope: Scope | undefined,
  value: Value,
  version: string,
  isAsked: boolean = isPreview(version),
): Value {
  if (!isAsked) return outsideOfPreviews(value);
  if (scope === undefined) return value;
  // A cast: objects get fields, and nothing else changes.
  return previewed(value, (object) => scope.sandbox.parts.fieldsOfPreviews(scope, object)) as Value;
}

/** What an account has, in the form of a version. */
export function renderedIn<Value>(scope: Scope, value: Value, version: string): Value {
  const { response } = renderingFor(scope, version);
  const shown = withPages(withFieldsOfPreviews(scope, value, version), pagesOf(scope.sandbox));
  return response === undefined
    ? shown
    : response(
        shown,
        shownWith((intent) => chargesOf(scope.tables, intent), scope),
      );
}

/** An event in a version, by default its own: with what was there when it happened. */
export function renderedEvent(sandbox: Sandbox, event: Event, version: string = event.api_version): Event {
  const { response, previous } = renderingFor(sandbox, version);
  const { object: stored, previous_attributes: attributes } = event.data;
  // Whoever is told of what only previews have has asked for it by name, and is told what it is about (assumed).
  const isAsked = isPreview(version) || isOfPreviews(event.type);
  const told = withFieldsOfPreviews(ownerOf(sandbox, event), stored, version, isAsked);
  const object = withPages(told, pagesOf(sandbox));
  const inVersion = event.api_version === version ? event : { ...event, api_version: version };
  const shown = object === stored ? inVersion : { ...inVersion, data: { ...event.data, object } };
  if (response === undefined) return shown;
  // One that was put in place, or comes from an older snapshot, knows no charges of then.
  const then = sandbox.platform.facts.eventCharges.get(event.id) ?? chargesNow(sandbox, event);
  const shownObject = response(
    object,
    shownWith(() => then, ownerOf(sandbox, event), madeBy(sandbox.platform.tables.event, event)),
  );
  return {
    ...shown,
    data: isHash(attributes)
      ? { object: shownObject, previous_attributes: previous(object.object, attributes, { ...stored }) }
      : { object: shownObject },
  };
}

const ownerOf = (sandbox: Sandbox, { account }: Event): Scope | undefined =>
  account === undefined ? sandbox.platform : sandbox.known(account);

/** Those that the PaymentIntent of an event has now, if it had one then. */
function chargesNow(sandbox: Sandbox, event: Event): ChargesThen {
  const { object } = event.data;
  const owner = ownerOf(sandbox, event);
  const hadOne = isHash(object) && object.latest_charge != null;
  return owner === undefined || !hadOne ? { data: [], total: 0 } : chargesOf(owner.tables, object.id);
}
