import { milliseconds } from '../../core/duration.ts';
import { boolean, integer, oneOf, optional, type Shape } from '../../core/shape.ts';
import { anId, anyText, isTrue, listOf, orNull, shownAgain, stored, whole } from '../../core/stored.ts';
import { STRIPES_VOICE } from '../../core/voice.ts';
import { type FactName, type FactsByName, MICRODEPOSIT_STATES } from '../facts.ts';
import { MICRODEPOSIT_TYPES, PAYMENT_FATES, REFUND_OUTCOMES } from '../payments.ts';
import {
  byFeature,
  REFRESH_FEATURES,
  REFRESH_OUTCOMES,
  type RefreshScript,
  type RefreshTiming,
} from '../refresh.ts';
import { CANCEL_REASONS, DELIVERY_METHODS, SESSION_STATES, UI_MODES } from '../session-progress.ts';
import { BALANCE_TYPES, PERMISSIONS, PREFETCHES_IN_PREVIEWS } from '../words.ts';
import { amountsShape, holderShape, inactivityShape } from './account.ts';
import { checkoutFactsShape } from './checkout.ts';
import { accountIdShape } from './event.ts';
import { only, textOrNull } from './fields.ts';
import { flowShape, relinkResultShape, scenarioShape } from './flow.ts';
import { ledgerShape } from './ledger.ts';
import { heldOwnersShape, ownerShape } from './ownership.ts';
import { chargeShape } from './payments.ts';
import { priceBesideShape } from './prices.ts';

type Login = FactsByName['logins'];
type Holding = NonNullable<Login['balance']>;

// Far from the end of the safe numbers: it goes on from there.
export const countShape = integer({ min: 0, max: 2 ** 52 });

/** By the kind: only a delay has a length. */
const TIMINGS: { readonly [Kind in RefreshTiming['kind']]: Shape<Extract<RefreshTiming, { kind: Kind }>> } = {
  immediate: stored({ kind: only('immediate') }),
  delay: stored({ kind: only('delay'), delayMs: milliseconds() }),
  manual: stored({ kind: only('manual') }),
  never: stored({ kind: only('never') }),
};
const timingKind = oneOf('immediate', 'delay', 'manual', 'never');
const anyHash = shownAgain<{ readonly kind?: unknown }>();

const timingShape: Shape<RefreshTiming> = (value, path, voice = STRIPES_VOICE) => {
  const { kind } = anyHash(value, path, voice);
  return TIMINGS[timingKind(kind, voice.member(path, 'kind'), voice)](value, path, voice);
};

const scriptShape = stored<RefreshScript>({
  outcomes: listOf(oneOf(...REFRESH_OUTCOMES)),
  afterwards: optional(oneOf(...REFRESH_OUTCOMES)),
  timing: optional(timingShape),
  nextRefreshAfterMs: optional(milliseconds()),
});

const startedShape = stored<NonNullable<Login['started'][keyof Login['started']]>>({
  token: countShape,
  nextRefreshAfterMs: optional(milliseconds()),
});

const holdingShape = stored<Holding>({
  type: oneOf(...BALANCE_TYPES),
  current: amountsShape,
  usable: orNull(amountsShape),
  asOf: optional(whole),
  given: optional(isTrue),
});

const loginShape = stored<Login>({
  institution: anyText,
  account: anyText,
  routingNumber: textOrNull,
  accountNumber: textOrNull,
  balance: orNull(holdingShape),
  owners: optional(heldOwnersShape),
  refresh: stored<Login['refresh']>(byFeature(() => optional(scriptShape))),
  started: stored<Login['started']>(byFeature(() => optional(startedShape))),
  waiting: listOf(oneOf(...REFRESH_FEATURES)),
  life: optional(countShape),
  lastAsOf: optional(whole),
  inferred: optional(
    stored<NonNullable<Login['inferred']>>({
      first: whole,
      last: whole,
      current: optional(orNull(amountsShape)),
    }),
  ),
  inactive: optional(inactivityShape),
  ledgerSince: optional(whole),
  payment: oneOf(...PAYMENT_FATES),
});

