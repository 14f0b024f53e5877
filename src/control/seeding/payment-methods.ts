import { planOfShown, TEST_ROUTING_NUMBER } from '../../bank/test-bank-accounts.ts';
import { formFromJson, isHash } from '../../core/form.ts';
import { metadata } from '../../core/metadata.ts';
import { hash, optional, type Params } from '../../core/shape.ts';
import type { BankAccountPlan } from '../../model/bank-facts.ts';
import type { PaymentMethod } from '../../model/wire.ts';
import { BILLING_DETAILS } from '../../resources/payment-methods/billing-details.ts';
import {
  ALLOW_REDISPLAY,
  BANK_ACCOUNT,
  type BankSide,
  linkedSide,
  newPaymentMethod,
  numberedSide,
} from '../../resources/payment-methods/creation.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { checkedFields, type Fields, parted, withoutFixed, withoutNulls } from './fields.ts';
import { type Given, keptOf, type PreparedObject, referencesOf } from './preparation.ts';

const TYPE = 'payment_method';
const LINKED = 'financial_connections.account';

/** The parameters of its creation that it shows; none of them is required of one that is put in place. */
const SHOWN = {
  allow_redisplay: optional(ALLOW_REDISPLAY),
  billing_details: optional(BILLING_DETAILS),
  metadata,
  us_bank_account: optional(BANK_ACCOUNT),
} as const;
const PARAMETERS = Object.keys(SHOWN);
const DESCRIPTION = Object.keys(BANK_ACCOUNT.members);
const parameters = hash(SHOWN);

/** A PaymentMethod as the API would have created it; what is given of its bank account's details holds. */
export function preparedMethod({ scope, fields, where }: Given): PreparedObject<PaymentMethod> {
  const given = withoutFixed(fields, TYPE, where);
  const { bank, ...checked } = checkedMethod(scope, given, where);
  const [named, results] = parted(checked, PARAMETERS);
  const described = { ...named, us_bank_account: parted(bank, DESCRIPTION)[0] };
  const params = parameters(formFromJson(withoutNulls(described)), where);
  const { account_number: _hidden, ...details } = bank;
  const { id = scope.id('pm') } = results;
  const kept = keptOf(scope, TYPE, id);
  const typedIn = typedInSide(params, where);
  const make = (): PaymentMethod => {
    const side = typedIn ?? linked(scope, params);
    const { us_bank_account: made, ...rest } = newPaymentMethod(scope, { ...params, id }, side?.details);
    // An earlier PaymentMethod of the same id keeps its plan, unless a number says how payments go.
    const plan = typedIn?.plan ?? scope.facts.paymentMethods.get(id) ?? side?.plan ?? planOfDetails(details);
    if (plan !== undefined) scope.facts.paymentMethods.set(id, plan);
    const record = { ...rest, ...kept, ...results };
    if (made === undefined || record.type !== 'us_bank_account') return record;
    return { ...record, us_bank_account: { ...made, ...details } };
  };
  return {
    scope,
    id,
    references: referencesOf({ ...results, us_bank_account: details }),
    // Made only now, because the account that it names may be put in place by the same call.
    put: () => scope.tables[TYPE].put(make()),
  };
}

type BankDetails = Partial<NonNullable<PaymentMethod['us_bank_account']>>;
type Checked = Partial<Omit<PaymentMethod, 'us_bank_account'>> & {
  /** Only the members that were given; with the account number, which no answer shows. */
  readonly bank: BankDetails & { readonly account_number?: unknown };
};

/** Details that are null of a customer's source, of which nobody has said them. */
const UNSAID = ['account_holder_type', 'account_type', 'bank_name', 'fingerprint', 'last4', 'routing_number'];

/** Those details that are null, and the others. */
const partedByNull = (shown: Fields): readonly [unsaid: BankDetails, said: Fields] =>
  parted(
    shown,
    UNSAID.filter((name) => shown[name] === null),
  );

function checkedMethod(scope: Scope, given: Fields, where: string): Checked {
  const template = newPaymentMethod(scope, { id: 'template' });
  const { us_bank_account: bank } = given;
  if (!isHash(bank)) {
    const { us_bank_account: _unset, ...checked } = checkedFields(template, given, TYPE, where);
    return { ...checked, bank: {} };
  }
  const { account_number: number, ...shown } = bank;
  const [unsaid, said] = partedByNull(shown);
  const answer = checkedFields(template, { ...given, us_bank_account: said }, TYPE, where);
  const { us_bank_account: whole = {}, ...checked } = answer;
  const [details] = parted(whole, Object.keys(shown));
  return {
    ...checked,
    bank: { ...details, ...unsaid, ...(number == null ? {} : { account_number: number }) },
  };
}

type Described = Params<typeof SHOWN>;

/** The side of an account that is described by its number, as in a form; the routing number need not be given. */
function typedInSide({ us_bank_account: bank }: Described, where: string): BankSide | undefined {
  const { account_number: number, routing_number: routing = TEST_ROUTING_NUMBER } = bank ?? {};
  if (number === undefined) return undefined;
  return numberedSide(routing, number, `${where}[us_bank_account][account_number]`);
}

/** The plan of the test account that an answer shows: as one of a test token, but for what an answer cannot show. */
function planOfDetails(details: BankDetails): BankAccountPlan | undefined {
  const plan = planOfShown(details);
  return plan === undefined ? undefined : { ...plan, verified: plan.unreachable !== true };
}

function linked(scope: Scope, { us_bank_account: bank }: Described): BankSide | undefined {
  const account = scope.tables[LINKED].get(bank?.financial_connections_account ?? '');
  return account === undefined ? undefined : linkedSide(scope, account);
}
