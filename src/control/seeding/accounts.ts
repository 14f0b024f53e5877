import { balanceAt, holdingOf } from '../../bank/holdings.ts';
import { asText } from '../../core/as-text.ts';
import { errors } from '../../core/catalogue.ts';
import { formFromJson } from '../../core/form.ts';
import { sentence } from '../../core/sentence.ts';
import { REFRESH_FEATURES, type RefreshFeature } from '../../model/refresh.ts';
import { isShownToAll } from '../../model/versions/previews.ts';
import type { Account } from '../../model/wire.ts';
import { placedAccount } from '../../resources/financial-connections/account-collection.ts';
import { closesAtOnce, foresee } from '../../resources/financial-connections/account-prospects.ts';
import { putBackAccount } from '../../resources/financial-connections/account-put-back.ts';
import { nextAvailableAt } from '../../resources/financial-connections/account-refresh.ts';
import { loginOf, withStarted } from '../../resources/financial-connections/bank-login.ts';
import { noteInferred } from '../../resources/financial-connections/inferred-balances/bank-figures.ts';
import { FEATURES } from '../../resources/financial-connections/refresh-features.ts';
import { shownHolder } from '../../resources/financial-connections/sessions.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { numbersOf, reasonGiven } from '../account-life.ts';
import { ownerOf, prepareLink, withSubcategory } from '../account-link.ts';
import { type ObjectParams, objectParams } from '../account-params.ts';
import { checkNotNull } from '../given-transactions.ts';
import { choiceTold, earlierOf, hasTransactionsBeside } from './account-choice.ts';
import { withoutFixed } from './fields.ts';
import { type Given, type PreparedObject, referencesOf } from './preparation.ts';

const TYPE = 'financial_connections.account';

/** An account ready to be put in place, without an event. */
export function preparedAccount(given: Given): PreparedObject<Account> {
  const { catalogue, scope: asking, where } = given;
  checkNotNull(given.fields, `${where}.`);
  const { institution, ...rest } = withoutFixed(given.fields, TYPE, where);
  // Previews tell of none where it is in the fixtures no more.
  const fields = institution === null || institution === undefined ? rest : { institution, ...rest };
  const params = objectParams(formFromJson(fields), where);
  const scope = ownerOf(asking, params.account_holder?.account);
  const earlier = earlierOf(scope, catalogue, params);
  return earlier === undefined ? preparedAnew(given, params) : preparedBack(scope, earlier, params, where);
}

/** What is given besides the results of refreshes. */
function partedParams(params: ObjectParams) {
  const {
    account_numbers: _numbers,
    authorization: _authorization,
    balance: _balance,
    balance_refresh: _balanceRefresh,
    inferred_balances_refresh: _inferredRefresh,
    ownership: _ownership,
    ownership_refresh: _ownershipRefresh,
    status_details: { inactive } = {},
    transaction_refresh: _transactionRefresh,
    ...others
  } = params;
  // Previews tell the reason there.
  return inactive === undefined ? others : { inactive, ...others };
}

/** As linked, with what was given of its results. */
function preparedAnew(
  { beside, catalogue, scope: given, where }: Given,
  params: ObjectParams,
): PreparedObject<Account> {
  const link = { ...partedParams(params), ...choiceTold(catalogue, params) };
  const prepared = prepareLink(given, catalogue, link, shownHolder);
  const { scope, institution, picked, collection, known } = prepared;
  const told = prepared.told(params.id, 0);
  const category = params.category ?? picked.category ?? 'cash';
  const fields = {
    ...(closesAtOnce(picked, known.fields) ? { status: 'inactive' as const } : {}),
    ...known.fields,
    ...resultsOf(given, { ...params, category }, where),
  };
  const transactions = hasTransactionsBeside(beside, params) ? { transactions: [] } : {};
  const put = () => {
    const account = placedAccount(scope, institution, picked, collection, {
      ...known,
      ...told,
      ...transactions,
      fields,
    });
    return withWaiting(scope, foresee(scope, account, picked));
  };
  const references = referencesOf(collection.accountHolder ?? {}, 'account_holder.');
  return { scope, id: params.id, references, put };
}

