import { createEmulator, type Emulator, type Snapshot } from '../../src/index.ts';
import { type Account, Rules, type World } from './refresh-model.ts';
import {
  DELAY_MS,
  FEATURES,
  MAX_ACCOUNTS,
  NEXT_AFTER_MS,
  PATH,
  PERMISSION,
  type Step,
  type StepOf,
  type Timing,
} from './refresh-steps.ts';

interface Wire {
  readonly id: string;
  readonly status: string;
  readonly balance: object | null;
  readonly [field: string]: unknown;
}

const FIELD = {
  balance: 'balance_refresh',
  ownership: 'ownership_refresh',
  transactions: 'transaction_refresh',
} as const;

/** An account as both sides can tell it. */
const toldByModel = ({ id, status, hasBalance, refreshes }: Account) => ({
  id,
  status,
  hasBalance,
  refreshes: FEATURES.map((wanted) => {
    const { status: state, attempted, next } = refreshes[wanted];
    return state === 'none' ? null : [state, attempted, next];
  }),
});
const toldByEmulator = (account: Wire) => ({
  id: account.id,
  status: account.status,
  hasBalance: account.balance !== null,
  refreshes: FEATURES.map((wanted) => {
    const refresh = account[FIELD[wanted]] as {
      status: string;
      last_attempted_at: number;
      next_refresh_available_at: number | null;
    } | null;
    return refresh === null
      ? null
      : [refresh.status, refresh.last_attempted_at, refresh.next_refresh_available_at];
  }),
});

function same(what: string, found: unknown, expected: unknown): void {
  const [is, wanted] = [JSON.stringify(found), JSON.stringify(expected)];
  if (is !== wanted) throw new Error(`${what}: the emulator says ${is}, the model ${wanted}`);
}

const shown = (timing: Timing): string => (typeof timing === 'number' ? `${timing}ms` : timing);

/** An emulator and its model, side by side. */
export class SideBySide {
  #emulator: Emulator = newEmulator();
  #rules = new Rules({ nowMs: START_MS, accounts: [], jobs: [], events: [], lastEvent: null });
  #saved: { readonly document: Snapshot; readonly world: World } | undefined;
  refreshes = 0;

  async take(next: Step): Promise<void> {
    await this.#act(next);
    await this.#compare();
  }

  close(): Promise<void> {
    return this.#emulator.close();
  }

