import { asText } from '../../../core/as-text.ts';
import { errors } from '../../../core/catalogue.ts';
import { decimal } from '../../../core/decimal.ts';
import { integer, type Shape } from '../../../core/shape.ts';
import { checkLine } from '../../params/largest-amount.ts';

/** What one unit costs, which may be nothing (docs: api/prices/create, "a positive integer … (or 0 for a free price)"). */
export const unitAmount: Shape<number> = (value, path, voice) => {
  const number = integer()(value, path, voice);
  if (number < 0) throw errors.negativeUnitAmount(path);
  checkLine(number);
  return number;
};

const anyDecimal = decimal();

export const unitDecimal: Shape<string> = (value, path, voice) => {
  const text = anyDecimal(value, path, voice);
  checkLine(Number(text));
  return text;
};

/** What customers may choose to pay, or must at least. */
export const customAmount: Shape<number> = (value, path, voice) => {
  const number = integer()(value, path, voice);
  checkLine(number);
  return number;
};

/** The last unit of a tier, or null for `inf`: all that come. */
export const upTo: Shape<number | null> = (value, path, voice) =>
  asText(value) === 'inf' ? null : integer({ min: 1 })(value, path, voice);
