import { errors } from '../core/catalogue.ts';
import { maskedKey, parseKey } from '../core/keys.ts';
import { sentence } from '../core/sentence.ts';
import { type Shape, string } from '../core/shape.ts';
import { STRIPES_VOICE } from '../core/voice.ts';

const anyText = string();

/** The key of a server's side in test mode. What is refused is shown masked: it may be somebody's live key. */
export const secretKey: Shape<string> = (value, path, voice = STRIPES_VOICE) => {
  if (typeof value !== 'string')
    throw voice.wrong(
      path,
      value,
      'Write a secret key, such as sk_test_mine',
      errors.invalidString(path, value),
    );
  if (/^[sr]k_test_/.test(value) && isKey(value)) return anyText(value, path, voice);
  const why = /^[a-z]+_live_/.test(value)
    ? 'a live key, which has no place in an emulator'
    : 'no secret key of test mode';
  throw voice.refused(
    path,
    (place) => sentence`${place} "${maskedKey(value)}" is ${why}. Write one such as sk_test_mine.`,
  );
};

function isKey(text: string): boolean {
  try {
    parseKey(text);
    return true;
  } catch {
    return false;
  }
}
