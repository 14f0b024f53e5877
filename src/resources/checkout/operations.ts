import type Stripe from 'stripe';
import { errors } from '../../core/catalogue.ts';
import { pageOf, pagination } from '../../core/list.ts';
import { hash, oneOf, optional, string } from '../../core/shape.ts';
import { timeRange } from '../../core/time-range.ts';
import { CHECKOUT_STATUSES } from '../../model/billing-words.ts';
import { nounOf } from '../../model/records.ts';
import type { CheckoutSession, ParamsOf } from '../../model/wire.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { noteMetered } from '../billing/metered.ts';
import { type Operation, operation } from '../operation.ts';
import { EXTRA_PARAMETERS } from '../params/extra.ts';
import { changeCheckout } from './changing.ts';
import { draftCheckout, openCheckout } from './creation.ts';
import { expireCheckout } from './ending.ts';
import { LINE_ITEM, linesOf, linesUrl, lineTable } from './line-items.ts';
import { CREATE, UPDATE } from './parameters.ts';
import { checkoutLifecycle, CHECKOUT as TYPE } from './record.ts';

const PATH = '/v1/checkout/sessions';

/** The session in the path; what cannot be the id of one is refused in other words (recorded). */
function requireCheckout(scope: Scope, id: string): CheckoutSession {
  const found = scope.tables[TYPE].get(id);
  if (found !== undefined) return found;
  if (!id.startsWith('cs_')) throw errors.checkoutIdInvalid(id);
  return scope.require(TYPE, id);
}

const create = operation(
  'POST',
  PATH,
  {
    answers: TYPE,
    sdkParams: 'Checkout.SessionCreateParams',
    params: { ...CREATE, ...EXTRA_PARAMETERS['POST /v1/checkout/sessions'] },
  },
  (context) => {
    const draft = draftCheckout(context);
    const session = openCheckout(context, draft);
    noteMetered(
      context,
      draft.lines.map(({ price }) => price),
    );
    return session;
  },
);

const retrieve = operation(
  'GET',
  `${PATH}/:session`,
  {
    answers: TYPE,
    sdkParams: 'Checkout.SessionRetrieveParams',
    params: {} satisfies ParamsOf<Stripe.Checkout.SessionRetrieveParams>,
  },
  ({ scope, id }) => requireCheckout(scope, id),
);

// There is no `checkout.session.updated` (docs: api/events/types).
const update = operation(
  'POST',
  `${PATH}/:session`,
  { answers: TYPE, sdkParams: 'Checkout.SessionUpdateParams', params: UPDATE },
  (context) => {
    const { scope, id, params } = context;
    const session = changeCheckout(scope, requireCheckout(scope, id), params);
    if (params.line_items !== undefined)
      noteMetered(
        context,
        linesOf(scope, id).map(({ price }) => scope.require('price', price)),
      );
    return session;
  },
);

const expire = operation(
  'POST',
  `${PATH}/:session/expire`,
  {
    answers: TYPE,
    sdkParams: 'Checkout.SessionExpireParams',
    params: {} satisfies ParamsOf<Stripe.Checkout.SessionExpireParams>,
  },
  ({ scope, id }) => {
    const session = requireCheckout(scope, id);
    const status = session.status ?? 'open';
    if (checkoutLifecycle[status].expire === undefined) throw errors.checkoutNotExpirable(status);
    return expireCheckout(scope, session);
  },
);

const LIST = {
  ...pagination,
  created: optional(timeRange),
  customer: optional(string()),
  customer_account: optional(string()),
  customer_details: optional(hash({ email: string() })),
  payment_intent: optional(string()),
  payment_link: optional(string()),
  status: optional(oneOf(...CHECKOUT_STATUSES)),
  subscription: optional(string()),
} satisfies ParamsOf<Stripe.Checkout.SessionListParams>;

const list = operation(
  'GET',
  PATH,
  { answers: TYPE, list: true, sdkParams: 'Checkout.SessionListParams', params: LIST },
  ({ scope, params }) => {
    const { customer, customer_account: account, customer_details: details, status } = params;
    const { payment_intent: payment, payment_link: page, subscription } = params;
    if (customer !== undefined && account !== undefined)
      throw errors.onlyOneOf('customer', 'customer_account');
    const narrowest = (
      [
        { index: 'payment_intent', key: payment },
        { index: 'subscription', key: subscription },
        { index: 'customer', key: customer },
        { index: 'email', key: details?.email },
        { index: 'status', key: status },
      ] as const
    ).find(({ key }) => key !== undefined);
    const isAsked = (value: string | null | undefined, asked: string | undefined): boolean =>
      asked === undefined || value === asked;
    const where = (session: CheckoutSession): boolean =>
      isAsked(session.payment_intent, payment) &&
      isAsked(session.subscription, subscription) &&
      isAsked(session.customer, customer) &&
      isAsked(session.customer_account, account) &&
      isAsked(session.customer_details?.email, details?.email) &&
      isAsked(session.payment_link, page) &&
      isAsked(session.status, status);
    const { limitOutOfRange: outOfRange } = scope.settings.assume;
    const filter = { ...params.created, ...narrowest, where };
    return pageOf(scope.tables[TYPE], { url: PATH, noun: nounOf(TYPE), params, outOfRange }, filter);
  },
);

const lineItems = operation(
  'GET',
  `${PATH}/:session/line_items`,
  {
    answers: LINE_ITEM,
    list: true,
    sdkParams: 'Checkout.SessionListLineItemsParams',
    params: { ...pagination } satisfies ParamsOf<Stripe.Checkout.SessionListLineItemsParams>,
  },
  ({ scope, id, params }) => {
    const session = requireCheckout(scope, id);
    const { limitOutOfRange: outOfRange } = scope.settings.assume;
    return pageOf(lineTable(scope, session.id), {
      url: linesUrl(session.id),
      noun: LINE_ITEM,
      params,
      outOfRange,
    });
  },
);

export const checkoutOperations: readonly Operation[] = [create, retrieve, update, expire, list, lineItems];
