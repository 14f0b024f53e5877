import { errors } from '../../../core/catalogue.ts';
import type { StripeError } from '../../../core/errors.ts';
import type { Subscription } from '../../../model/wire.ts';
import type { Scope } from '../../../sandbox/scope.ts';
import { standingMandate } from '../../intents/acceptance.ts';
import { checkLargest, sumOf } from '../../params/largest-amount.ts';
import { refusalOf } from '../../payment-intents/fate.ts';
import { dueOf } from '../invoices/lines.ts';
import { consents, draftOf, isThere, isUnverified, type Payer } from '../payers.ts';
import { dueItems } from './added-items.ts';
import type { UpdateParams } from './parameters.ts';
import { methodOf } from './payment-method-choice.ts';
import type { SubscriptionChange } from './updating.ts';

/* Whether a payment off session would be taken: what must be known where nothing is to happen unless it is. */

/** Why a payment would be refused as it is made; undefined if the bank would be asked. */
export function prospectOf(scope: Scope, payer: Payer | null): StripeError | undefined {
  if (payer === null || !isThere(scope, payer)) return errors.invoicePayerMissing();
  const draft = draftOf(scope, payer);
  if (isUnverified(payer, draft)) return errors.sourceUnverified();
  const failure = refusalOf(scope, { id: '' }, draft);
  if (failure !== undefined) return errors.paymentFailed(failure.code, failure.message);
  if (standingMandate(scope, payer.id) === undefined && !consents(scope, payer))
    return errors.mandateInvalid();
  return draft.plan.verified ? undefined : errors.requiresActionRefused();
}

/** Refuses a change that has to be paid at once, and cannot be, where that was asked for. */
export function checkPayable(
  scope: Scope,
  { added, after, isBilledNow, lines, prorations }: SubscriptionChange,
  behavior: UpdateParams['payment_behavior'],
): void {
  if (!isBilledNow) return;
  const customer = scope.tables.customer.get(after.customer);
  const { currency } = after;
  const waiting = dueItems(scope, after).lines;
  const cost = sumOf([...waiting, ...lines, ...prorations, ...added.map(({ item }) => item)], currency);
  if (!isCollected(after)) return;
  const { due } = dueOf(cost, customer?.balance ?? 0, currency);
  checkLargest(due, currency);
  if (behavior !== 'error_if_incomplete' || due <= 0) return;
  const refusal = prospectOf(scope, methodOf(after, customer));
  if (refusal !== undefined) throw refusal;
}

const isCollected = ({ collection_method: method }: Subscription): boolean =>
  method === 'charge_automatically';
