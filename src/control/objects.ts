import type { ObjectsOption } from '../options/options.ts';
import { action, twin } from './action.ts';
import { hashGiven } from './arguments.ts';
import { putObjects } from './seeding/objects.ts';
import { SEEDED_TYPES, SEEDINGS } from './seeding/types.ts';

declare module '../options/twins.ts' {
  interface Twins {
    /** Puts objects in place, missing fields filled in: all or nothing. Resolves to the same shape, completed. */
    readonly putObjects: (objects: ObjectsOption) => Promise<ObjectsOption>;
  }
}

export const objectActions = [
  action(
    'POST',
    '/objects',
    {
      about:
        'Puts objects in place by type, without events, all or nothing: `{"customers":[{"id":"cus_123"}],"financial_connections.accounts":[{"id":"fca_123"}]}`. Fields are the parameters of creation, or an answer of the API as it is. Answers the same shape, completed.',
      names: [
        ...SEEDED_TYPES.map((type) => `${SEEDINGS[type].plural}[0][id]`),
        'customers[0][email]',
        'payment_intents[0][status]',
      ],
      twin: twin('putObjects', 'putObjects(objects)', ({ world, tools }) => async (objects) => {
        const given = hashGiven('putObjects', objects, 'its argument');
        const put = putObjects(world().sandbox.platform, tools.institutions, given);
        // Nothing that is given out is shared with what is in place.
        return JSON.parse(JSON.stringify(put));
      }),
    },
    ({ scope, body, tools }) => putObjects(scope, tools.institutions, body),
  ),
] as const;
