/* Parameters with which what is sold, billed and paid out gets as far as it can, in the rich sandbox. */

type Forms = Readonly<Record<string, readonly string[]>>;

const PERSON =
  'individual[first_name]=J&individual[last_name]=R&individual[email]=j@example.com&individual[phone]=1';
const DEBITED = 'external_account[country]=US&external_account[currency]=usd';

/** Of connected accounts and what they are paid. */
const CONNECTED: Forms = {
  'GET /v1/payouts': ['', 'status=pending', 'destination=ba_3&arrival_date[gt]=5'],
  'POST /v1/payouts': ['amount=1&currency=usd', 'amount=1&currency=usd&method=instant&metadata[a]=1'],
  'POST /v1/payouts/:payout': ['metadata[b]=2'],
  'POST /v1/payouts/:payout/reverse': ['metadata[b]=2'],
  'POST /v1/accounts': [
    'type=express&email=jenny@example.com',
    `type=custom&business_type=individual&capabilities[transfers][requested]=true&${PERSON}&external_account=btok_us_verified`,
  ],
  'POST /v1/accounts/:account': ['metadata[b]=2', `business_type=individual&${PERSON}`],
  'POST /v1/accounts/:account/reject': ['reason=fraud'],
  'POST /v1/accounts/:account/capabilities/:capability': ['requested=true'],
  'POST /v1/accounts/:account/external_accounts': [
    'external_account=btok_us_verified&default_for_currency=true',
    `${DEBITED}&external_account[object]=bank_account&external_account[routing_number]=110000000&external_account[account_number]=000123456789`,
  ],
  'POST /v1/accounts/:account/external_accounts/:external_account': [
    'metadata[b]=2',
    'account_holder_name=x',
  ],
  'POST /v1/account_links': [
    'account=acct_1&type=account_onboarding&refresh_url=https://a.test&return_url=https://a.test',
  ],
  'POST /v1/account_sessions': ['account=acct_1&components[payments][enabled]=true'],
};

export const FORMS_OF_BILLING: Forms = {
  ...CONNECTED,
  'POST /v1/checkout/sessions': [
    'mode=setup&currency=usd&success_url=https://a.test',
    'mode=payment&success_url=https://a.test&line_items[0][quantity]=1&line_items[0][price_data][currency]=usd&line_items[0][price_data][unit_amount]=700&line_items[0][price_data][product_data][name]=Mug',
  ],
  'POST /v1/checkout/sessions/:session': ['metadata[b]=2', 'payment_intent_data[description]=x'],
  'GET /v1/checkout/sessions': ['', 'status=open', 'customer_details[email]=jenny@example.com'],
  'GET /v1/invoice_payments': [
    '',
    'invoice=in_2&status=open',
    'payment[type]=payment_intent&payment[payment_intent]=pi_9',
  ],
  'GET /v1/invoiceitems': ['', 'customer=cus_1&pending=true', 'pending=false', 'invoice=in_gone'],
  'POST /v1/invoiceitems': [
    'customer=cus_1&amount=5&currency=usd',
    'customer=cus_1&pricing[price]=price_4&quantity=3&metadata[a]=1',
    'customer=cus_1&price_data[currency]=usd&price_data[product]=prod_1&price_data[unit_amount]=4',
  ],
  'POST /v1/invoiceitems/:invoiceitem': ['amount=9&description=y', 'quantity=4', 'metadata[b]=2'],
  'GET /v1/invoices/search': ['query=total>0', 'query=status:"open" OR subscription:"sub_1"'],
  'GET /v1/invoices': ['', 'customer=cus_1&status=open', 'collection_method=send_invoice&due_date[gt]=5'],
  'POST /v1/invoices': [
    'customer=cus_1&auto_advance=true&metadata[a]=1&pending_invoice_items_behavior=include',
    'customer=cus_1&collection_method=send_invoice&days_until_due=3&description=x',
    'customer=cus_1&payment_settings[payment_method_options][us_bank_account][financial_connections][permissions][]=payment_method',
  ],
  'POST /v1/invoices/:invoice': ['description=x&metadata[b]=2', 'auto_advance=true', 'footer=x'],
  'POST /v1/invoices/:invoice/add_lines': ['lines[0][amount]=5', 'lines[0][pricing][price]=price_4'],
  'POST /v1/invoices/:invoice/finalize': ['', 'auto_advance=true'],
  'POST /v1/invoices/:invoice/lines/:line_item': ['amount=9', 'description=x&metadata[b]=2'],
  'POST /v1/invoices/:invoice/pay': ['', 'paid_out_of_band=true', 'payment_method=pm_1&mandate=mandate_1'],
  'POST /v1/invoices/:invoice/remove_lines': ['lines[0][id]=il_1&lines[0][behavior]=unassign'],
  'POST /v1/invoices/:invoice/update_lines': ['lines[0][id]=il_1&lines[0][quantity]=2'],
  'POST /v1/invoices/create_preview': [
    'subscription=sub_1',
    'customer=cus_1&invoice_items[0][price]=price_4',
    'subscription=sub_1&subscription_details[items][0][id]=si_1&subscription_details[items][0][quantity]=5',
    'customer=cus_1&subscription_details[items][0][price]=price_5&subscription_details[trial_end]=4000000000',
  ],
  'GET /v1/prices': ['', 'lookup_keys[]=shirt&lookup_keys[]=mug', 'product=prod_1&active=true'],
  'GET /v1/prices/search': [`query=lookup_key:"shirt" OR product:"prod_2"`],
  'POST /v1/prices': [
    'currency=usd&unit_amount=500&product_data[name]=x',
    'currency=usd&unit_amount_decimal=0.5&product=prod_1&recurring[interval]=day&lookup_key=shirt&transfer_lookup_key=true',
  ],
  'POST /v1/prices/:price': ['metadata[b]=2&nickname=x&currency_options[gbp][unit_amount]=4'],
  'GET /v1/products': ['', 'ids[]=prod_1&ids[]=prod_2', 'active=true&url=https://a.test'],
  'GET /v1/products/search': ['query=active:"true" name~"shirt"'],
  'POST /v1/products': ['name=x&default_price_data[currency]=usd&default_price_data[unit_amount]=1'],
  'POST /v1/products/:product': ['metadata[b]=2&name=y&package_dimensions=&default_price='],
  'GET /v1/subscription_items': ['subscription=sub_1'],
  'POST /v1/subscription_items/:item': ['quantity=3', 'quantity=4&proration_behavior=always_invoice'],
  'POST /v1/subscription_items': [
    'subscription=sub_1&price=price_6&quantity=2',
    'subscription=sub_1&price=price_6&proration_behavior=always_invoice',
  ],
  'DELETE /v1/subscription_items/:item': ['proration_behavior=none'],
  'GET /v1/subscriptions': ['status=all', 'customer=cus_1&price=price_1', 'status=ended'],
  'GET /v1/subscriptions/search': ['query=status:"active" OR metadata["a"]:"1"'],
  'POST /v1/subscriptions': [
    'customer=cus_1&items[0][price]=price_1&payment_behavior=default_incomplete',
    'customer=cus_1&items[0][price]=price_5&trial_period_days=5&add_invoice_items[0][price]=price_4',
  ],
  'POST /v1/subscriptions/:subscription': ['metadata[b]=2', 'cancel_at_period_end=true', 'trial_end=now'],
  'DELETE /v1/subscriptions/:subscription': ['invoice_now=true&prorate=true'],
  'POST /v1/subscriptions/:subscription/resume': ['billing_cycle_anchor=now'],
};