  async #act(next: Step): Promise<void> {
    const { world } = this.#rules;
    const account = 'at' in next ? world.accounts[next.at % Math.max(1, world.accounts.length)] : undefined;
    if (next.do === 'link') await this.#link(next);
    else if (next.do === 'advance') {
      await this.#emulator.clock.advance(next.ms);
      this.#rules.advance(world.nowMs + next.ms);
    } else if (next.do === 'idle') {
      await this.#emulator.clock.runToIdle();
      this.#rules.idle();
    } else if (next.do === 'save') {
      this.#saved = { document: await this.#emulator.snapshot(), world: structuredClone(world) };
    } else if (next.do === 'restore') await this.#restore(next.elsewhere);
    else if (account !== undefined) await this.#touch(account, next);
  }

  async #link(next: StepOf<'link'>): Promise<void> {
    if (this.#rules.world.accounts.length === MAX_ACCOUNTS) return;
    const fields = {
      permissions: next.permissions.map((wanted) => PERMISSION[wanted]),
      prefetch: next.prefetch.map((wanted) => PERMISSION[wanted]),
    };
    const { id } = await this.#emulator.linkAccount({
      ...fields,
      account: next.closes ? 'Account closes after linking' : 'Success',
    });
    this.#rules.link(id, next);
  }

  async #restore(elsewhere: boolean): Promise<void> {
    if (this.#saved === undefined) return;
    if (elsewhere) {
      await this.#emulator.close();
      this.#emulator = newEmulator().sandbox('sk_test_elsewhere');
    }
    await this.#emulator.restore(this.#saved.document);
    this.#rules = new Rules(structuredClone(this.#saved.world));
  }

  async #touch(account: Account, next: StepOf<'refresh' | 'status' | 'finish' | 'script'>): Promise<void> {
    const { id } = account;
    if (next.do === 'refresh') await this.#refresh(account, next);
    else if (next.do === 'status') {
      const isAllowed = await this.#control(id, { status: next.status });
      same('a move', isAllowed, this.#rules.move(account, next.status));
    } else if (next.do === 'finish') {
      const { waits } = account.refreshes[next.feature];
      same(
        'an end',
        await this.#control(id, { refresh: { [next.feature]: { finish: next.outcome } } }),
        waits,
      );
      if (waits) this.#rules.end(account, next.feature, next.outcome);
    } else {
      await this.#control(id, {
        refresh: { [next.feature]: { outcome: next.outcomes, delay: shown(next.timing) } },
      });
      Object.assign(account.refreshes[next.feature], { outcomes: [...next.outcomes], timing: next.timing });
    }
  }

  async #refresh(account: Account, next: StepOf<'refresh'>): Promise<void> {
    const directive = [next.outcome, next.timing === null ? null : shown(next.timing)]
      .filter((part) => part !== null)
      .join('; ');
    const body = next.features.map((wanted) => `features[]=${wanted}`).join('&');
    const response = await this.#call('POST', `${PATH}/${account.id}/refresh`, body, {
      'emulator-refresh': directive,
    });
    const started = this.#rules.refresh(account, next);
    same('a refresh', response.status, started === undefined ? 400 : 200);
    if (started === undefined) return;
    this.refreshes += started.length;
    const answer = (await response.json()) as Wire;
    // Even a refresh that ends at once is pending in the answer that starts it.
    for (const wanted of started)
      same('an answer', answer[FIELD[wanted]] !== null && (answer[FIELD[wanted]] as Wire).status, 'pending');
  }

  async #compare(): Promise<void> {
    const { world } = this.#rules;
    const accounts = (await (await this.#call('GET', `${PATH}?limit=100`)).json()) as { data: Wire[] };
    same('accounts', accounts.data.reverse().map(toldByEmulator), world.accounts.map(toldByModel));
    same('events', await this.#newEvents(world), world.events.splice(0));
    same('time', this.#emulator.clock.now().getTime(), world.nowMs);
  }

  async #newEvents(world: World): Promise<readonly string[]> {
    const seen: string[] = [];
    for (;;) {
      const cursor = world.lastEvent === null ? '' : `&ending_before=${world.lastEvent}`;
      const page = (await (await this.#call('GET', `/v1/events?limit=100${cursor}`)).json()) as {
        data: { id: string; type: string; data: { object: Wire } }[];
        has_more: boolean;
      };
      seen.push(...page.data.toReversed().map(({ type, data }) => `${type} ${data.object.id}`));
      world.lastEvent = page.data[0]?.id ?? world.lastEvent;
      if (!page.has_more) return seen;
    }
  }

  async #control(id: string, patch: object): Promise<boolean> {
    return this.#emulator.updateAccount(id, { ...patch }).then(
      () => true,
      () => false,
    );
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

const START_MS = Date.parse('2026-01-01T00:00:00Z');

function newEmulator(): Emulator {
  const refresh = Object.fromEntries(
    FEATURES.map((wanted) => [wanted, { delayMs: DELAY_MS, nextRefreshAfterMs: NEXT_AFTER_MS[wanted] }]),
  );
  return createEmulator({
    // Some links prefetch what they were not granted: then nothing of it starts.
    assume: { prefetchWithoutPermission: 'ignored' },
    seed: 'model',
    time: { start: '2026-01-01T00:00:00Z', runs: false },
    refresh,
    limits: { events: 5_000 },
    log: false,
  });
}
