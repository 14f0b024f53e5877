import type { Twins } from '../options/twins.ts';
import { accountActions } from './accounts.ts';
import type { Action } from './action.ts';
import { checkoutActions } from './checkout.ts';
import { clockActions } from './clock.ts';
import { dashboardActions } from './dashboard.ts';
import { deliveryActions } from './deliveries.ts';
import { eventActions } from './events.ts';
import { intentKnobActions } from './intent-knobs.ts';
import { intentActions } from './intents.ts';
import { microdepositActions } from './microdeposits.ts';
import { objectActions } from './objects.ts';
import { requestActions } from './requests.ts';
import { resetActions } from './reset.ts';
import { scenarioActions } from './scenarios.ts';
import { sessionActions } from './sessions.ts';
import { snapshotActions } from './snapshots.ts';
import { transactionActions } from './transactions.ts';

const ALL = [
  ...requestActions,
  ...accountActions,
  ...transactionActions,
  ...sessionActions,
  ...intentActions,
  ...checkoutActions,
  ...intentKnobActions,
  ...scenarioActions,
  ...microdepositActions,
  ...dashboardActions,
  ...objectActions,
  ...snapshotActions,
  ...resetActions,
  ...clockActions,
  ...eventActions,
  ...deliveryActions,
] as const;

/** The twin that an action makes; none of one whose type has lost the name, and so would claim to make them all. */
type MadeBy<One> = One extends Action<infer Name> ? (keyof Twins extends Name ? never : Name) : never;
type Forgotten = Exclude<keyof Twins, MadeBy<(typeof ALL)[number]>>;

/** Every action, in the order of the documentation: the only list of them. A twin that none of them makes does not compile. */
export const actions: readonly Action[] &
  ([Forgotten] extends [never] ? unknown : { readonly twinsThatNoActionMakes: Forgotten }) = ALL;
