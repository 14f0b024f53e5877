import { errors } from '../../core/catalogue.ts';
import type { Permission } from '../../model/dashboard.ts';
import type { PaymentIntent } from '../../model/wire.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { checkPrefetch } from '../financial-connections/sessions.ts';
import { alphabetical } from '../params/alphabetical.ts';
import { given as givenOf } from '../params/changes.ts';
import type { BankAccountOptions } from './bank-account-parameters.ts';
import { isDynamic, type ShownTypes } from './types.ts';

/* The options of a bank account, as both kinds of intents show them: a SetupIntent has some of a PaymentIntent's. */

type Options = NonNullable<PaymentIntent['payment_method_options']>;
/** Of a PaymentIntent; of a SetupIntent no more are ever given. */
export type ShownBankAccount = NonNullable<Options['us_bank_account']>;
type ShownConnections = NonNullable<ShownBankAccount['financial_connections']>;

const PATH = 'payment_method_options[us_bank_account]';

// Recorded of PaymentIntents with named types (2024-06, 2025-11), and of SetupIntents (2024-08).
const BANK_ACCOUNT: ShownBankAccount = { mandate_options: {}, verification_method: 'automatic' };

/** What an intent may be paid with, before and after a change: it has the default options of what it is now. */
export interface TypesChange {
  readonly before: ShownTypes;
  readonly after: ShownTypes;
  /** What the Dashboard asks for, which only intents with dynamic types show. */
  readonly requested: readonly Permission[];
}

/**
 * Recorded of PaymentIntents with dynamic types (2025-11, 2025-12), of accounts that ask for nothing besides: what else
 * the Dashboard asks for stands there, too (inferred: only these intents show it, and only for them it can be set there).
 */
const connectionsOf = (requested: readonly Permission[]): ShownConnections => ({
  permissions: requested,
  prefetch: [],
});

const defaultOf = ({ after, requested }: TypesChange): ShownBankAccount =>
  isDynamic(after) ? { financial_connections: connectionsOf(requested), ...BANK_ACCOUNT } : BANK_ACCOUNT;

function startOf(change: TypesChange, current: ShownBankAccount | undefined): ShownBankAccount {
  const { before, after, requested } = change;
  if (current !== undefined && isDynamic(before) === isDynamic(after)) return current;
  return { ...defaultOf(change), ...withoutDefault(current ?? {}, requested) };
}

/** What was chosen stays, and what only dynamic types bring does not. */
function withoutDefault(
  { financial_connections: connections, ...rest }: ShownBankAccount,
  requested: readonly Permission[],
): ShownBankAccount {
  const isDefault =
    connections === undefined || JSON.stringify(connections) === JSON.stringify(connectionsOf(requested));
  return isDefault ? rest : { financial_connections: connections, ...rest };
}

// Members that an empty text unsets: Stripe's answers do not have them then.
const UNSET = ['preferred_settlement_speed', 'setup_future_usage', 'transaction_purpose'] as const;

/** The options after a change; null has unset them all. */
export function shownBankAccount(
  types: TypesChange,
  current: ShownBankAccount | undefined,
  given: BankAccountOptions | null | undefined,
): ShownBankAccount {
  if (given === null) return defaultOf(types);
  const start = startOf(types, current);
  if (given === undefined) return start;
  const { financial_connections: connections, mandate_options: mandate } = given;
  const unset: readonly string[] = UNSET.filter((name) => given[name] === null);
  const shown = {
    ...start,
    ...givenOf(given, 'target_date', 'verification_method', ...UNSET),
    ...(connections === undefined
      ? {}
      : { financial_connections: shownConnections(start.financial_connections, connections) }),
    ...(mandate === undefined
      ? {}
      : {
          mandate_options:
            mandate.collection_method == null ? {} : { collection_method: mandate.collection_method },
        }),
  };
  const set = Object.entries(alphabetical(shown)).filter(([name]) => !unset.includes(name));
  // A cast: the members that are left out are optional, and the only ones that could be null.
  return Object.fromEntries(set) as ShownBankAccount;
}

function shownConnections(
  current: ShownConnections | undefined,
  given: NonNullable<BankAccountOptions['financial_connections']>,
): ShownConnections {
  // `prefetch` is never null (recorded). What is not given stays, as with the options around it (assumed).
  return alphabetical({
    prefetch: [],
    ...current,
    ...givenOf(given, 'filters', 'permissions', 'prefetch', 'return_url'),
  });
}

/** Refuses permissions and prefetches that do not go together; `shown` are those of the intent, where a call names none. */
export function checkConnections(
  scope: Scope,
  connections: BankAccountOptions['financial_connections'],
  shown?: ShownConnections,
  path: string = PATH,
): void {
  if (connections === undefined) return;
  const { permissions = shown?.permissions ?? ['payment_method'], prefetch = [] } = connections;
  if (!permissions.includes('payment_method')) {
    throw errors.permissionsWithoutPaymentMethod(`${path}[financial_connections][permissions]`);
  }
  checkPrefetch(scope, permissions, prefetch, `${path}[financial_connections][prefetch]`);
}
