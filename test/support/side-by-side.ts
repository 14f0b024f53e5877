import type { Emulator, JobView, Snapshot } from '../../src/index.ts';
import { expectNoErrors } from './logged-errors.ts';
import { Rules } from './refresh-model.ts';
import { MAX_ACCOUNTS, START_MS, type Step, type StepOf, type Terms } from './refresh-steps.ts';
import type { Walk } from './refresh-walks.ts';
import {
  accountOf,
  directive,
  jobToldByEmulator,
  newEmulator,
  PATH,
  toldByEmulator,
  type Wire,
  wireFields,
  wirePatch,
  wirePermissions,
  wirePlaced,
  wireScenario,
  wireSession,
} from './refresh-wire.ts';
import {
  type Account,
  type Job,
  jobToldByModel,
  newWorld,
  toldByModel,
  type World,
} from './refresh-world.ts';

function same(what: string, found: unknown, expected: unknown): void {
  const [is, wanted] = [JSON.stringify(found), JSON.stringify(expected)];
  if (is !== wanted) throw new Error(`${what}: the emulator says\n  ${is}\nand the model\n  ${wanted}`);
}

const answered = <T>(call: Promise<T>): Promise<T | undefined> =>
  call.then(
    (answer) => answer,
    () => undefined,
  );

const TRANSACTIONS = 'features[]=transactions';

/** An emulator and its model, side by side. */
class SideBySide {
  readonly #terms: Terms;
  readonly #arrivals: (readonly [type: string, account: string | null])[] = [];
  #emulator: Emulator;
  #rules: Rules;
  #saved: { readonly document: Snapshot; readonly world: World } | undefined;
  /** By account: the last refresh of transactions and the last ownership, as the model numbers it and as the emulator calls it. */
  #named = new Map<string, readonly [number: number, id: string]>();
  refreshes = 0;

  constructor(terms: Terms) {
    this.#terms = terms;
    this.#emulator = this.#newEmulator();
    this.#rules = new Rules(newWorld(terms, START_MS));
  }

  async take(next: Step): Promise<void> {
    await this.#act(next);
    expectNoErrors();
    await this.#compare();
  }

  close(): Promise<void> {
    return this.#emulator.close();
  }

