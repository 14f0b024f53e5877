import type Stripe from 'stripe';
import { boolean, hash, oneOf, optional, type Params, string } from '../../core/shape.ts';
import type { Invoice, ParamsOf } from '../../model/wire.ts';

/*
 * Whether taxes are to be computed: shown as it was asked for by whatever can be asked, and none are ever computed. So there is
 * never a status of a calculation (assumed).
 */

export const AUTOMATIC_TAX = hash({
  enabled: boolean,
  liability: optional(hash({ account: optional(string()), type: oneOf('account', 'self') })),
} satisfies ParamsOf<Stripe.SubscriptionCreateParams.AutomaticTax>);

type Asked = Params<(typeof AUTOMATIC_TAX)['members']>;
type Liability = NonNullable<Asked['liability']>;

/** What an invoice shows of what was asked of what makes it. */
export const taxOfInvoice = ({
  enabled,
  liability,
}: Pick<Invoice['automatic_tax'], 'enabled' | 'liability'>): Invoice['automatic_tax'] => ({
  disabled_reason: null,
  enabled,
  liability,
  provider: null,
  status: null,
});

/** What is shown after a call; of what is switched off nobody is liable. */
export const askedTax = <Tax extends { readonly liability: Liability | null }>(
  current: Tax,
  asked: Asked | undefined,
): Tax =>
  asked === undefined
    ? current
    : {
        ...current,
        enabled: asked.enabled,
        liability: asked.enabled ? (asked.liability ?? current.liability) : null,
      };
