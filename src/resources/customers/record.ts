import { mergedMetadata } from '../../core/metadata.ts';
import { seededBytes } from '../../core/random.ts';
import type { Customer } from '../../model/wire.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { fullAddress } from '../params/address.ts';
import { given } from '../params/changes.ts';
import type { Given } from './params.ts';

export const CUSTOMER = 'customer';

const PREFIX_LETTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** 8 capitals and digits (recorded), which follow from the id: its end or, of an id like `cus_123`, its digest. */
function prefixOf(id: string): string {
  const end = /[0-9a-z]{8}$/i.exec(id)?.[0];
  if (end !== undefined) return end.toUpperCase();
  const letters = Array.from(
    seededBytes(id)(8),
    (byte) => PREFIX_LETTERS[byte % PREFIX_LETTERS.length] ?? '0',
  );
  return letters.join('');
}

/** A customer of whom nothing is known yet, with every field that one can have. */
export function newCustomer(scope: Scope, id: string): Customer {
  return {
    id,
    object: CUSTOMER,
    address: null,
    balance: 0,
    created: scope.seconds(),
    currency: null,
    customer_account: null,
    default_source: null,
    delinquent: false,
    description: null,
    discount: null,
    email: null,
    invoice_prefix: prefixOf(id),
    invoice_settings: {
      custom_fields: null,
      default_payment_method: null,
      footer: null,
      rendering_options: null,
    },
    livemode: false,
    metadata: {},
    name: null,
    next_invoice_sequence: 1,
    phone: null,
    preferred_locales: [],
    shipping: null,
    tax_exempt: 'none',
    test_clock: null,
  };
}

/** The customer after a change. */
export function changedCustomer(customer: Customer, params: Given): Customer {
  const { address, shipping, invoice_settings: invoice, business_name, individual_name } = params;
  return {
    ...customer,
    ...given(
      params,
      'balance',
      'description',
      'email',
      'invoice_prefix',
      'name',
      'next_invoice_sequence',
      'phone',
      'preferred_locales',
    ),
    ...(params.tax_exempt === undefined ? {} : { tax_exempt: params.tax_exempt ?? 'none' }),
    // Typed as present or absent, never null: unsetting takes them away.
    ...(typeof business_name === 'string' ? { business_name } : {}),
    ...(typeof individual_name === 'string' ? { individual_name } : {}),
    ...(address === undefined ? {} : { address: address && fullAddress(address) }),
    ...(shipping === undefined
      ? {}
      : {
          shipping: shipping && {
            ...shipping,
            address: fullAddress(shipping.address),
            phone: shipping.phone ?? null,
          },
        }),
    ...(invoice === undefined
      ? {}
      : { invoice_settings: { ...customer.invoice_settings, ...withRendering(invoice) } }),
    metadata: mergedMetadata(customer.metadata, params.metadata),
  };
}

function withRendering(invoice: NonNullable<Given['invoice_settings']>) {
  const { rendering_options: rendering, ...rest } = invoice;
  if (rendering === undefined) return rest;
  return {
    ...rest,
    rendering_options: rendering && {
      amount_tax_display: rendering.amount_tax_display ?? null,
      template: rendering.template ?? null,
    },
  };
}

/** A customer as created with these parameters, by the API or by what is put in place. */
export function createdCustomer(scope: Scope, params: Given & { readonly id?: string }): Customer {
  // First, so that a refusal uses up no id.
  const draft = changedCustomer(newCustomer(scope, ''), params);
  const id = params.id ?? scope.id('cus');
  return { ...draft, id, invoice_prefix: params.invoice_prefix ?? prefixOf(id) };
}
