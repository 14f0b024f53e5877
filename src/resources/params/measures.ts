import { errors } from '../../core/catalogue.ts';
import { type Shape, scalar } from '../../core/shape.ts';

const MEASURE = /^\d{1,15}(\.\d+)?$/;

/** A number with a fraction, of inches or ounces (docs: api/products/create; "precision up to 2 digits" is not refused). */
export const measure: Shape<number> = (value, path) => {
  const text = scalar(value, path);
  if (!MEASURE.test(text)) throw errors.invalidDecimal(path, text, 2);
  return Number(text);
};
