import { errors } from '../../core/catalogue.ts';
import { CURRENCIES } from '../../core/currencies.ts';
import { integer, type Shape, scalar } from '../../core/shape.ts';

/** Refused before anything is looked for (recorded: without Stripe-Should-Retry). */
export const amount: Shape<number> = (value, path) => {
  const number = integer()(value, path);
  if (number < 1) throw errors.negativeAmount(path);
  return number;
};

export const currency: Shape<string> = (value, path) => {
  const text = scalar(value, path).toLowerCase();
  if (!CURRENCIES.includes(text)) throw errors.invalidCurrency(path, text);
  return text;
};
