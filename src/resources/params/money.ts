import { errors } from '../../core/catalogue.ts';
import { CURRENCIES } from '../../core/currencies.ts';
import { integer, type Shape, scalar } from '../../core/shape.ts';
import { checkLine } from './largest-amount.ts';

/** Refused before anything is looked for (recorded: without Stripe-Should-Retry). */
export const amount: Shape<number> = (value, path) => {
  const number = integer()(value, path);
  if (number < 1) throw errors.negativeAmount(path);
  return number;
};

/** What a customer owes, or is owed where it is below zero: no more than a line of an invoice can cost (assumed). */
export const balance: Shape<number> = (value, path, voice) => {
  const number = integer()(value, path, voice);
  checkLine(number);
  return number;
};

export const currency: Shape<string> = (value, path) => {
  const text = scalar(value, path).toLowerCase();
  if (!CURRENCIES.includes(text)) throw errors.invalidCurrency(path, text);
  return text;
};
