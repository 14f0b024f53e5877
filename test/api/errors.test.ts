import { describe, expect, it } from 'vitest';
import { errors } from '../../src/core/catalogue.ts';
import { CATALOG_REFUSALS } from '../support/catalog-refusals.ts';
import { CHECKOUT_REFUSALS } from '../support/checkout-refusals.ts';
import { CONNECT_REFUSALS } from '../support/connect-refusals.ts';
import { CONVENTIONS } from '../support/convention-refusals.ts';
import { FLOW_REFUSALS } from '../support/flow-refusals.ts';
import { INTENT_REFUSALS } from '../support/intent-refusals.ts';
import { INVOICE_REFUSALS } from '../support/invoice-refusals.ts';
import { MICRODEPOSITS } from '../support/microdeposit-refusals.ts';
import type { Refusal } from '../support/refusal-row.ts';
import { RESOURCES } from '../support/resource-refusals.ts';
import { RETURNS } from '../support/return-refusals.ts';
import { setup } from '../support/setup.ts';
import { SETUP_REFUSALS } from '../support/setup-refusals.ts';
import { SUBSCRIPTION_REFUSALS } from '../support/subscription-refusals.ts';

const ROWS: Readonly<Record<string, Refusal>> = {
  ...CATALOG_REFUSALS,
  ...INVOICE_REFUSALS,
  ...CONNECT_REFUSALS,
  ...CONVENTIONS,
  ...RESOURCES,
  ...INTENT_REFUSALS,
  ...MICRODEPOSITS,
  ...RETURNS,
  ...SETUP_REFUSALS,
  ...CHECKOUT_REFUSALS,
  ...SUBSCRIPTION_REFUSALS,
  ...FLOW_REFUSALS,
};

const OFF = { display_preference: { preference: 'off' } };

const OBJECTS = {
  customers: [{ id: 'cus_1' }, { id: 'cus_2' }],
  'financial_connections.accounts': [{ id: 'fca_1', permissions: ['balances'] }],
  'financial_connections.sessions': [{ id: 'fcsess_1' }],
  payment_intents: [{ id: 'pi_1' }],
  setup_intents: [{ id: 'seti_1' }],
  payment_method_configurations: [{ id: 'pmc_none_on', card: OFF, link: OFF, us_bank_account: OFF }],
  payment_methods: [{ id: 'pm_1', customer: 'cus_1' }, { id: 'pm_2' }],
};

interface Envelope {
  readonly error: {
    readonly type: string;
    readonly code?: string;
    readonly doc_url?: string;
    readonly message: string;
    readonly param?: string;
  };
}

/** The documentation of a code, wherever there is a code. */
const documented = (code: string | undefined): { readonly doc_url?: string } =>
  code === undefined ? {} : { doc_url: `https://stripe.com/docs/error-codes/${code.replaceAll('_', '-')}` };

describe('a refusal', () => {
  it.each(Object.entries(ROWS))(
    '%s says what it is, in the envelope',
    async (_, { provoke, status, error, given = {} }) => {
      const time = { start: '2026-01-01T00:00:00Z', runs: false };
      const world = setup({ objects: OBJECTS, time, ...given });

      const answer = await provoke(world);

      const {
        request_log_url,
        charge,
        extra_fields,
        payment_intent,
        payment_method,
        payment_method_type,
        setup_intent,
        ...told
      } = (answer.body as Envelope & { error: Record<string, unknown> }).error;
      expect(told).toEqual({ type: 'invalid_request_error', ...error, ...documented(error.code) });
      expect(answer.status).toBe(status);
    },
  );

  it('has a row for each line of the catalogue, and none besides', () => {
    expect(Object.keys(ROWS).toSorted()).toEqual(Object.keys(errors).toSorted());
  });

  it('says where each sentence comes from', () => {
    for (const [name, { provenance, source }] of Object.entries(errors)) {
      expect([name, provenance, source]).toEqual([
        name,
        expect.stringMatching(/^(recorded|documented|assumed)$/),
        expect.stringMatching(/./),
      ]);
    }
  });
});
