import { expect, it } from 'vitest';
import { setup } from '../support/setup.ts';

/* Methods refuse what their endpoints refuse: an unknown name would be taken for no condition at all. */

type Arguments = readonly [match: object | string, options: object];

it.each<[unknown, string]>([
  [[{ typ: 'customer.created' }, {}], 'waitForEvent: unknown option "typ". Did you mean "type"?'],
  [['customer.created', { timeout: 5 }], 'waitForEvent: unknown option "timeout". Did you mean "timeoutMs"?'],
  [['customer.created', { timeoutMs: 'x' }], 'waitForEvent: timeoutMs is "x". Write milliseconds'],
])('waitForEvent refuses %j', async (given, sentence) => {
  const { emulator } = setup();
  const [match, options] = given as Arguments;

  await expect(emulator.waitForEvent(match, options)).rejects.toThrow(sentence);
});

it.each<[unknown, string]>([
  [['customer.created', { within: 10 }], 'expectNoEvent: unknown option "within". Did you mean "withinMs"?'],
  [['customer.created', {}], 'expectNoEvent has no withinMs. Write one.'],
])('expectNoEvent refuses %j', async (given, sentence) => {
  const { emulator } = setup();
  const [match, options] = given as readonly [string, { withinMs: number }];

  await expect(emulator.expectNoEvent(match, options)).rejects.toThrow(sentence);
});
