import { asText } from '../../core/as-text.ts';
import { isHash } from '../../core/form.ts';
import type { CountedList } from '../../core/list.ts';
import { planOf } from '../plan.ts';
import type { PaymentIntent, Price } from '../wire.ts';
import { ADDITIONS, type Addition, withoutAll } from './additions.ts';
import type { Around, Change } from './change.ts';
import { CHANGES } from './changes.ts';
import type { Fields } from './older-form.ts';
import { isShownType, SHOWN_TYPES, type ShownType } from './shown-types.ts';
import { isBefore } from './version-string.ts';

type Members = Pick<CountedList, 'data' | 'has_more' | 'total_count'>;

/** What objects are shown with where the form of a version asks for it: as they are stored, in any version. */
export interface Surroundings {
  /** The charges of a PaymentIntent, newest first. */
  readonly chargesOf: (intent: Fields) => Members;
  /** The refunds of a charge, newest first. */
  readonly refundsOf: (charge: Fields) => Members;
  /** The id of the invoice that a PaymentIntent or a Charge pays; null if there is none. */
  readonly invoiceOf: (payment: Fields) => string | null;
  /** The PaymentIntent that an invoice is paid by. */
  readonly intentOf: (invoice: Fields) => PaymentIntent | undefined;
  readonly priceOf: (id: string) => Price | undefined;
}

/** How answers look in one version. */
export interface Rendering {
  /** Undefined when objects need no change, so that they need not be walked. */
  readonly response: (<Value>(value: Value, surroundings: Surroundings) => Value) | undefined;
  /** `previous_attributes` of an object of that type, as it is since. */
  readonly previous: (type: string, attributes: Fields, object: Fields) => Fields;
  readonly error: (error: Fields) => Fields;
}

type AdditiveFields = 'always' | 'dated';

// Remembered, because a client sends the same version with every request; a bound, because it can send any number.
const renderings = { always: new Map<string, Rendering>(), dated: new Map<string, Rendering>() };
const MAX_KNOWN = 1000;

/** The form of `version`; `dated` also takes away the fields that were added without breaking anything. */
export function renderingOf(version: string, additiveFields: AdditiveFields): Rendering {
  const known = renderings[additiveFields];
  let rendering = known.get(version);
  if (rendering === undefined) {
    rendering = makeRendering(undoneIn(version, additiveFields));
    if (known.size < MAX_KNOWN) known.set(version, rendering);
  }
  return rendering;
}

/** What is not yet there in a version. */
interface Undone {
  readonly changes: readonly Change[];
  readonly additions: ReadonlyMap<ShownType, readonly Addition[]>;
}

function undoneIn(version: string, additiveFields: AdditiveFields): Undone {
  const additions = new Map<ShownType, readonly Addition[]>();
  for (const type of additiveFields === 'dated' ? SHOWN_TYPES : []) {
    const later = ADDITIONS[type].filter(({ date }) => isBefore(version, date));
    if (later.length > 0) additions.set(type, later);
  }
  return { changes: CHANGES.filter((change) => isBefore(version, change.version)), additions };
}

function makeRendering(undone: Undone): Rendering {
  const { changes, additions } = undone;
  const isPlain = additions.size === 0 && changes.every(({ objects }) => objects === undefined);
  return {
    response: isPlain
      ? undefined
      : // A cast: an object of an older version is spoken of as one of the newest.
        <Value>(value: Value, surroundings: Surroundings) => rendered(value, undone, surroundings) as Value,
    previous: (type, attributes, object) =>
      isShownType(type)
        ? withoutAll(
            changes.reduce((newer, { previous }) => previous?.[type]?.(newer, object) ?? newer, attributes),
            additions.get(type) ?? [],
          )
        : attributes,
    error: (error) => changes.reduce((newer, change) => change.error?.(newer) ?? newer, error),
  };
}

/** `value` with every object in it, however deep, as it was before what is undone. */
function rendered(value: unknown, undone: Undone, surroundings: Surroundings): unknown {
  if (Array.isArray(value)) return value.map((element) => rendered(element, undone, surroundings));
  if (!isHash(value)) return value;
  const inner = Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name,
      // Metadata is the user's own and never changed, even if it has a member named `object`.
      name === 'metadata' ? member : rendered(member, undone, surroundings),
    ]),
  );
  const { id, object: type, deleted } = value;
  // An invoice that is still to come has no id.
  const hasId = typeof id === 'string' || (type === 'invoice' && value.billing_reason === 'upcoming');
  const isObject = hasId && typeof type === 'string' && isShownType(type);
  return isObject && deleted !== true
    ? olderForm(type, { newest: value, inner }, undone, surroundings)
    : inner;
}

const fieldsOf = (value: unknown): Fields | undefined => (isHash(value) ? value : undefined);

function olderForm(
  type: ShownType,
  { newest, inner }: Readonly<Record<'newest' | 'inner', Fields>>,
  undone: Undone,
  surroundings: Surroundings,
): Fields {
  const list = ({ data, has_more, total_count }: Members, url: string): CountedList => ({
    object: 'list',
    data: data.map((member) => rendered(member, undone, surroundings)),
    has_more,
    total_count,
    url,
  });
  const around: Around = {
    newest,
    chargesOf: (intent) =>
      list(surroundings.chargesOf(intent), `/v1/charges?payment_intent=${asText(intent.id)}`),
    refundsOf: (charge) => list(surroundings.refundsOf(charge), `/v1/charges/${asText(charge.id)}/refunds`),
    invoiceOf: surroundings.invoiceOf,
    intentOf: (invoice) => fieldsOf(surroundings.intentOf(invoice)),
    priceOf(id) {
      const price = typeof id === 'string' ? surroundings.priceOf(id) : undefined;
      if (price === undefined) return undefined;
      const older = (made: object | undefined) => fieldsOf(rendered(made, undone, surroundings));
      return { price: older(price) ?? {}, plan: older(planOf(price)) ?? null };
    },
  };
  // What was added goes last: what an older version has in its place is made of it.
  return withoutAll(
    undone.changes.reduce((newer, { objects }) => objects?.[type]?.(newer, around) ?? newer, inner),
    undone.additions.get(type) ?? [],
  );
}
