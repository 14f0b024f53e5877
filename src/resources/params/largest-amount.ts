import { errors } from '../../core/catalogue.ts';
import type { StripeError } from '../../core/errors.ts';
import { writtenAmount } from './written-amount.ts';

/** The most that can be paid at once (recorded). */
const MOST = 99_999_999;

/**
 * The most that one line can cost, to its credit or not: twelve digits, as many as a quantity has (assumed). No such sum can be
 * paid, and thousands of them are added up without leaving the numbers that are exact.
 */
export const MOST_OF_A_LINE = 999_999_999_999;

const refusal = (currency: string): StripeError => errors.amountTooLarge(writtenAmount(MOST, currency));

/** Refuses what is more than can be paid at once. */
export function checkLargest(amount: number, currency: string): void {
  if (amount > MOST) throw refusal(currency);
}

/** Refuses what is more than a line can cost; of a unit by itself the currency may not be known yet, and is Stripe's own. */
export function checkLine(amount: number, currency = 'usd'): void {
  if (Math.abs(amount) > MOST_OF_A_LINE) throw refusal(currency);
}

/** What a line costs, unless that is more than one can. */
export function lineAmount(amount: number, currency: string): number {
  checkLine(amount, currency);
  return amount;
}

/** What several cost together, in a number that is exact. */
export function sumOf(parts: readonly { readonly amount: number }[], currency: string): number {
  let sum = 0;
  for (const { amount } of parts) {
    sum += amount;
    if (!Number.isSafeInteger(sum)) throw refusal(currency);
  }
  return sum;
}
