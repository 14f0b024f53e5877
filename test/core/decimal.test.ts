import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decimal, timesRounded, truncated, wholeOf } from '../../src/core/decimal.ts';

describe('a decimal', () => {
  it.each([
    ['5', '5'],
    ['5.00', '5'],
    ['0.50', '0.5'],
    ['007.10', '7.1'],
    ['0.000000000001', '0.000000000001'],
  ])('%s is given back as %s', (text, written) => {
    expect(decimal()(text, 'amount')).toBe(written);
  });

  it.each(['1.0000000000001', '.5', '5.', '1e3', ' 1', '0x1', '-1', 'NaN'])('is not %s', (text) => {
    expect(() => decimal()(text, 'amount')).toThrow('Invalid decimal');
  });

  it('may be below zero where it says so', () => {
    expect(decimal({ isNegative: true })('-1.50', 'amount')).toBe('-1.5');
  });

  it('is a whole number, or has one without its fraction', () => {
    expect([wholeOf('12'), wholeOf('12.5'), truncated('12.9'), truncated('-12.9')]).toEqual([
      12,
      null,
      12,
      -12,
    ]);
  });

  it.each([
    ['0.5', 1, 1],
    ['0.5', 3, 2],
    ['0.4', 1, 0],
    ['-0.5', 1, -1],
    ['12.5', 3, 38],
    ['0.000000000001', 1_000_000_000_000, 1],
    ['1.1', '1.5', 2],
  ])('%s taken %s times is %s, rounded away from zero', (text, factor, product) => {
    expect(timesRounded(text, factor)).toBe(product);
  });

  it('is reckoned as exactly as whole numbers are', () => {
    fc.assert(
      fc.property(fc.integer({ min: -99_999_999, max: 99_999_999 }), fc.nat(9_999), (amount, quantity) => {
        expect(timesRounded(String(amount), quantity)).toBe(amount * quantity + 0);
      }),
    );
  });
});
