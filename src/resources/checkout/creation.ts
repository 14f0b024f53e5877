import { errors } from '../../core/catalogue.ts';
import { mergedMetadata } from '../../core/metadata.ts';
import type { CheckoutFacts } from '../../model/facts.ts';
import { isBefore } from '../../model/versions/version-string.ts';
import type { CheckoutSession } from '../../model/wire.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { permissionsFor } from '../dashboard.ts';
import { checkReferences } from '../intents/references.ts';
import type { OperationContext } from '../operation.ts';
import { given } from '../params/changes.ts';
import { checkExclusive, checkExpiry, checkMode, checkTotal, modeOf } from './checks.ts';
import { echoedFields } from './echoed.ts';
import { paymentOf, setupOf } from './intents.ts';
import { checkCurrency, checkLines, type DraftLine, draftLines } from './lines.ts';
import { checkOptions, shownOptions } from './options.ts';
import type { CreateParams } from './parameters.ts';
import { checkPaymentData, keptPayment } from './payment-data.ts';
import {
  CHECKOUT,
  type CheckoutMode,
  detailsOf,
  newCheckout,
  ordered,
  pathOfPage,
  secretOf,
} from './record.ts';
import {
  checkSubscribing,
  checkSubscriptionData,
  dueAtFirst,
  keptSubscription,
} from './subscription-data.ts';
import { checkoutTypes } from './types.ts';
import { checkPages, isHosted, type UiMode, uiModeOf } from './ui-mode.ts';

type Creating = OperationContext<CreateParams>;

/** The first version in which the payment is made where the customer submits (changelog 2022-08-01). */
const LATER_SINCE = '2022-08-01';

/** A session that may be created; nothing of it is in place. */
interface DraftCheckout {
  readonly session: CheckoutSession;
  readonly lines: readonly DraftLine[];
  readonly facts: CheckoutFacts;
}

/** The currency of what is sold or, where nothing is, the one that is said. */
function currencyOf(
  mode: CheckoutMode,
  params: CreateParams,
  lines: readonly DraftLine[],
): string | undefined {
  const { currency } = params;
  const [first] = lines;
  if (first !== undefined) {
    if (currency !== undefined) checkCurrency(currency, lines);
    return first.price.currency;
  }
  const isNamed =
    params.allowed_payment_method_types !== undefined || params.payment_method_types !== undefined;
  if (mode === 'setup' && currency === undefined && !isNamed) throw errors.parameterMissing('currency');
  return currency;
}

/** The account on whose behalf it is: one of these hashes alone is taken of a mode. */
const accountOf = ({
  payment_intent_data: payment,
  setup_intent_data: setup,
  subscription_data: subscription,
}: CreateParams): string | null | undefined => (payment ?? setup ?? subscription)?.on_behalf_of;

/** Where the page is, or what one of the caller's is mounted with. */
const placeOf = (id: string, mode: UiMode): Pick<CheckoutSession, 'client_secret' | 'url'> =>
  isHosted(mode) ? { client_secret: null, url: pathOfPage(id) } : { client_secret: secretOf(id), url: null };

/** Whether a Customer is made where there is none: what the caller said, or as it was in his version. */
export function customerCreation(
  mode: CheckoutMode,
  version: string,
  {
    customer,
    customer_account: account,
    customer_creation: said,
  }: Pick<CreateParams, 'customer' | 'customer_account' | 'customer_creation'>,
): CheckoutSession['customer_creation'] {
  if (customer !== undefined || account !== undefined) return null;
  if (said !== undefined) return said;
  if (mode === 'subscription') return 'always';
  if (mode === 'setup') return null;
  return isBefore(version, LATER_SINCE) ? 'always' : 'if_required';
}

function factsOf(
  { params, version }: Pick<Creating, 'params' | 'version'>,
  mode: CheckoutMode,
  lines: readonly DraftLine[],
): CheckoutFacts {
  const redisplay = params.payment_method_data?.allow_redisplay;
  return {
    lines: lines.map(({ line }) => line),
    ...(params.payment_intent_data === undefined ? {} : { payment: keptPayment(params.payment_intent_data) }),
    ...(params.subscription_data === undefined
      ? {}
      : { subscription: keptSubscription(params.subscription_data) }),
    ...(mode === 'subscription' ? { version } : {}),
    ...(redisplay === undefined ? {} : { redisplay }),
    ...(params.customer_update?.name === 'auto' ? { updatesName: true as const } : {}),
  };
}

