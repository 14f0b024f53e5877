import { BASE62 } from '../../core/ids.ts';
import { foldText, seededBytes } from '../../core/random.ts';
import {
  CONFIGURED_METHODS,
  type ConfiguredMethod,
  type MethodConfiguration,
  type Preference,
} from '../../model/configured-methods.ts';
import type { PaymentMethodConfiguration } from '../../model/wire.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { alphabetical } from '../params/alphabetical.ts';

export const CONFIGURATION = 'payment_method_configuration';

/** What is preferred of each payment method of which anything is said. */
export type Preferences = Readonly<Partial<Record<ConfiguredMethod, Preference>>>;

/** Those that a configuration has of which nothing is said; all are on, so that the subject of this emulator is offered (assumed). */
const WITHOUT_SAYING: Preferences = { card: 'none', link: 'none', us_bank_account: 'none' };
const OF_THE_DEFAULT: Preferences = { card: 'on', link: 'on', us_bank_account: 'on' };

type Fields = Partial<
  Pick<PaymentMethodConfiguration, 'id' | 'active' | 'application' | 'is_default' | 'name' | 'parent'>
>;

type Methods = { readonly [Method in ConfiguredMethod]?: MethodConfiguration };

const isConfigured = (name: string): name is ConfiguredMethod =>
  (CONFIGURED_METHODS as readonly string[]).includes(name);

/** The payment methods that a configuration has, as it shows them. */
export function methodsOf(configuration: PaymentMethodConfiguration): Methods {
  return Object.fromEntries(Object.entries(configuration).filter(([name]) => isConfigured(name)));
}

/** Whether a payment method is displayed of which nothing is preferred: what its parent says, or Stripe. */
function valueWithout(
  name: ConfiguredMethod,
  parent: PaymentMethodConfiguration | undefined,
): MethodConfiguration['display_preference']['value'] {
  if (parent !== undefined) return parent[name]?.display_preference.value ?? 'off';
  return name in WITHOUT_SAYING ? 'on' : 'off';
}

/** A payment method as a configuration shows it: every capability is active here, so that it is available if it is on. */
function configured(
  name: ConfiguredMethod,
  preference: Preference,
  parent: PaymentMethodConfiguration | undefined,
): MethodConfiguration {
  const value = preference === 'none' ? valueWithout(name, parent) : preference;
  const overridable = parent === undefined ? null : true;
  return { available: value === 'on', display_preference: { overridable, preference, value } };
}

/** The configuration with these preferences over those that it has. */
export function withPreferences(
  configuration: PaymentMethodConfiguration,
  preferences: Preferences,
  parent: PaymentMethodConfiguration | undefined,
): PaymentMethodConfiguration {
  const { id, object, ...rest } = configuration;
  // A cast: `entries` forgets the names.
  const given = Object.entries(preferences) as readonly [ConfiguredMethod, Preference][];
  const methods = given.map(([name, preference]) => [name, configured(name, preference, parent)] as const);
  return { id, object, ...alphabetical({ ...rest, ...Object.fromEntries(methods) }) };
}

/** A configuration with every field that each has, and the payment methods of which anything is said besides the usual ones. */
export function newConfiguration(
  scope: Scope,
  { id = scope.id('pmc'), ...fields }: Fields,
  preferences: Preferences,
  parent?: PaymentMethodConfiguration,
): PaymentMethodConfiguration {
  const bare: PaymentMethodConfiguration = {
    id,
    object: CONFIGURATION,
    active: true,
    application: null,
    is_default: false,
    livemode: false,
    name: 'Default',
    parent: null,
    ...fields,
  };
  return withPreferences(bare, { ...WITHOUT_SAYING, ...preferences }, parent);
}

// Remembered, because every intent asks for it; again only if a snapshot has brought another seed.
const defaults = new WeakMap<
  Scope,
  { readonly seed: number | null; readonly configuration: PaymentMethodConfiguration }
>();

/**
 * The default configuration as long as nobody has changed it: it is there without having been put, its id is always the
 * same, goes with snapshots, and is drawn from no stream of ids.
 */
function untouchedDefault(scope: Scope): PaymentMethodConfiguration {
  const { bankSeed: seed } = scope.sandbox;
  const remembered = defaults.get(scope);
  if (remembered?.seed === seed) return remembered.configuration;
  const bytes = seededBytes(scope.account ?? '', foldText(`pmc/${seed ?? ''}`))(24);
  const id = `pmc_${[...bytes].map((byte) => BASE62[byte % BASE62.length]).join('')}`;
  const configuration = newConfiguration(scope, { id, is_default: true }, OF_THE_DEFAULT);
  defaults.set(scope, { seed, configuration });
  return configuration;
}

/** The default that has been changed or put in place. */
export const storedDefault = (scope: Scope): PaymentMethodConfiguration | undefined =>
  scope.tables[CONFIGURATION].oldest({ index: 'default', key: 'default' });

/** The default that is there without having been created, as it is now; undefined where another was put in its place. */
export const originalDefault = (scope: Scope): PaymentMethodConfiguration | undefined =>
  configurationOfId(scope, untouchedDefault(scope).id);

/** What counts where no configuration is named. */
export const defaultConfiguration = (scope: Scope): PaymentMethodConfiguration =>
  storedDefault(scope) ?? untouchedDefault(scope);

/** The child that an account has of a configuration. */
const childOf = ({ tables }: Scope, parent: string): PaymentMethodConfiguration | undefined =>
  tables[CONFIGURATION].oldest({ index: 'parent', key: parent });

/**
 * The configuration that counts for a payment in an account, or on behalf of one: of the one that is named, else of the
 * default one, the child that the connected account has. "You can specify a parent ID at payment time, and Stripe will
 * automatically resolve the connected account's associated child configuration" (docs: api/payment_method_configurations).
 * An account without a child has its own default for what names none, if that was changed, and the platform's otherwise (assumed).
 */
export function configurationFor(
  scope: Scope,
  named: string | undefined,
  account: string | null = null,
): PaymentMethodConfiguration | undefined {
  const byDefault = defaultConfiguration(scope);
  const of = account === null ? scope : scope.sandbox.known(account);
  if (named === undefined)
    return of === undefined || of === scope
      ? byDefault
      : (childOf(of, byDefault.id) ?? storedDefault(of) ?? byDefault);
  const own = configurationOfId(scope, named);
  if (of === undefined || of.account === null) return own;
  return configurationOfId(of, named) ?? childOf(of, named) ?? own;
}

export function configurationOfId(scope: Scope, id: string): PaymentMethodConfiguration | undefined {
  const stored = scope.tables[CONFIGURATION].get(id);
  if (stored !== undefined) return stored;
  const byDefault = defaultConfiguration(scope);
  return byDefault.id === id ? byDefault : undefined;
}
