import type { ObjectShapes, ParameterShapes, Shape } from './stripe-types.ts';

/*
 * What is in no published SDK: previews by invitation, written down from Stripe's documentation
 * (financial-connections/pre-collected-consent) and the sources of other generated SDKs.
 */

const HOLDER: Shape = {
  o: {
    'account?': 's',
    'customer?': 's',
    'customer_account?': 's',
    type: { e: ['account', 'customer'] },
  },
};

export const PRIVATE_PARAMETERS: ParameterShapes = {
  'FinancialConnections.ConsentCreateParams': {
    o: { account_holder: HOLDER, 'expand?': { a: 's' }, 'locale?': 's' },
  },
  'FinancialConnections.ConsentRetrieveParams': { o: { 'expand?': { a: 's' } } },
};

const CONSENT = 'FinancialConnections.Consent';

const PRIVATE_OBJECTS: ObjectShapes = {
  definitions: {
    [CONSENT]: {
      o: {
        id: 's',
        object: { l: 'financial_connections.consent' },
        account_holder: {
          o: {
            'account?': { u: ['s', { r: 'Account' }] },
            'customer?': { u: ['s', { r: 'Customer' }] },
            'customer_account?': 's',
            type: { e: ['account', 'customer'] },
          },
        },
        consent_text: 's',
        created: 'n',
        expires_at: 'n',
        livemode: 'b',
        locale: 's',
      },
    },
  },
  variants: { 'financial_connections.consent': CONSENT },
};

/** With what is private besides. */
export const withPrivateObjects = ({ definitions, variants }: ObjectShapes): ObjectShapes => ({
  definitions: { ...definitions, ...PRIVATE_OBJECTS.definitions },
  variants: { ...variants, ...PRIVATE_OBJECTS.variants },
});
