import type { EventType } from '../model/events.ts';
import { isObjectType, type ObjectType, type Records } from '../model/records.ts';
import type { Event } from '../model/wire.ts';
import type { Scope } from '../sandbox/scope.ts';
import { followAction, followFailure, followProcessing, followSuccess } from './billing/invoices/course.ts';
import {
  activate,
  followPaid,
  followUnpaid,
  keepSetup,
  saveDefault,
} from './billing/subscriptions/following.ts';
import { showPrice } from './billing/subscriptions/items.ts';
import { endWithCustomer } from './billing/subscriptions/of-deleted-customer.ts';
import { checkoutPaid, checkoutSettled, checkoutUnpaid } from './checkout/course.ts';

/*
 * What follows at once from what has happened to another object: a payment that goes on moves the invoice that it pays, the
 * subscription that the invoice is of, and the Checkout Session that has collected it; a price that changes is shown so by the
 * subscriptions that bill it. Who is followed does not know of it: the rooms of payments know nothing of what is paid. Nothing
 * follows for objects that are put in place.
 */

/** What follows for an object, in this order. */
type Following<Subject> = readonly ((scope: Scope, subject: Subject) => void)[];

/** By the type of the object that an event is about, and by the event's own. */
const CONSEQUENCES: {
  readonly [Type in ObjectType]?: { readonly [Moment in EventType]?: Following<Records[Type]> };
} = {
  customer: { 'customer.deleted': [endWithCustomer] },
  payment_intent: {
    'payment_intent.processing': [followProcessing, activate],
    'payment_intent.requires_action': [followAction],
    'payment_intent.succeeded': [followSuccess, saveDefault, checkoutPaid],
    'payment_intent.payment_failed': [followFailure, checkoutUnpaid],
  },
  price: { 'price.updated': [showPrice] },
  setup_intent: { 'setup_intent.succeeded': [keepSetup] },
  invoice: {
    'invoice.paid': [followPaid, checkoutSettled],
    'invoice.payment_failed': [followUnpaid],
    'invoice.marked_uncollectible': [followPaid],
  },
};

/** Does what follows from an event that has been published. */
export function followEvent(scope: Scope, { type, data: { object } }: Event): void {
  if (!isObjectType(object.object)) return;
  // A cast: the row is that of the object's own type.
  const following = CONSEQUENCES[object.object]?.[type] as Following<unknown> | undefined;
  if (following !== undefined) for (const follow of following) follow(scope, object);
}
