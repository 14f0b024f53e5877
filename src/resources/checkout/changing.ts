import { errors } from '../../core/catalogue.ts';
import { mergedMetadata } from '../../core/metadata.ts';
import type { CheckoutFacts } from '../../model/facts.ts';
import type { CheckoutSession } from '../../model/wire.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { fullAddress } from '../params/address.ts';
import { checkTotal } from './checks.ts';
import { checkCurrency, checkLines, type DraftLine, draftLines } from './lines.ts';
import type { UpdateParams } from './parameters.ts';
import { changedPayment } from './payment-data.ts';
import { CHECKOUT } from './record.ts';
import { checkSubscribing, dueAtFirst } from './subscription-data.ts';

/** What may be changed of a session while it is open, and not afterwards (assumed); its metadata always may. */
const OPEN_ONLY = ['collected_information', 'line_items', 'payment_intent_data', 'shipping_options'] as const;

const NO_LINES: CheckoutFacts = { lines: [] };

interface Change {
  readonly session: CheckoutSession;
  readonly facts: CheckoutFacts;
  readonly lines: readonly DraftLine[];
}

/** Refuses to change what cannot be changed, of a session that is closed or in another mode. */
function checkChange({ mode, status }: CheckoutSession, params: UpdateParams): void {
  const closed = OPEN_ONLY.find((name) => params[name] !== undefined && status !== 'open');
  if (closed !== undefined) throw errors.checkoutNotUpdatable(closed, status ?? '');
  if (params.line_items !== undefined && mode === 'setup')
    throw errors.checkoutModeForeign('line_items', mode);
  if (params.payment_intent_data !== undefined && mode !== 'payment')
    throw errors.checkoutModeForeign('payment_intent_data', mode);
}

/** What is shown of where things are sent. */
function collected(
  { collected_information: known }: CheckoutSession,
  { collected_information: given }: UpdateParams,
): Pick<CheckoutSession, 'collected_information'> {
  const shipping = given?.shipping_details;
  if (shipping === undefined) return { collected_information: known };
  const { address, name } = shipping;
  return {
    collected_information: {
      business_name: null,
      individual_name: null,
      ...known,
      shipping_details: { address: fullAddress(address), name },
    },
  };
}

/** Decides on a change; may refuse it, and writes nothing. */
function draftChange(scope: Scope, before: CheckoutSession, params: UpdateParams): Change {
  checkChange(before, params);
  const known = scope.facts.checkouts.get(before.id) ?? NO_LINES;
  const { line_items: asked, payment_intent_data: data } = params;
  const lines = draftLines(scope, asked ?? [], known.lines);
  const total = dueAtFirst(known, lines, before.created);
  if (asked !== undefined) {
    checkLines(before.mode, lines);
    if (before.mode === 'subscription') checkSubscribing(scope, known, lines);
    if (before.currency !== null) checkCurrency(before.currency, lines);
    checkTotal(before.mode, before.currency ?? '', total);
  }
  return {
    lines,
    facts: {
      ...known,
      ...(asked === undefined ? {} : { lines: lines.map(({ line }) => line) }),
      ...(data === undefined ? {} : { payment: changedPayment(known.payment, data) }),
    },
    session: {
      ...before,
      ...(asked === undefined ? {} : { amount_subtotal: total, amount_total: total }),
      ...collected(before, params),
      metadata: mergedMetadata(before.metadata ?? {}, params.metadata),
    },
  };
}

/** Changes a session, and the payment that it has already: of an old version, or of an attempt that was refused at once. */
export function changeCheckout(scope: Scope, before: CheckoutSession, params: UpdateParams): CheckoutSession {
  const { session, facts, lines } = draftChange(scope, before, params);
  for (const { keep } of lines) keep();
  scope.facts.checkouts.set(before.id, facts);
  const payment = scope.tables.payment_intent.get(session.payment_intent ?? '');
  const { amount_total: amount } = session;
  const { payment_intent_data: data } = params;
  if (payment !== undefined && before.status === 'open' && amount !== null)
    scope.tables.payment_intent.put({
      ...payment,
      ...(data === undefined ? {} : changedPayment(payment, data)),
      amount,
    });
  return scope.tables[CHECKOUT].put(session);
}
