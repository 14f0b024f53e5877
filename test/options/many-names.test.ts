import { describe, expect, it } from 'vitest';
import { createEmulator } from '../../src/index.ts';

/** An object with so many names, which counts how often it is asked about one. */
function crowd(count: number) {
  const names = Object.fromEntries(Array.from({ length: count }, (_, at) => [`unknown_${at}`, 1]));
  let asked = 0;
  const object = new Proxy(names, {
    get: (target, name, receiver) => {
      asked++;
      return Reflect.get(target, name, receiver);
    },
    has: (target, name) => {
      asked++;
      return Reflect.has(target, name);
    },
    ownKeys: (target) => {
      asked += count;
      return Reflect.ownKeys(target);
    },
    getOwnPropertyDescriptor: (target, name) => {
      asked++;
      return Reflect.getOwnPropertyDescriptor(target, name);
    },
  });
  return { object, asked: () => asked };
}

const PLACES: Readonly<Record<string, (crowd: object) => object>> = {
  options: (many) => many,
  limits: (limits) => ({ limits }),
  assume: (assume) => ({ assume }),
  fixtures: (fixtures) => ({ fixtures }),
  webhooks: (webhook) => ({ webhooks: [webhook] }),
  objects: (objects) => ({ objects }),
  fields: (customer) => ({ objects: { customers: [customer] } }),
};

describe('a million unknown names', () => {
  it.each(Object.keys(PLACES))('are read a few times each, in %s', (place) => {
    const { object, asked } = crowd(20_000);

    // A cast: what is refused is no option.
    expect(() => createEmulator(PLACES[place]?.(object) as object)).toThrow(/unknown_0/);
    expect(asked()).toBeLessThan(8 * 20_000);
  });
});
