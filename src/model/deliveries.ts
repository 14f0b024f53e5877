import { Table } from '../core/table.ts';
import type { Delivery } from './delivery.ts';

/** The deliveries of a sandbox in the order in which they were made; those that have ended have an order of their own. */
export type Deliveries = Table<Delivery, 'ended'>;

/** The key of a delivery that has no attempt to come, in the index `ended`. */
export const ENDED = 'ended';

export const makeDeliveries = (): Deliveries =>
  new Table<Delivery, 'ended'>({
    created: () => 0,
    indexes: { ended: ({ status }) => (status === 'pending' ? null : ENDED) },
  });
