import { boolean, integer, oneOf } from '../../core/shape.ts';
import { anId, anyText, byName, listOf, orNull, stored, whole } from '../../core/stored.ts';
import { DELIVERY_STATUSES, type Delivery, type DeliveryAttempt } from '../delivery.ts';
import { eventTypeShape } from '../events.ts';
import { accountIdShape } from './event.ts';
import { only, textOrNull, wholeOrNull } from './fields.ts';

const messageShape = stored<DeliveryAttempt['request']>({ headers: byName(anyText), body: anyText });

const attemptShape = stored<DeliveryAttempt>({
  t: whole,
  duration_ms: whole,
  status: orNull(integer()),
  error: textOrNull,
  request: messageShape,
  response: orNull(messageShape),
});

export const deliveryShape = stored<Delivery>({
  id: anId,
  object: only('delivery'),
  event: anId,
  type: eventTypeShape,
  account: orNull(accountIdShape),
  endpoint: anId,
  url: textOrNull,
  status: oneOf(...DELIVERY_STATUSES),
  resent: boolean,
  attempts: listOf(attemptShape),
  next_attempt_at: wholeOrNull,
});
