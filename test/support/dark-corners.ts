import { expect, it } from 'vitest';

/*
 * Details of Stripe's behaviour that are easy to get wrong, one test each: a naïve emulator fails them. They are numbered
 * here alone, so that the table can tell if one is missing.
 */

/** Which file tells which corners. */
export const TOLD = {
  'resources/financial-connections/refresh-dark-corners.test.ts': [
    1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16,
  ],
  'resources/financial-connections/ownership-dark-corners.test.ts': [26, 27],
  'resources/financial-connections/subscription-dark-corners.test.ts': [38, 39],
  'resources/financial-connections/session-dark-corners.test.ts': [17, 18, 19, 20, 21, 22, 23, 24, 25, 28],
  'resources/financial-connections/account-dark-corners.test.ts': [29, 35, 37, 76, 77, 78],
  'bank/dark-corners.test.ts': [30, 31, 32, 33, 34],
  'resources/financial-connections/transactions/dark-corners.test.ts': [40, 41, 42, 43, 44, 45],
  'resources/payment-intents/dark-corners.test.ts': [36, 46, 48, 49, 50, 53],
  'resources/checkout/dark-corners.test.ts': [47],
  'resources/intents/dark-corners.test.ts': [51, 52],
  'webhooks/dark-corners.test.ts': [54, 55, 56, 57, 58, 59, 60, 61, 62],
  'api/request-dark-corners.test.ts': [63, 64, 65, 66, 67, 68, 69, 75, 79, 80],
  'api/list-dark-corners.test.ts': [70, 71, 72, 73, 74],
} as const satisfies Readonly<Record<string, readonly number[]>>;

export const LAST = 80;

export interface Corners {
  readonly corner: (number: number, sentence: string, test: () => Promise<void>) => void;
  /** Fails unless this file tells the corners that the table expects of it, each once. */
  readonly expectAllTold: () => void;
}

/** For the file that tells them. */
export function cornersOf(file: keyof typeof TOLD): Corners {
  const told: number[] = [];
  return {
    corner: (number, sentence, test) => {
      told.push(number);
      it(`${number}. ${sentence}`, test);
    },
    expectAllTold: () => expect(told).toEqual(TOLD[file]),
  };
}
