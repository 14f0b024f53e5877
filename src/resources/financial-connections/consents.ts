import { errors } from '../../core/catalogue.ts';
import { optional, type Params, string } from '../../core/shape.ts';
import type { Consent } from '../../model/wire.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { type Operation, operation } from '../operation.ts';
import { accountHolder, HOLDER } from './sessions.ts';

const TYPE = 'financial_connections.consent';
const PATH = '/v1/financial_connections/consents';

// Not published: assumed.
const LIFETIME_SECONDS = 1800;
const DEFAULT_LOCALE = 'en-US';

/** By language: those of the United States (assumed). The wording is the emulator's own, as Stripe's is not published. */
const TEXTS: ReadonlyMap<string, string> = new Map([
  [
    'en',
    'By continuing, you agree that Stripe may access the financial accounts that you choose, and share their data with this business, as the Financial Connections terms say. You can disconnect them at any time.',
  ],
  [
    'es',
    'Al continuar, aceptas que Stripe acceda a las cuentas financieras que elijas y comparta sus datos con esta empresa, según las condiciones de Financial Connections. Puedes desconectarlas en cualquier momento.',
  ],
]);

/** A tag in its canonical form, and the text of its language; refuses what is no tag, or has no text. */
function textIn(locale: string): Pick<Consent, 'consent_text' | 'locale'> {
  const [tag = locale] = canonical(locale);
  const text = TEXTS.get(tag.split('-')[0] ?? '');
  if (text === undefined) throw errors.consentLocaleUnsupported(locale);
  return { consent_text: text, locale: tag };
}

function canonical(locale: string): readonly string[] {
  try {
    return Intl.getCanonicalLocales(locale);
  } catch {
    throw errors.consentLocaleInvalid(locale);
  }
}

/** The parameters of its creation: no published SDK has them (docs: financial-connections/pre-collected-consent). */
export const CREATE = { account_holder: HOLDER, locale: optional(string()) } as const;

/** Stores a consent. `chosen` are fields of the caller's own. */
export function createConsent(
  scope: Scope,
  holder: Consent['account_holder'],
  { locale = DEFAULT_LOCALE }: Pick<Params<typeof CREATE>, 'locale'>,
  chosen: Partial<Consent> = {},
): Consent {
  const { created = scope.seconds(), id = scope.id('fccons') } = chosen;
  const { consent_text, locale: tag } = textIn(locale);
  return scope.tables[TYPE].put({
    id,
    object: TYPE,
    account_holder: holder,
    consent_text: chosen.consent_text ?? consent_text,
    created,
    expires_at: chosen.expires_at ?? created + LIFETIME_SECONDS,
    livemode: false,
    locale: tag,
  });
}

/** What may be refused of a consent that is put in place. */
export const checkLocale = (locale: string = DEFAULT_LOCALE): unknown => textIn(locale);

const create = operation(
  'POST',
  PATH,
  {
    answers: TYPE,
    ofPreviews: true,
    sdkParams: 'FinancialConnections.ConsentCreateParams',
    params: CREATE,
  },
  ({ scope, params }) => createConsent(scope, accountHolder(scope, params.account_holder), params),
);

const retrieve = operation(
  'GET',
  `${PATH}/:consent`,
  {
    answers: TYPE,
    ofPreviews: true,
    sdkParams: 'FinancialConnections.ConsentRetrieveParams',
    params: {},
  },
  ({ scope, id }) => scope.require(TYPE, id),
);

export const consentOperations: readonly Operation[] = [create, retrieve];
