import { describe, expect, it } from 'vitest';
import { errors } from '../../src/core/catalogue.ts';
import { cut, MOST_SENT, ours, sentence } from '../../src/core/sentence.ts';

// No sentence of the emulator's own has one.
const SENT = 'Ж';
const LONG = SENT.repeat(10_000);
const sentIn = (text: string): number => text.split(SENT).length - 1;

/** What lines with a list take, where the others take texts. */
const LISTS: Partial<Record<keyof typeof errors, readonly unknown[]>> = {
  checkoutIntentParameters: [Array.from({ length: 1_000 }, () => LONG)],
  incompatiblePaymentMethod: [LONG, ['card']],
  notOneOf: [LONG, ['a', 'b']],
  notYetEmulated: [LONG, 'Do without.'],
  parameterUnknown: [Array.from({ length: 1_000 }, () => LONG)],
  setupMethodIncompatible: [LONG, ['card']],
  unrecognizedUrl: [LONG, LONG],
  unsupportedCurrency: [LONG, LONG, ['usd']],
};

describe('a sentence', () => {
  it('holds all of what was sent to 500 characters, and cuts the longest first', () => {
    const text = sentence`${'short'} and ${'x'.repeat(5_000)}`;

    expect(text).toBe(`short and ${'x'.repeat(494)}…`);
  });

  it('leaves 500 characters as they are, however many values they are in', () => {
    expect(sentence`${'a'.repeat(100)}, ${'b'.repeat(400)}.`).toBe(`${'a'.repeat(100)}, ${'b'.repeat(400)}.`);
  });

  it('never cuts what is its own', () => {
    expect(sentence`${ours('x'.repeat(900))}${'y'.repeat(500)}`).toHaveLength(1_400);
  });

  it('marks where a text was cut, within its length', () => {
    expect(cut('abcdef', 4)).toBe('abc…');
    expect(cut('abcd', 4)).toBe('abcd');
  });
});

describe('the catalogue', () => {
  // A cast: a line takes what it takes, and this test gives them all the same.
  const lines = Object.entries(errors) as [keyof typeof errors, (...varying: unknown[]) => Error][];

  // The sentences of these are made where they are said, and tagged there.
  it.each(lines.filter(([name]) => name !== 'misuse' && name !== 'flowRefused'))(
    '%s carries at most 500 characters of what was sent',
    (name, line) => {
      const given = LISTS[name] ?? [LONG, LONG, LONG];
      const { body } = line(...given) as ReturnType<typeof errors.misuse>;

      expect(sentIn(body.message)).toBeLessThanOrEqual(MOST_SENT);
      expect(body.param?.length ?? 0).toBeLessThanOrEqual(MOST_SENT);
      expect(body.code?.length ?? 0).toBeLessThanOrEqual(100);
    },
  );
});
