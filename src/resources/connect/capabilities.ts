import type Stripe from 'stripe';
import { errors } from '../../core/catalogue.ts';
import type { List } from '../../core/list.ts';
import type { Capability, ParamsOf } from '../../model/wire.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { type Operation, operation } from '../operation.ts';
import { foreignMembers } from '../params/foreign.ts';
import { changedConnectedAccount } from './account-changes.ts';
import { REQUESTED } from './account-parameters.ts';
import { capabilityOf, CAPABILITY as TYPE } from './capability-record.ts';
import { asItIs, follow } from './course.ts';
import { capabilitiesOf } from './requirements.ts';
import { connectedAccount } from './shown-account.ts';

const PATH = '/v1/accounts/:account/capabilities';
const ONE = `${PATH}/:capability`;

const NAMES = new Set(Object.keys(foreignMembers('AccountCreateParams', 'capabilities')));

type Path = Readonly<Record<string, string>>;

/** The account and the capability in the path; refuses a word that is none. */
function found(scope: Scope, { account = '', capability = '' }: Path) {
  const own = connectedAccount(scope, account);
  if (!NAMES.has(capability) && !capabilitiesOf(own).includes(capability))
    throw errors.resourceMissing(TYPE, capability, TYPE);
  return { account: own, capability };
}

const list = operation(
  'GET',
  PATH,
  {
    answers: TYPE,
    list: true,
    sdkParams: 'AccountListCapabilitiesParams',
    params: {} satisfies ParamsOf<Stripe.AccountListCapabilitiesParams>,
  },
  ({ scope, id }): List<Capability> => {
    const account = connectedAccount(scope, id);
    return {
      object: 'list',
      data: capabilitiesOf(account).map((name) => capabilityOf(account, name)),
      has_more: false,
      url: `/v1/accounts/${id}/capabilities`,
    };
  },
);

const retrieve = operation(
  'GET',
  ONE,
  {
    answers: TYPE,
    sdkParams: 'AccountRetrieveCapabilityParams',
    params: {} satisfies ParamsOf<Stripe.AccountRetrieveCapabilityParams>,
  },
  ({ scope, path }) => {
    const { account, capability } = found(scope, path);
    return capabilityOf(account, capability);
  },
);

const update = operation(
  'POST',
  ONE,
  { answers: TYPE, sdkParams: 'AccountUpdateCapabilityParams', params: REQUESTED },
  ({ scope, path, params: { requested } }) => {
    const { account, capability } = found(scope, path);
    if (requested === undefined) return capabilityOf(account, capability);
    const asked = { capabilities: { [capability]: { requested } } };
    const draft = changedConnectedAccount(scope, account, asked);
    return capabilityOf(follow(scope, asItIs(scope, account), draft), capability);
  },
);

export const capabilityOperations: readonly Operation[] = [list, retrieve, update];
