import { errors } from '../core/catalogue.ts';
import type { Delivery } from '../model/delivery.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';
import { boundDeliveries, schedule } from '../webhooks/deliveries.ts';
import { action, twin } from './action.ts';
import { listOf } from './lists.ts';

declare module '../options/twins.ts' {
  interface Twins {
    /** Every event for every endpoint, with all attempts, oldest first. */
    readonly deliveries: () => readonly Delivery[];
  }
}

/** Sends an event to an endpoint again, now, whatever the result of the earlier attempts. */
function resend(sandbox: Sandbox, id: string): Delivery {
  const delivery = sandbox.deliveries.get(id);
  if (delivery === undefined) throw errors.resourceMissing('delivery', id);
  const { attempts: _attempts, ...rest } = delivery;
  const again: Delivery = { ...rest, id: sandbox.id('whd'), attempts: [], resent: true };
  schedule(sandbox, again, 0);
  boundDeliveries(sandbox);
  return sandbox.deliveries.get(again.id) ?? again;
}

export const deliveryActions = [
  action(
    'GET',
    '/deliveries',
    {
      about: 'Every event for every endpoint with all attempts, newest first.',
      twin: twin('deliveries', 'deliveries()', ({ world }) => () => [...world().sandbox.deliveries.values()]),
    },
    ({ world: { sandbox } }) => listOf([...sandbox.deliveries.values()].reverse(), '/deliveries'),
  ),
  action('POST', '/deliveries/:id/resend', { about: 'One attempt more, now.' }, ({ world, id }) =>
    resend(world.sandbox, id),
  ),
] as const;