/** In its own place, of the same bank account. */
function preparedBack(
  scope: Scope,
  earlier: Account,
  params: ObjectParams,
  where: string,
): PreparedObject<Account> {
  const { category = earlier.category, status = earlier.status } = params;
  const {
    account_holder: holder,
    inactive,
    institution: _same,
    prefetch: _none,
    ...others
  } = partedParams(params);
  const why = reasonGiven({ status, ...(inactive === undefined ? {} : { inactive }) });
  const shown = holder === undefined ? earlier.account_holder : holder && shownHolder(holder);
  const fields = {
    ...withSubcategory(others),
    ...withUntold(earlier, params),
    account_holder: shown,
    ...withoutRefreshes(earlier, params),
    ...resultsOf(scope, { ...params, category, status }, where),
  };
  return {
    scope,
    id: earlier.id,
    references: referencesOf(shown ?? {}, 'account_holder.'),
    put: () =>
      putBackAccount(scope, scope.tables[TYPE].get(earlier.id) ?? earlier, {
        fields,
        why: why.inactive,
        others: REFRESH_FEATURES.filter((feature) => {
          const hash = params[FEATURES[feature].field];
          return hash != null && hash.last_attempted_at === undefined;
        }),
      }),
  };
}

/** An answer outside of previews does not tell of what only those subscribe to: where nothing else differs, that stays. */
function withUntold({ subscriptions }: Account, { subscriptions: told }: ObjectParams): Partial<Account> {
  const isSame = asText(subscriptions?.filter(isShownToAll)) === asText(told);
  return isSame && subscriptions !== null ? { subscriptions } : {};
}

/** The refreshes that it is said not to have had. */
function withoutRefreshes(earlier: Account, params: ObjectParams): Partial<Account> {
  const fields = REFRESH_FEATURES.map((feature) => FEATURES[feature].field);
  const gone = fields.filter((field) => params[field] === null && earlier[field] != null);
  return Object.fromEntries(gone.map((field) => [field, null]));
}

/** The given results of refreshes that never ran, completed to the shapes that Stripe shows. */
function resultsOf(
  scope: Scope,
  {
    account_numbers: numbers,
    balance,
    ownership,
    status_details: details,
    ...params
  }: ObjectParams & Pick<Account, 'category'>,
  where: string,
): Partial<Account> {
  const hashes = REFRESH_FEATURES.flatMap((feature): readonly (readonly [string, object])[] => {
    const { field } = FEATURES[feature];
    const hash = params[field];
    if (hash == null) return [];
    return [[field, refreshHash(scope, feature, hash, params.status ?? 'active', `${where}[${field}]`)]];
  });
  return {
    ...(numbers === undefined ? {} : { account_numbers: numbers && numbersOf(numbers) }),
    ...(balance === undefined ? {} : { balance: balance && shownBalance(scope, balance, params.category) }),
    ...(ownership === undefined ? {} : { ownership }),
    ...(details?.active === undefined ? {} : { status_details: { active: details.active } }),
    // Each field has the refresh hash of its own feature.
    ...(Object.fromEntries(hashes) as Partial<Account>),
  };
}

function shownBalance(
  scope: Scope,
  given: NonNullable<ObjectParams['balance']>,
  category: Account['category'],
): Account['balance'] {
  const balance = holdingOf(given, category);
  return balanceAt({ balance }, 'succeeded', scope.seconds(), null);
}

type RefreshHash = NonNullable<ObjectParams['transaction_refresh']>;

function refreshHash(
  scope: Scope,
  feature: RefreshFeature,
  {
    error,
    id,
    last_attempted_at: last = scope.seconds(),
    next_refresh_available_at: next,
    status,
  }: RefreshHash,
  accountStatus: Account['status'],
  where: string,
): object {
  if (status === 'pending' && next != null)
    throw errors.misuse(
      sentence`${where}[next_refresh_available_at] is ${next}, and a pending refresh has none: leave it away.`,
      `${where}[next_refresh_available_at]`,
    );
  const isOver = status !== 'pending' && accountStatus === 'active';
  const soonest = isOver ? nextAvailableAt(scope, feature, last) : null;
  return {
    ...(error === undefined ? {} : { error }),
    ...(feature === 'transactions' ? { id: id ?? scope.id('fctxnref') } : {}),
    last_attempted_at: last,
    next_refresh_available_at: next === undefined ? soonest : next,
    status,
  };
}

/**
 * No job ends a refresh that was put in place as pending, so it waits for the control surface to finish it. One of inferred
 * balances that has succeeded shows what there was at its time.
 */
function withWaiting(scope: Scope, account: Account): Account {
  const waiting = REFRESH_FEATURES.filter(
    (feature) => account[FEATURES[feature].field]?.status === 'pending',
  );
  const started = waiting.reduce((login, feature) => withStarted(login, feature), loginOf(scope, account.id));
  scope.facts.logins.set(account.id, { ...started, waiting });
  const { inferred_balances_refresh: inferred } = account;
  if (inferred?.status === 'succeeded') noteInferred(scope, account, inferred.last_attempted_at);
  return account;
}
