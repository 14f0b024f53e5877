import { asText } from './as-text.ts';
import { errors } from './catalogue.ts';
import type { Shape } from './shape.ts';
import { STRIPES_VOICE } from './voice.ts';

/*
 * Decimals travel as texts and are reckoned without rounding: as whole numbers of the smallest part that one can have.
 */

const PLACES = 12;
const ONE = 10n ** BigInt(PLACES);
// Far more digits than an amount has.
const DECIMAL = /^-?\d{1,30}(\.\d{1,12})?$/;

interface Bounds {
  readonly isNegative?: boolean;
}

const isDecimal = (text: string, isNegative: boolean): boolean =>
  DECIMAL.test(text) && (isNegative || !text.startsWith('-'));

/** A decimal with at most twelve places, which none below zero is unless it says so; given back without needless zeros. */
export function decimal({ isNegative = false }: Bounds = {}): Shape<string> {
  return (value, path, voice = STRIPES_VOICE) => {
    const text = typeof value === 'number' && voice.reads !== 'text' ? String(value) : value;
    if (typeof text === 'string' && isDecimal(text, isNegative)) return writtenDecimal(partsOf(text));
    const stripes =
      text === '' ? errors.emptyString(path) : errors.invalidDecimal(path, asText(value), PLACES);
    throw voice.wrong(path, value, `Write a decimal of at most ${PLACES} places, as a text`, stripes);
  };
}

/** As whole numbers of the smallest part. */
function partsOf(text: string): bigint {
  const [whole = '0', fraction = ''] = text.replace('-', '').split('.');
  const parts = BigInt(whole) * ONE + BigInt(fraction.padEnd(PLACES, '0'));
  return text.startsWith('-') ? -parts : parts;
}

function writtenDecimal(parts: bigint): string {
  const size = parts < 0n ? -parts : parts;
  const fraction = String(size % ONE)
    .padStart(PLACES, '0')
    .replace(/0+$/, '');
  return `${parts < 0n ? '-' : ''}${size / ONE}${fraction === '' ? '' : `.${fraction}`}`;
}

/** The whole number that a decimal is; null for one that is none. */
export function wholeOf(text: string): number | null {
  const parts = partsOf(text);
  return parts % ONE === 0n ? Number(parts / ONE) : null;
}

/** The whole number that is left of a decimal without its fraction. */
export const truncated = (text: string): number => Number(partsOf(text) / ONE);

/** So many times a decimal, rounded to a whole number, halves away from zero. */
export function timesRounded(text: string, factor: string | number): number {
  const product = partsOf(text) * partsOf(String(factor));
  const size = product < 0n ? -product : product;
  const rounded = (size + (ONE * ONE) / 2n) / (ONE * ONE);
  return Number(product < 0n ? -rounded : rounded);
}
