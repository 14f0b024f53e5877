import { asText } from '../core/as-text.ts';
import type { AnyHash } from '../core/form.ts';
import type { ChargesThen } from '../model/facts.ts';
import { type Rendering, renderingOf, type Surroundings } from '../model/versions/rendering.ts';
import type { Event, PaymentIntent } from '../model/wire.ts';
import type { Sandbox } from './sandbox.ts';
import type { Scope } from './scope.ts';

// As many as a list within an object has (docs: api/expanding_objects).
const MOST_CHARGES = 10;

/** The charges of a PaymentIntent as they are. */
function chargesOf({ tables: { charge: charges } }: Scope, intent: string): ChargesThen {
  const ofIntent = { index: 'payment_intent', key: intent } as const;
  return { data: charges.page({ ...ofIntent, limit: MOST_CHARGES }).records, total: charges.count(ofIntent) };
}

const shownWith = (charges: (intent: string) => ChargesThen): Surroundings => ({
  chargesOf: ({ id }) => {
    const { data, total } = charges(asText(id));
    return { data, has_more: total > data.length, total_count: total };
  },
});

export const renderingFor = ({ settings }: Pick<Scope, 'settings'>, version: string): Rendering =>
  renderingOf(version, settings.assume.additiveFields);

/** What an account has, in the form of a version. */
export function renderedIn<Value>(scope: Scope, value: Value, version: string): Value {
  const { response } = renderingFor(scope, version);
  return response === undefined
    ? value
    : response(
        value,
        shownWith((intent) => chargesOf(scope, intent)),
      );
}

/** An event in a version, by default its own: with what was there when it happened. */
export function renderedEvent(sandbox: Sandbox, event: Event, version: string = event.api_version): Event {
  const { response, previous } = renderingFor(sandbox, version);
  const shown = event.api_version === version ? event : { ...event, api_version: version };
  if (response === undefined) return shown;
  const { object, previous_attributes: attributes } = event.data;
  // One that was put in place, or comes from an older snapshot, knows no charges of then.
  const then =
    sandbox.platform.facts.eventCharges.get(event.id) ?? chargesNow(sandbox, event, object as PaymentIntent);
  const data = {
    object: response(
      object,
      shownWith(() => then),
    ),
  };
  return {
    ...shown,
    data:
      attributes === undefined
        ? data
        : { ...data, previous_attributes: previous(object.object, attributes as AnyHash) },
  };
}

function chargesNow(sandbox: Sandbox, event: Event, intent: Partial<PaymentIntent>): ChargesThen {
  const owner = event.account === undefined ? sandbox.platform : sandbox.known(event.account);
  if (owner === undefined || intent.latest_charge == null) return { data: [], total: 0 };
  return chargesOf(owner, asText(intent.id));
}

/** Keeps the charges of the PaymentIntent that an event is about: older versions show them with it, whenever that is. */
export function keepCharges(scope: Scope, { id, data: { object } }: Event): void {
  if (object.object !== 'payment_intent') return;
  const charges = chargesOf(scope, object.id);
  if (charges.total > 0) scope.sandbox.platform.facts.eventCharges.set(id, charges);
}
