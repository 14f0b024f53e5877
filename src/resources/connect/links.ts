import type Stripe from 'stripe';
import { errors } from '../../core/catalogue.ts';
import { lettersOf } from '../../core/ids.ts';
import { hash, oneOf, optional, string } from '../../core/shape.ts';
import type { AccountLink, ConnectedAccount, LoginLink, ParamsOf } from '../../model/wire.ts';
import { type Operation, operation } from '../operation.ts';
import { returnUrl } from '../params/texts.ts';
import { isExpress } from './account-record.ts';
import { connectedAccount, connectedAccountFor } from './shown-account.ts';

/* Links that lead the owner of a connected account to pages of Stripe's: nothing is kept of them. */

const FIELDS = oneOf('currently_due', 'eventually_due');

// Recorded.
const LIFETIME_SECONDS = 300;
const SECRET_LETTERS = 12;

/** Of which kind of account a page is: recorded of custom ones, seen in public code of the others. */
function letterOf(account: ConnectedAccount): string {
  if (isExpress(account)) return 'e';
  return account.controller?.stripe_dashboard?.type === 'full' ? 's' : 'c';
}

const createLink = operation(
  'POST',
  '/v1/account_links',
  {
    answers: 'account_link',
    sdkParams: 'AccountLinkCreateParams',
    params: {
      account: string(),
      collect: optional(FIELDS),
      collection_options: optional(
        hash({ fields: optional(FIELDS), future_requirements: optional(oneOf('include', 'omit')) }),
      ),
      refresh_url: optional(returnUrl),
      return_url: optional(returnUrl),
      type: oneOf('account_onboarding', 'account_update'),
    } satisfies ParamsOf<Stripe.AccountLinkCreateParams>,
  },
  ({ scope, params }): AccountLink => {
    const account = connectedAccountFor(scope, params.account, 'account');
    for (const name of ['refresh_url', 'return_url'] as const)
      if (params[name] === undefined) throw errors.parameterMissing(name);
    if (params.collect !== undefined && params.collection_options !== undefined)
      throw errors.onlyOneOf('collect', 'collection_options');
    // Only custom accounts have such (stripe-python issue 673): those of which Stripe does not ask by itself.
    if (params.type === 'account_update' && account.controller?.requirement_collection !== 'application')
      throw errors.accountLinkTypeInvalid();
    const secret = lettersOf(scope.id('alink'), SECRET_LETTERS);
    const created = scope.seconds();
    return {
      object: 'account_link',
      created,
      expires_at: created + LIFETIME_SECONDS,
      url: `/setup/${letterOf(account)}/${account.id}/${secret}`,
    };
  },
);

const createLogin = operation(
  'POST',
  '/v1/accounts/:account/login_links',
  {
    answers: 'login_link',
    sdkParams: 'AccountCreateLoginLinkParams',
    params: {} satisfies ParamsOf<Stripe.AccountCreateLoginLinkParams>,
  },
  ({ scope, id }): LoginLink => {
    const account = connectedAccount(scope, id);
    if (!isExpress(account)) throw errors.loginLinkNotOfExpress(id);
    if (!account.details_submitted) throw errors.loginLinkNotOnboarded();
    return {
      object: 'login_link',
      created: scope.seconds(),
      url: `/express/${account.id}/${lettersOf(scope.id('lael'), SECRET_LETTERS)}`,
    };
  },
);

export const linkOperations: readonly Operation[] = [createLink, createLogin];
