import type { LoggedRequest } from '../sandbox/request-log.ts';
import { action, twin } from './action.ts';
import { health } from './health.ts';
import { listOf } from './lists.ts';

declare module '../options/twins.ts' {
  interface Twins {
    /** The last requests, oldest first. */
    readonly requests: () => readonly LoggedRequest[];
  }
}

export const requestActions = [
  action('GET', '/health', { about: '`{"status":"ready","version":…}`; needs no key.', open: true }, health),
  action(
    'GET',
    '/requests',
    {
      about:
        'The last requests with the events they caused, newest first; `emulated: false` marks endpoints that are missing.',
      twin: twin(
        'requests',
        'requests()',
        ({ world }) =>
          () =>
            [...world().sandbox.requests.list()].reverse(),
      ),
    },
    ({ world }) => listOf(world.sandbox.requests.list(), '/requests'),
  ),
] as const;
