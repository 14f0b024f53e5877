// Each character can be taken in one way only, so that a text of a megabyte is read through once. What ends a host for a
// URL parser ends them; within a sentence white space and quotation marks do, too.
const AT_THE_START = /^(\s*(?:https?|wss?|ftp):[\\/\s]*)(?![\\/\s])([^/?#\\]*)@/i;
const WITHIN = /(:[\\/]{2,})([^/?#\\\s"'`]*)@/g;

/** `user:secret` → `user:****`. Alone it may be a token, and is no less secret than a password. */
function maskedUser(credentials: string): string {
  const colon = credentials.indexOf(':');
  const hasPassword = colon >= 0 && colon < credentials.length - 1;
  return hasPassword ? `${credentials.slice(0, colon)}:****` : '****';
}

const masking = (_: string, before: string, credentials: string): string =>
  `${before}${maskedUser(credentials)}@`;

/** A URL, or a text with URLs in it, without the passwords in them. */
export const masked = (text: string): string =>
  text.includes('@') ? text.replace(AT_THE_START, masking).replace(WITHIN, masking) : text;

const SECRET = /\b((?:sk|rk)_(?:test|live)|whsec)_\w{6,}/g;

/** A text without the keys and signing secrets in it, which a program may answer with what it was not meant to tell. */
export const withoutSecrets = (text: string): string => text.replace(SECRET, '$1_****');
