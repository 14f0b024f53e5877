import { asText } from '../../../core/as-text.ts';
import { errors } from '../../../core/catalogue.ts';
import { decimal } from '../../../core/decimal.ts';
import { integer, type Shape } from '../../../core/shape.ts';

/** What one unit costs, which may be nothing (docs: api/prices/create, "a positive integer … (or 0 for a free price)"). */
export const unitAmount: Shape<number> = (value, path, voice) => {
  const number = integer()(value, path, voice);
  if (number < 0) throw errors.negativeUnitAmount(path);
  return number;
};

export const unitDecimal: Shape<string> = decimal();

/** The last unit of a tier, or null for `inf`: all that come. */
export const upTo: Shape<number | null> = (value, path, voice) =>
  asText(value) === 'inf' ? null : integer({ min: 1 })(value, path, voice);
