import { errors } from './catalogue.ts';
import { emptyHash, isHash } from './form.ts';
import { type OptionalShape, optional } from './shape.ts';
import { STRIPES_VOICE } from './voice.ts';

const MAX_METADATA_KEYS = 50;
const MAX_METADATA_KEY = 40;
const MAX_METADATA_VALUE = 500;

/** What a `metadata` parameter asks for: null removes all; a null value removes its key. */
export type MetadataChange = Readonly<Record<string, string | null>> | null;

// Limits: docs.stripe.com/api/metadata.
export const metadata: OptionalShape<MetadataChange> = optional((value, path, voice = STRIPES_VOICE) => {
  if (value === '') return null;
  if (!isHash(value)) throw voice.wrong(path, value, 'Write an object of texts', errors.invalidHash(path));
  const change = emptyHash<string | null>();
  for (const name of Object.keys(value)) {
    const text = value[name];
    if (typeof text !== 'string') {
      const at = voice.member(path, name);
      throw voice.wrong(at, text, 'Write a text', errors.invalidString(at, text));
    }
    if (name.length > MAX_METADATA_KEY) throw errors.metadataKeyTooLong(name, MAX_METADATA_KEY);
    if (text.length > MAX_METADATA_VALUE) throw errors.metadataValueTooLong(text, MAX_METADATA_VALUE);
    change[name] = text === '' ? null : text;
  }
  return change;
});

/** The metadata after a change. Throws when it would have more than 50 keys. */
export function mergedMetadata(
  current: Readonly<Record<string, string>>,
  change: MetadataChange | undefined,
): Record<string, string> {
  if (change === undefined) return current;
  const merged = emptyHash<string>();
  if (change !== null) {
    Object.assign(merged, current);
    for (const [name, value] of Object.entries(change)) {
      if (value === null) delete merged[name];
      else merged[name] = value;
    }
  }
  if (Object.keys(merged).length > MAX_METADATA_KEYS) throw errors.tooManyMetadataKeys(MAX_METADATA_KEYS);
  return merged;
}