/** Decides on a session; may refuse it, and writes nothing. */
export function draftCheckout({ scope, params, version }: Creating): DraftCheckout {
  const uiMode = uiModeOf(version, params.ui_mode);
  const lines = draftLines(scope, params.line_items ?? []);
  const mode = modeOf(version, params, () => lines.some(({ price }) => price.type === 'recurring'));
  checkMode(mode, params);
  checkPages(version, uiMode, params);
  checkExclusive(scope, params);
  checkExpiry(scope, params.expires_at);
  checkLines(mode, lines);
  const facts = factsOf({ params, version }, mode, lines);
  if (mode === 'subscription') checkSubscribing(scope, facts, lines);
  checkOptions(scope, params.payment_method_options);
  checkPaymentData(scope, params.payment_intent_data ?? {});
  checkSubscriptionData(scope, params.subscription_data ?? {}, lines);
  checkReferences(scope, params.setup_intent_data ?? {});
  const currency = currencyOf(mode, params, lines);
  const total = dueAtFirst(facts, lines, scope.seconds());
  if (currency !== undefined) checkTotal(mode, currency, total);
  const capture = params.payment_intent_data?.capture_method;
  const types = checkoutTypes(scope, params, { mode, currency, capture, account: accountOf(params) });
  const dynamic = types.payment_method_configuration_details !== null;
  const customer = params.customer === undefined ? undefined : scope.tables.customer.get(params.customer);
  const blank = newCheckout(scope, mode);
  const session = ordered({
    ...blank,
    ...given(
      params,
      'cancel_url',
      'client_reference_id',
      'customer',
      'customer_account',
      'customer_email',
      'expires_at',
      'payment_method_collection',
      'return_url',
      'success_url',
    ),
    ...echoedFields(params, blank),
    ...types,
    ...placeOf(blank.id, uiMode),
    ...(mode === 'setup' ? {} : { amount_subtotal: total, amount_total: total }),
    ...(uiMode === 'embedded_page' || params.redirect_on_completion !== undefined
      ? { redirect_on_completion: params.redirect_on_completion ?? 'always' }
      : {}),
    currency: currency ?? null,
    customer_creation: customerCreation(mode, version, params),
    customer_details: customer === undefined ? null : detailsOf(mode, customer),
    metadata: mergedMetadata({}, params.metadata),
    payment_method_options: shownOptions(
      {
        mode,
        types: types.payment_method_types,
        dynamic,
        requested: permissionsFor(scope, dynamic),
      },
      params.payment_method_options,
    ),
    ui_mode: uiMode,
  });
  return { session, lines, facts };
}

/** The intent that a session has from the beginning: one that is set up, and of one that is paid only in old versions. */
function beginIntent({ scope, params, version }: Creating, session: CheckoutSession): CheckoutSession {
  if (session.mode === 'setup') {
    const setup = scope.tables.setup_intent.put(setupOf(scope, session, params.setup_intent_data, version));
    scope.emit('setup_intent.created', setup);
    return { ...session, setup_intent: setup.id };
  }
  const isDue = session.mode === 'payment' && session.amount_total !== 0;
  if (!isDue || !isBefore(version, LATER_SINCE)) return session;
  const payment = scope.tables.payment_intent.put(paymentOf(scope, session, session.customer, version));
  scope.emit('payment_intent.created', payment);
  return { ...session, payment_intent: payment.id };
}

/** It is no longer open once that time has come. */
export const expireLater = (scope: Scope, { id, expires_at: at }: CheckoutSession): void =>
  scope.in(at * 1000 - scope.nowMs(), { kind: 'checkout.expire', subject: id }, true);

/** Puts a session in place that was decided on. No event tells of it. */
export function openCheckout(creating: Creating, { session, lines, facts }: DraftCheckout): CheckoutSession {
  const { scope } = creating;
  for (const { keep } of lines) keep();
  scope.facts.checkouts.set(session.id, facts);
  const opened = scope.tables[CHECKOUT].put(beginIntent(creating, session));
  expireLater(scope, opened);
  return opened;
}
