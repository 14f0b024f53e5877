import { asText } from '../../core/as-text.ts';
import { errors } from '../../core/catalogue.ts';
import { oneOf, type Shape } from '../../core/shape.ts';
import { anyText, byName, orNull, stored, textThat, whole } from '../../core/stored.ts';
import { STRIPES_VOICE } from '../../core/voice.ts';
import type { Customer } from '../wire.ts';

/* Fields that several types of objects have. */

export const textOrNull = orNull(anyText);
export const wholeOrNull = orNull(whole);

/** It is reckoned with, so that it must be one. */
export const decimalShape = textThat(
  (text) => /^-?\d{1,30}(\.\d{1,12})?$/.test(text),
  'a decimal of at most 12 places',
);

/** The one word that a field can hold. */
export const only = <const Word extends string>(word: Word): Shape<Word> => oneOf(word);

/** `livemode`: everything here is a test. */
export const inTestMode: Shape<false> = (value, path, voice = STRIPES_VOICE) => {
  if (value === false) return value;
  throw voice.wrong(path, value, 'Write false', errors.invalidBoolean(path, asText(value)));
};

export const metadataShape = byName(anyText);

type Address = NonNullable<Customer['address']>;

/** A postal address with all its lines. */
export const addressShape = stored<Address>({
  city: textOrNull,
  country: textOrNull,
  line1: textOrNull,
  line2: textOrNull,
  postal_code: textOrNull,
  state: textOrNull,
});
