import { asText } from '../core/as-text.ts';
import { sentence } from '../core/sentence.ts';
import type { Shape } from '../core/shape.ts';
import { STRIPES_VOICE } from '../core/voice.ts';
import { checkVersion, NEWEST_VERSION } from '../model/versions/version-string.ts';

/** The name of an API version that there has been. */
export const versionShape: Shape<string> = (value, path, voice = STRIPES_VOICE) => {
  try {
    return checkVersion(typeof value === 'string' ? value : '');
  } catch {
    throw voice.refused(
      path,
      (place) =>
        sentence`${place}: "${asText(value)}" is no API version up to ${NEWEST_VERSION}. Write one such as ${NEWEST_VERSION}.`,
    );
  }
};
