import { FORMS_OF_BILLING } from './forms-of-billing.ts';

const RETURN = 'return_url=https://example.com/return';

/** Parameters with which the operations get as far as they can, in the rich sandbox. */
export const FORMS: Readonly<Record<string, readonly string[]>> = {
  ...FORMS_OF_BILLING,
  'GET /v1/customers/search': [
    'query=email~"exa" OR name~"jen" OR phone:"1"',
    'query=metadata["a"]:"1" created>0',
  ],
  'GET /v1/charges/search': ['query=amount>0', 'query=refunded:null payment_method_details.card.last4:4242'],
  'GET /v1/payment_intents/search': ['query=amount>0', 'query=status:"succeeded" OR currency:"usd"'],
  'GET /v1/financial_connections/accounts': ['', 'account_holder[customer]=cus_1', 'session=fcsess_2'],
  'GET /v1/financial_connections/transactions': [
    'account=fca_1',
    'account=fca_2&transacted_at[gte]=1767000000',
    'account=fca_1&transaction_refresh[after]=fctxnref_1',
  ],
  'GET /v1/events': ['', 'type=customer.*&delivery_success=true', 'type=customer.created'],
  'GET /v1/payment_methods': ['customer=cus_1'],
  'GET /v1/refunds': ['', 'charge=py_1', 'payment_intent=pi_1'],
  'GET /v1/disputes': ['', 'charge=py_1', 'payment_intent=pi_1'],
  'POST /v1/charges/:charge': ['metadata[b]=2&fraud_details[user_report]=safe&description=x'],
  'POST /v1/charges': ['amount=1000&currency=usd&customer=cus_1&source=ba_2'],
  'POST /v1/customers/:customer/sources': ['source=btok_us_verified_noAccount'],
  'POST /v1/customers/:customer/sources/:source': ['metadata[b]=2&account_holder_name=x'],
  'POST /v1/customers/:customer/sources/:source/verify': [
    'amounts[]=32&amounts[]=45',
    'amounts[]=1&amounts[]=2',
  ],
  'POST /v1/customers/:customer/bank_accounts': ['bank_account=btok_us_verified_invalidCurrency'],
  'POST /v1/customers/:customer/bank_accounts/:source/verify': ['amounts[]=32&amounts[]=45'],
  'POST /v1/tokens': [
    'pii[id_number]=1',
    'bank_account[country]=US&bank_account[routing_number]=110000000&bank_account[account_number]=000123456789',
  ],
  'POST /v1/charges/:charge/refund': ['amount=1'],
  'POST /v1/refunds': ['charge=py_1&amount=1', 'payment_intent=pi_1'],
  'POST /v1/refunds/:refund': ['metadata[b]=2'],
  'GET /v1/charges': ['', 'customer=cus_1', 'payment_intent=pi_1'],
  'POST /v1/customers/:customer': ['metadata[b]=2&shipping[name]=x&shipping[address][city]=y&balance=7'],
  'POST /v1/payment_intents/:payment_intent': [
    'metadata[b]=2&transfer_data[amount]=5&payment_method=pm_usBankAccount_success',
    'payment_method_options[us_bank_account][setup_future_usage]=off_session&shipping[name]=x&shipping[address][city]=y',
  ],
  'POST /v1/payment_intents/:payment_intent/confirm': [
    `mandate=mandate_1&${RETURN}`,
    `mandate_data[customer_acceptance][type]=offline&${RETURN}`,
    `payment_method=pm_1&mandate_data[customer_acceptance][type]=offline&${RETURN}`,
  ],
  'GET /v1/setup_attempts': ['setup_intent=seti_1'],
  'GET /v1/setup_intents': ['', 'customer=cus_1', 'payment_method=pm_1&attach_to_self=false'],
  'POST /v1/setup_intents': [
    `payment_method=pm_usBankAccount_success&confirm=true&mandate_data[customer_acceptance][type]=offline&${RETURN}`,
  ],
  'POST /v1/setup_intents/:setup_intent': [
    'metadata[b]=2&payment_method=pm_usBankAccount_success&payment_method_options[us_bank_account][verification_method]=automatic',
  ],
  'POST /v1/setup_intents/:setup_intent/confirm': [
    `mandate_data[customer_acceptance][type]=offline&${RETURN}`,
    `payment_method=pm_1&mandate_data[customer_acceptance][type]=offline&${RETURN}`,
  ],
  'POST /v1/payment_method_configurations/:configuration': ['link[display_preference][preference]=off'],
  'POST /v1/payment_methods/:payment_method': ['metadata[b]=2&billing_details[name]=x'],
  'POST /v1/payment_methods/:payment_method/attach': ['customer=cus_1'],
  'GET /v1/financial_connections/accounts/:account/owners': ['ownership=fcaowns_1', 'ownership=fcaowns_2'],
  'POST /v1/financial_connections/accounts/:account/subscribe': ['features[]=transactions'],
  'POST /v1/financial_connections/accounts/:account/unsubscribe': ['features[]=transactions'],
  'POST /v1/financial_connections/accounts/:account/refresh': [
    'features[]=balance&features[]=ownership&features[]=transactions',
  ],
  'POST /v1/financial_connections/sessions': [
    'account_holder[type]=customer&account_holder[customer]=cus_1&permissions[]=balances',
  ],
  'POST /v1/financial_connections/consents': [
    'account_holder[type]=customer&account_holder[customer]=cus_1&locale=es',
  ],
  'POST /v1/webhook_endpoints': ['url=http://localhost/x&enabled_events[]=*'],
  'POST /v1/webhook_endpoints/:webhook_endpoint': ['metadata[b]=2&disabled=false'],
  'POST /v1/payment_methods': [
    'type=us_bank_account&billing_details[name]=x&us_bank_account[financial_connections_account]=fca_1',
  ],
  'POST /v1/payment_intents': [
    `amount=2000&currency=usd&payment_method=pm_1&customer=cus_1&confirm=true&${RETURN}`,
  ],
  'POST /v1/payment_intents/:payment_intent/increment_authorization': ['amount=3000'],
};
