import { IntegrationError } from './integration-error.ts';

/*
 * What methods are given, looked at before anything else happens: what is wrong here is wrong in the program. The sentences
 * are ours.
 */

export interface Given {
  readonly [name: string]: unknown;
}

export const isGiven = (value: unknown): value is Given => typeof value === 'object' && value !== null;

/** The options of a method, which are an object. */
export function options(value: unknown, method: string): Given {
  if (isGiven(value)) return value;
  throw new IntegrationError(`stripe.${method}() takes an object of options: it was given ${worded(value)}.`);
}

/** What was given instead; never its text, which may be a secret. */
function worded(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  return value === '' ? 'an empty text' : `a ${typeof value}`;
}

const KINDS = {
  payment_intent: ['PaymentIntent', /^(pi_.+?)_secret_./],
  setup_intent: ['SetupIntent', /^(seti_.+?)_secret_./],
} as const;

const SESSION = /^(fcsess|las)_/;

export type IntentType = keyof typeof KINDS;

/** The id of the intent whose client_secret it is. */
export function intentIn(secret: unknown, type: IntentType, method: string): { id: string; secret: string } {
  const [name, pattern] = KINDS[type];
  const id = typeof secret === 'string' ? pattern.exec(secret)?.[1] : undefined;
  if (typeof secret === 'string' && id !== undefined) return { id, secret };
  throw new IntegrationError(
    `stripe.${method}() takes the client_secret of a ${name}: it was given ${otherSecret(secret)}.`,
  );
}

export function sessionSecret(secret: unknown, method: string): string {
  if (typeof secret === 'string' && SESSION.test(secret)) return secret;
  throw new IntegrationError(
    `stripe.${method}() takes the client_secret of a Financial Connections Session: it was given ${otherSecret(secret)}.`,
  );
}

function otherSecret(secret: unknown): string {
  if (typeof secret !== 'string') return worded(secret);
  if (KINDS.payment_intent[1].test(secret)) return 'that of a PaymentIntent';
  if (KINDS.setup_intent[1].test(secret)) return 'that of a SetupIntent';
  if (SESSION.test(secret)) return 'that of a Financial Connections Session';
  return secret === '' ? 'an empty text' : 'another text';
}

/** The names of what is expanded; undefined where nothing is. */
export function expansions(value: unknown, method: string): readonly string[] | undefined {
  if (value === undefined) return undefined;
  if (Array.isArray(value) && value.every((name) => typeof name === 'string')) return value;
  throw new IntegrationError(`stripe.${method}() takes a list of names as expand.`);
}

/**
 * The id of the consent that the user has given before, on a page of the program's own (types of @stripe/stripe-js 10: a
 * beta).
 */
export function consentIn(value: unknown, method: string): string | undefined {
  if (value === undefined) return undefined;
  if (isGiven(value) && typeof value.consent === 'string' && typeof value.collectedAt === 'number')
    return value.consent;
  throw new IntegrationError(
    `stripe.${method}() takes preCollectedConsent as { consent, collectedAt }: the id of a consent, and when it was given in Unix seconds.`,
  );
}