  #newEmulator(): Emulator {
    return newEmulator(this.#terms, (type, account) => {
      this.#arrivals.push([type, account]);
    });
  }

  async #act(next: Step): Promise<void> {
    const { world } = this.#rules;
    if (next.do === 'link') await this.#link(next);
    else if (next.do === 'collect') await this.#collect(next);
    else if (next.do === 'put') await this.#put(next);
    else if (next.do === 'advance') {
      const ran = await this.#emulator.clock.advance(next.ms);
      this.#sameRan(ran, this.#rules.advance(world.nowMs + next.ms));
    } else if (next.do === 'idle') this.#sameRan(await this.#emulator.clock.runToIdle(), this.#rules.idle());
    else if (next.do === 'save') {
      this.#saved = { document: await this.#emulator.snapshot(), world: structuredClone(world) };
    } else if (next.do === 'restore') await this.#restore(next.elsewhere);
    else await this.#touch(next);
  }

  #sameRan(ran: readonly JobView[], expected: readonly Job[]): void {
    same('the jobs that ran', ran.map(jobToldByEmulator), expected.map(jobToldByModel));
  }

  #sameAnswer(answer: unknown, account: unknown): void {
    // A cast: what answers an account.
    same('an answer', toldByEmulator(answer as Wire), account);
  }

  async #link(next: StepOf<'link'>): Promise<void> {
    if (this.#rules.world.accounts.length >= MAX_ACCOUNTS) return;
    const answer = await this.#emulator.linkAccount({
      ...wireFields(next),
      prefetch: wirePermissions(next.prefetch),
    });
    this.#rules.link(answer.id, next);
    this.#sameAnswer(answer, toldByModel(this.#account(answer.id)));
  }

  async #collect(next: StepOf<'collect'>): Promise<void> {
    if (this.#rules.world.accounts.length >= MAX_ACCOUNTS) return;
    const session = await this.#call('POST', '/v1/financial_connections/sessions', wireSession(next));
    const { id } = (await session.json()) as { id: string };
    const completed = await this.#emulator.completeSession(id, wireScenario(next));
    // A cast: a session's accounts are a list of them.
    const { accounts } = completed as unknown as { accounts: { data: readonly Wire[] } };
    this.#rules.collect(
      accounts.data.map((account) => account.id),
      next,
    );
  }

  /** In the place of an account, or, where there is none, as one more with an id of its own. */
  async #put(next: StepOf<'put'>): Promise<void> {
    const { world, seconds } = this.#rules;
    const id = world.accounts[next.at]?.id ?? `fca_placed${world.accounts.length}`;
    const fields = { id, ...wireFields(next), ...wirePlaced(next, seconds) };
    const answer = await answered(this.#emulator.putObjects({ 'financial_connections.accounts': [fields] }));
    same('whether it is put', answer !== undefined, this.#rules.put(id, next));
    if (answer !== undefined)
      this.#sameAnswer(answer['financial_connections.accounts']?.[0], toldByModel(this.#account(id)));
  }

  #account(id: string): Account {
    const account = this.#rules.world.accounts.find((one) => one.id === id);
    if (account === undefined) throw new Error(`The model has no account ${id}.`);
    return account;
  }

  async #restore(elsewhere: boolean): Promise<void> {
    if (this.#saved === undefined) return;
    if (elsewhere) {
      await this.#emulator.close();
      this.#emulator = this.#newEmulator().sandbox('sk_test_elsewhere');
    }
    await this.#emulator.restore(this.#saved.document);
    this.#rules = new Rules(structuredClone(this.#saved.world));
    this.#named.clear();
  }

  async #touch(
    next: StepOf<'refresh' | 'update' | 'disconnect' | 'subscribe' | 'unsubscribe'>,
  ): Promise<void> {
    const { accounts } = this.#rules.world;
    const account = accounts[next.at % accounts.length];
    if (account === undefined) return;
    if (next.do === 'refresh') await this.#refresh(account, next);
    else if (next.do === 'subscribe') await this.#subscribe(account);
    else if (next.do === 'unsubscribe') {
      const response = await this.#call('POST', `${PATH}/${account.id}/unsubscribe`, TRANSACTIONS);
      this.#rules.unsubscribe(account);
      this.#sameAnswer(await response.json(), toldByModel(account));
    } else if (next.do === 'disconnect') {
      const response = await this.#call('POST', `${PATH}/${account.id}/disconnect`, '');
      this.#rules.move(account, 'disconnected');
      this.#sameAnswer(await response.json(), toldByModel(account));
    } else {
      const answer = await answered(
        this.#emulator.updateAccount(account.id, wirePatch(next, this.#rules.seconds)),
      );
      same('whether it changes', answer !== undefined, this.#rules.update(account, next));
      if (answer !== undefined) this.#sameAnswer(answer, toldByModel(account));
    }
  }

  async #refresh(account: Account, next: StepOf<'refresh'>): Promise<void> {
    const body = next.features.map((wanted) => `features[]=${wanted}`).join('&');
    const response = await this.#call('POST', `${PATH}/${account.id}/refresh`, body, {
      'emulator-refresh': directive(next),
    });
    const started = this.#rules.refresh(account, next);
    same('a refresh', response.status, started === undefined ? 400 : 200);
    if (started === undefined) return;
    this.refreshes += started.features.length;
    // Even a refresh that ends at once is pending in the answer that starts it.
    this.#sameAnswer(await response.json(), started.shown);
  }

  async #subscribe(account: Account): Promise<void> {
    const response = await this.#call('POST', `${PATH}/${account.id}/subscribe`, TRANSACTIONS);
    const started = this.#rules.subscribe(account);
    same('a subscription', response.status, started === undefined ? 400 : 200);
    if (started === undefined) return;
    this.refreshes += started.features.length;
    this.#sameAnswer(await response.json(), started.shown);
  }

  async #compare(): Promise<void> {
    const { world } = this.#rules;
    const { data } = await this.#list<Wire>(`${PATH}?limit=100`);
    same('accounts', data.toReversed().map(toldByEmulator), world.accounts.map(toldByModel));
    for (const account of data) this.#compareNames(account);
    const { clock } = this.#emulator;
    same('jobs', clock.pending().map(jobToldByEmulator), this.#rules.pending().map(jobToldByModel));
    const events = world.events.splice(0);
    same(
      'events',
      await this.#newEvents(world),
      events.map(({ type, created, account, isDelivered }) => [type, created, account, isDelivered ? 0 : 1]),
    );
    const arrivals = world.arrivals.splice(0).map(({ type, account }) => [type, account?.id ?? null]);
    same('webhooks', this.#arrivals.splice(0), arrivals);
    same('time', clock.now().getTime(), world.nowMs);
  }

  #compareNames({ id: account, ownership, transaction_refresh: refresh }: Wire): void {
    const known = this.#account(account);
    if (refresh !== null)
      this.#compareName(`${account} refresh`, known.refreshes.transactions.number, refresh.id ?? '');
    if (ownership !== null) this.#compareName(`${account} ownership`, known.ownership ?? 0, ownership);
  }

  /** A refresh of transactions and an ownership keep their ids, and the account's next ones have others. */
  #compareName(what: string, number: number, id: string): void {
    const [lastNumber, lastId] = this.#named.get(what) ?? [];
    if (lastNumber !== undefined)
      same(`whether the ${what} is ${lastId}`, id === lastId, number === lastNumber);
    this.#named.set(what, [number, id]);
  }

  async #newEvents(world: World): Promise<readonly unknown[]> {
    const seen: unknown[] = [];
    for (;;) {
      const cursor = world.lastEvent === null ? '' : `&ending_before=${world.lastEvent}`;
      const page = await this.#list<WireEvent>(`/v1/events?limit=100${cursor}`);
      for (const { type, created, data, pending_webhooks } of page.data.toReversed()) {
        const account = accountOf(data.object);
        seen.push([type, created, account && toldByEmulator(account), pending_webhooks]);
      }
      world.lastEvent = page.data[0]?.id ?? world.lastEvent;
      if (!page.has_more) return seen;
    }
  }

  async #list<T>(path: string): Promise<{ readonly data: readonly T[]; readonly has_more: boolean }> {
    return (await this.#call('GET', path)).json();
  }

  #call(
    method: string,
    path: string,
    body?: string,
    headers: Record<string, string> = {},
  ): Promise<Response> {
    const authorization = `Bearer ${this.#emulator.apiKey}`;
    return this.#emulator.fetch(path, {
      method,
      headers: { authorization, ...headers },
      ...(body === undefined ? {} : { body }),
    });
  }
}

interface WireEvent {
  readonly id: string;
  readonly type: string;
  readonly created: number;
  readonly pending_webhooks: number;
  readonly data: { readonly object: Wire };
}

// Of all the walks of this process.
let stepsInAll = 0;

/** Takes the steps of a walk and compares after each; resolves to how many there were, and how many refreshes. */
export async function play({
  terms,
  steps,
}: Walk): Promise<{ readonly taken: number; readonly refreshes: number }> {
  const world = new SideBySide(terms);
  try {
    for (const [at, next] of steps.entries()) {
      stepsInAll++;
      await world.take(next).catch((cause: unknown) => {
        const why = cause instanceof Error ? cause.message : String(cause);
        throw new Error(
          `Step ${at + 1} of ${steps.length} (${stepsInAll} in all), ${JSON.stringify(next)}: ${why}`,
          { cause },
        );
      });
    }
  } finally {
    await world.close();
  }
  return { taken: steps.length, refreshes: world.refreshes };
}
