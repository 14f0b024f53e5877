import { errors } from '../core/catalogue.ts';
import { type Shape, string } from '../core/shape.ts';
import { STRIPES_VOICE } from '../core/voice.ts';

const anyText = string();
const ORIGIN = /^[a-z][a-z\d+.-]*:\/\/[^\s/?#@*]+$/i;

/** As a browser writes it in the header: `HTTPS://App.test:443/` is `https://app.test`. */
export const origin: Shape<string> = (value, path, voice = STRIPES_VOICE) => {
  const text = anyText(value, path, voice).trim().replace(/\/$/, '');
  if (ORIGIN.test(text) && URL.canParse(text)) {
    const { origin: written } = new URL(text);
    // That of an extension is none to a URL parser.
    return written === 'null' ? text.toLowerCase() : written;
  }
  const advice = 'Give an origin such as https://app.test:3000' as const;
  throw voice.wrong(path, value, advice, errors.invalidString(path, value));
};

/** One that a browser opens pages at. */
export const webOrigin: Shape<string> = (value, path, voice = STRIPES_VOICE) => {
  const text = origin(value, path, voice);
  if (/^https?:/.test(text)) return text;
  const advice = 'Give an origin such as https://app.test:3000' as const;
  throw voice.wrong(path, value, advice, errors.invalidString(path, value));
};
