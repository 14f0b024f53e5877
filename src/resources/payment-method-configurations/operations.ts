import type Stripe from 'stripe';
import { errors } from '../../core/catalogue.ts';
import { isHash } from '../../core/form.ts';
import { pageFrom, pagination } from '../../core/list.ts';
import { boolean, optional, string, unsettable } from '../../core/shape.ts';
import { CONFIGURED_METHODS, PREFERENCES } from '../../model/configured-methods.ts';
import { nounOf } from '../../model/records.ts';
import type { ParamsOf, PaymentMethodConfiguration } from '../../model/wire.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { type Operation, operation } from '../operation.ts';
import { given } from '../params/changes.ts';
import { foreign } from '../params/foreign.ts';
import { listed } from './listed.ts';
import {
  CONFIGURATION,
  configurationOfId,
  methodsOf,
  newConfiguration,
  type Preferences,
  withPreferences,
} from './record.ts';

const PATH = '/v1/payment_method_configurations';

/** What the parameters prefer: the generated parsers have checked the words, but their types do not say which. */
function preferencesIn(params: Readonly<Record<string, unknown>>): Preferences {
  return Object.fromEntries(
    CONFIGURED_METHODS.flatMap((name) => {
      const { [name]: method } = params;
      const display = isHash(method) ? method.display_preference : undefined;
      const preference = isHash(display)
        ? PREFERENCES.find((word) => word === display.preference)
        : undefined;
      return preference === undefined ? [] : [[name, preference]];
    }),
  );
}

/** The configuration that a child has as its parent: the platform's, or one beside it. */
const parentOf = (scope: Scope, id: string): PaymentMethodConfiguration | undefined =>
  configurationOfId(scope, id) ?? configurationOfId(scope.sandbox.platform, id);

function requireParent(scope: Scope, id: string | undefined): PaymentMethodConfiguration | undefined {
  if (id === undefined) return undefined;
  const parent = parentOf(scope, id);
  if (parent === undefined) throw errors.resourceMissingInParameter(nounOf(CONFIGURATION), id, 'parent');
  return parent;
}

const create = operation(
  'POST',
  PATH,
  {
    answers: CONFIGURATION,
    sdkParams: 'PaymentMethodConfigurationCreateParams',
    params: {
      ...foreign('PaymentMethodConfigurationCreateParams'),
      name: optional(string()),
      parent: optional(string()),
    } satisfies ParamsOf<Stripe.PaymentMethodConfigurationCreateParams>,
  },
  ({ scope, params }) => {
    const parent = requireParent(scope, params.parent);
    const created = newConfiguration(scope, given(params, 'name', 'parent'), preferencesIn(params), parent);
    return scope.tables[CONFIGURATION].put(created);
  },
);

function require(scope: Scope, id: string): PaymentMethodConfiguration {
  return configurationOfId(scope, id) ?? scope.require(CONFIGURATION, id);
}

const retrieve = operation(
  'GET',
  `${PATH}/:configuration`,
  {
    answers: CONFIGURATION,
    sdkParams: 'PaymentMethodConfigurationRetrieveParams',
    params: {} satisfies ParamsOf<Stripe.PaymentMethodConfigurationRetrieveParams>,
  },
  ({ scope, id }) => require(scope, id),
);

/** Brings those of no preference of their own to what their parent says now. */
function followParent(scope: Scope, parent: PaymentMethodConfiguration): void {
  for (const { tables } of scope.sandbox.scopes()) {
    const table = tables[CONFIGURATION];
    for (const child of [...table.walk({ index: 'parent', key: parent.id })]) {
      const preferences = Object.entries(methodsOf(child)).map(
        ([name, { display_preference: display }]) => [name, display.preference] as const,
      );
      table.put(withPreferences(child, Object.fromEntries(preferences), parent));
    }
  }
}

const update = operation(
  'POST',
  `${PATH}/:configuration`,
  {
    answers: CONFIGURATION,
    sdkParams: 'PaymentMethodConfigurationUpdateParams',
    params: {
      ...foreign('PaymentMethodConfigurationUpdateParams'),
      active: optional(boolean),
      name: optional(string()),
    } satisfies ParamsOf<Stripe.PaymentMethodConfigurationUpdateParams>,
  },
  ({ scope, id, params }) => {
    const before = require(scope, id);
    const parent = before.parent === null ? undefined : parentOf(scope, before.parent);
    const changed = { ...before, ...given(params, 'active', 'name') };
    const after = withPreferences(changed, preferencesIn(params), parent);
    scope.tables[CONFIGURATION].put(after);
    followParent(scope, after);
    return after;
  },
);

const list = operation(
  'GET',
  PATH,
  {
    answers: CONFIGURATION,
    list: true,
    sdkParams: 'PaymentMethodConfigurationListParams',
    params: {
      ...pagination,
      active: optional(boolean),
      application: unsettable(string()),
    } satisfies ParamsOf<Stripe.PaymentMethodConfigurationListParams>,
  },
  ({ scope, params }) => {
    const { limitOutOfRange: outOfRange } = scope.settings.assume;
    return pageFrom(listed(scope, params), { url: PATH, noun: nounOf(CONFIGURATION), params, outOfRange });
  },
);

export const configurationOperations: readonly Operation[] = [create, retrieve, update, list];
