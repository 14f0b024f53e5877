import { errors } from '../core/catalogue.ts';

/** The key in an Authorization header: Basic (as the user name) or Bearer; undefined if there is none. */
export function keyIn(authorization: string | null): string | undefined {
  if (authorization === null) return undefined;
  const space = authorization.indexOf(' ');
  const scheme = authorization.slice(0, space).toLowerCase();
  const credentials = authorization.slice(space + 1).trim();
  if (scheme === 'bearer') return credentials === '' ? undefined : credentials;
  if (scheme !== 'basic') return undefined;
  const decoded = decodedBasic(credentials);
  const user = decoded.slice(0, decoded.includes(':') ? decoded.indexOf(':') : undefined);
  return user === '' ? undefined : user;
}

function decodedBasic(credentials: string): string {
  try {
    return atob(credentials);
  } catch {
    throw errors.invalidKey('****');
  }
}
