import { errors } from '../core/catalogue.ts';
import type { Call } from './call.ts';

// docs: rate-limits; the test-mode limits, each for reads and writes.
const REQUESTS_A_SECOND = 25;

// Counted in sandbox time: on a clock that stands, a burst is a burst.
export function countRate({ world, scope, method }: Call): void {
  const { rates } = world.sandbox;
  const kind = method === 'GET' ? 'read' : 'write';
  const second = scope.seconds();
  const rate = rates.get(kind);
  if (rate === undefined || rate.second !== second) rates.set(kind, { second, count: 1 });
  else if (++rate.count > REQUESTS_A_SECOND) throw errors.rateLimited();
}