type Preview = NonNullable<FactsByName['sessions']['preview']>;

const previewShape = stored<Preview>({
  uiMode: oneOf(...UI_MODES),
  hosted: optional(
    stored<NonNullable<Preview['hosted']>>({ delivery_method: optional(oneOf(...DELIVERY_METHODS)) }),
  ),
  page: optional(anId),
  institution: optional(anyText),
  entersElsewhere: optional(boolean),
  prefetch: optional(listOf(oneOf(...PREFETCHES_IN_PREVIEWS))),
  relink: optional(
    stored<NonNullable<Preview['relink']>>({ authorization: anyText, account: optional(anyText) }),
  ),
});

/** What Stripe does not show: a fact without a shape does not compile. */
export const FACT_SHAPES: { readonly [Name in FactName]: Shape<FactsByName[Name]> } = {
  logins: loginShape,
  ownerships: stored<FactsByName['ownerships']>({ account: anId, further: listOf(ownerShape) }),
  authorizations: stored<FactsByName['authorizations']>({
    accountHolder: orNull(holderShape),
    institution: anyText,
    disconnected: boolean,
    given: optional(isTrue),
  }),
  ledgers: ledgerShape,
  ledgerTags: anId,
  transactionIds: stored<FactsByName['transactionIds']>({ account: anId, number: countShape }),
  sessions: stored<FactsByName['sessions']>({
    state: oneOf(...SESSION_STATES),
    accounts: listOf(anId),
    scope: orNull(accountIdShape),
    token: optional(anId),
    preview: optional(previewShape),
    reason: optional(oneOf(...CANCEL_REASONS)),
    relinkResult: optional(relinkResultShape),
  }),
  sessionSecrets: anId,
  flows: flowShape,
  scenarios: scenarioShape,
  paymentMethods: stored<FactsByName['paymentMethods']>({
    fate: oneOf(...PAYMENT_FATES),
    verified: boolean,
    unreachable: optional(boolean),
    spent: optional(boolean),
  }),
  bankAccounts: stored<FactsByName['bankAccounts']>({
    fate: oneOf(...PAYMENT_FATES),
    verified: boolean,
    unreachable: optional(boolean),
    linked: optional(anId),
    failures: optional(countShape),
    withdrawn: optional(isTrue),
    blocked: optional(shownAgain()),
  }),
  intents: stored<FactsByName['intents']>({
    settlementDelayMs: optional(milliseconds()),
    refundDelayMs: optional(milliseconds()),
    refundOutcome: optional(oneOf(...REFUND_OUTCOMES)),
    disputeDelayMs: optional(milliseconds()),
    outcome: optional(oneOf(...PAYMENT_FATES)),
    microdepositType: optional(oneOf(...MICRODEPOSIT_TYPES)),
    blockAfterReturn: optional(oneOf('no', 'yes')),
    isRetry: optional(isTrue),
  }),
  microdeposits: stored<FactsByName['microdeposits']>({
    state: oneOf(...MICRODEPOSIT_STATES),
    paymentMethod: anId,
    round: countShape,
    failures: stored<FactsByName['microdeposits']['failures']>({
      amounts: countShape,
      descriptor_code: countShape,
    }),
    mandate: orNull(anId),
    page: anId,
  }),
  singleUses: stored<FactsByName['singleUses']>({ amount: whole, currency: anyText }),
  checkouts: checkoutFactsShape,
  dashboard: stored<FactsByName['dashboard']>({ permissions: listOf(oneOf(...PERMISSIONS)) }),
  endpoints: stored<FactsByName['endpoints']>({
    secret: anId,
    connect: boolean,
    account: orNull(accountIdShape),
  }),
  subscriptionItems: anId,
  awaiting: listOf(anId),
  prices: priceBesideShape,
  eventCharges: stored<FactsByName['eventCharges']>({ data: listOf(chargeShape), total: countShape }),
};
