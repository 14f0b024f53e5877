/* What is billed in the rich sandbox: a draft that is sent, one that is open, one that is paid; and what Checkout has sold. */

const PRICING = {
  price_details: { price: 'price_2', product: 'prod_1' },
  type: 'price_details',
  unit_amount_decimal: '700',
};
const NO_SETTINGS = {
  acss_debit: null,
  bancontact: null,
  card: null,
  customer_balance: null,
  konbini: null,
  payto: null,
  pix: null,
  sepa_debit: null,
  upi: null,
};
const OF_ITEM = {
  invoice_item_details: {
    invoice_item: 'ii_4',
    proration: false,
    proration_details: null,
    subscription: null,
  },
  subscription_item_details: null,
  type: 'invoice_item_details',
};
const NO_ADDRESS = { city: null, country: null, line1: null, line2: null, postal_code: null, state: null };

export const BILLED = {
  'checkout.sessions': [
    {
      id: 'cs_1',
      customer: 'cus_1',
      line_items: [
        { price: 'price_1', quantity: 2, adjustable_quantity: { enabled: true } },
        { id: 'li_2', price: 'price_2', description: 'Mug', metadata: { a: '1' } },
      ],
      metadata: { a: '1' },
      mode: 'subscription',
    },
    { id: 'cs_2', mode: 'setup', status: 'expired', discounts: [{ coupon: 'c' }] },
    { id: 'cs_3', status: 'complete', payment_status: 'paid', ui_mode: 'elements' },
    { id: 'cs_5', mode: 'setup' },
  ],
  invoices: [
    {
      id: 'in_1',
      collection_method: 'send_invoice',
      customer: 'cus_1',
      default_payment_method: 'pm_1',
      due_date: 2_000_000_000,
      lines: [
        { id: 'il_1', amount: 700, description: 'x', parent: OF_ITEM },
        { id: 'il_4', amount: 100, pricing: PRICING },
      ],
      metadata: { a: '1' },
      payment_settings: {
        default_mandate: null,
        payment_method_options: { ...NO_SETTINGS, us_bank_account: { verification_method: 'instant' } },
        payment_method_types: ['us_bank_account'],
      },
    },
    {
      id: 'in_2',
      customer: 'cus_1',
      customer_address: { ...NO_ADDRESS, country: 'US' },
      lines: [{ id: 'il_2', amount: 500, metadata: { a: '1' } }],
      status: 'open',
    },
    { id: 'in_3', customer: 'cus_1', auto_advance: true, total: 5, status: 'paid', custom_fields: [] },
    { id: 'in_4', customer: 'cus_1', lines: [{ amount: 500 }] },
    { id: 'in_5', customer: 'cus_1', lines: [{ amount: 500 }], status: 'open' },
  ],
  line_items: [{ id: 'il_3', amount: -5, invoice: 'in_3', quantity: 2 }],
  invoice_payments: [
    { id: 'inpay_1', invoice: 'in_2', payment: { payment_intent: 'pi_9', type: 'payment_intent' } },
    {
      id: 'inpay_2',
      invoice: 'in_3',
      amount_paid: 5,
      is_default: false,
      payment: { payment_record: 'pr_1', type: 'payment_record' },
      status: 'paid',
    },
  ],
};
