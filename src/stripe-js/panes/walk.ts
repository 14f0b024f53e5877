import type { FlowScenario, LabelSet, Pane, SavePane, Synchronized } from '../../model/flow.ts';
import { ApiError, type ApiErrorFields } from '../call.ts';
import type { FlowClient } from '../client.ts';
import type { FromFrame } from '../protocol.ts';
import { type Dialog, dialogIn } from './dialog.ts';
import { type Driver, driverOf } from './driver.ts';
import { openLogin } from './institutions.ts';
import { LABELS, type Labels } from './labels.ts';
import type { Flow, Learnt, OauthClient, PaneView } from './pane.ts';
import { PANE_MAKERS, type ShownPane } from './panes.ts';

/** What is known before the first pane. */
export interface WalkSettings {
  readonly client: FlowClient;
  readonly oauth: OauthClient;
  readonly synchronized: Synchronized;
  readonly labelSet: LabelSet;
  readonly scenario: FlowScenario | undefined;
  readonly locale: string;
  readonly fillsPopups: boolean;
  readonly animations: boolean;
  readonly body: HTMLElement;
  readonly tell: (message: FromFrame) => void;
}

/** More panes in a row that nobody sees than any flow has. */
const MAX_DETOURS = 20;

const AT_THE_BANK: readonly Pane[] = ['partner_auth', 'bank_login', 'account_picker'];
const ENDS: readonly Pane[] = ['success', 'manual_entry_success', 'unexpected_error'];

/** What the page is told of something that was thrown. */
export const troubleOf = (thrown: unknown): ApiErrorFields =>
  thrown instanceof ApiError
    ? thrown.fields
    : { type: 'api_error', message: thrown instanceof Error ? thrown.message : String(thrown) };

const atFirst = ({ manifest }: Synchronized): Learnt => ({
  manifest,
  institution: manifest.active_institution ?? manifest.initial_institution,
  authSession: manifest.active_auth_session,
  loginStep: null,
  oauthEnd: null,
  oauthPage: null,
  savedText: null,
  linkedAccounts: [],
  typedLast4: null,
  trouble: null,
  isFatal: false,
  details: null,
});

/** One user's way through the panes, each of which the server names. */
export class Walk implements Flow {
  readonly client: FlowClient;
  readonly oauth: OauthClient;
  readonly labels: Labels;
  readonly locale: string;
  readonly savePane: SavePane | undefined;
  readonly driven: boolean;
  readonly fillsPopups: boolean;
  readonly animations: boolean;
  readonly #tell: WalkSettings['tell'];
  readonly #dialog: Dialog;
  readonly #driver: Driver | undefined;
  #learnt: Learnt;
  #pane: ShownPane | undefined;
  #begin: PaneView['begin'];
  #shown = new AbortController();
  #isBusy = false;
  #hasEnded = false;

  constructor(settings: WalkSettings) {
    const { client, oauth, synchronized, labelSet, scenario, body } = settings;
    this.client = client;
    this.oauth = oauth;
    this.labels = LABELS[labelSet];
    this.locale = settings.locale;
    this.savePane = scenario?.save_pane;
    this.driven = scenario !== undefined;
    this.fillsPopups = settings.fillsPopups;
    this.animations = settings.animations;
    this.#tell = settings.tell;
    this.#learnt = atFirst(synchronized);
    this.#dialog = dialogIn(body, {
      labels: this.labels,
      business: synchronized.manifest.business_name,
      close: this.askToLeave,
      leave: () => void this.#leave(),
    });
    if (scenario !== undefined)
      this.#driver = driverOf({
        scenario,
        dialog: this.#dialog,
        pane: () => this.#pane,
        isBusy: () => this.#isBusy,
        refuse: (message) => this.#fail({ type: 'invalid_request_error', message }),
      });
  }

  get learnt(): Learnt {
    return this.#learnt;
  }

  readonly start = (): void => this.attempt(() => this.go(this.#learnt.manifest.next_pane));

  readonly go = async (pane: Pane, learnt: Partial<Learnt> = {}): Promise<void> => {
    this.#learnt = { ...this.#learnt, ...learnt };
    let next = pane;
    for (let detours = 0; detours < MAX_DETOURS; detours++) {
      if (this.#hasEnded) return;
      if (next === 'cancel_confirmation') return this.#ask();
      if (next === 'success' && this.#learnt.manifest.skip_success_pane) return this.finish();
      const { authSession, institution } = this.#learnt;
      // A login is opened where the page has named the institution before, so that nobody has picked it.
      if (AT_THE_BANK.includes(next) && authSession === null && institution !== null)
        return openLogin(this, institution);
      const gone = new AbortController();
      const made = await PANE_MAKERS[next](this, gone.signal);
      if (!('instead' in made)) return this.#show(next, made, gone);
      this.#learnt = { ...this.#learnt, ...made.learnt };
      next = made.instead;
    }
    throw new Error('The panes lead in a circle.');
  };

  #show(pane: ShownPane, view: PaneView, gone: AbortController): void {
    if (this.#hasEnded) return;
    this.#shown.abort();
    this.#shown = gone;
    this.#pane = pane;
    this.#begin = view.begin;
    this.#dialog.show(pane, view);
    this.#tell({ type: 'pane', name: pane });
  }

  readonly attempt = (work: () => Promise<void>): void => {
    if (this.#isBusy || this.#hasEnded) return;
    this.#isBusy = true;
    this.#dialog.setBusy(true);
    void this.#try(work);
  };

  async #try(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (thrown) {
      await this.go('unexpected_error', { trouble: troubleOf(thrown), isFatal: true });
    }
    this.#isBusy = false;
    this.#dialog.setBusy(false);
    const begin = this.#begin;
    this.#begin = undefined;
    if (this.#pane === undefined || this.#driver?.leavesAt(this.#pane) !== true) begin?.();
    this.changed();
  }

  readonly changed = (): void => {
    if (!this.#hasEnded) this.#driver?.goOn();
  };

  /** The close button, or Esc; Esc takes the question back. */
  readonly askToLeave = (): void => {
    const isLinked = this.#learnt.linkedAccounts.length > 0;
    const isAtItsEnd = this.#pane !== undefined && ENDS.includes(this.#pane);
    if (this.#dialog.isAsking()) this.#dialog.stopAsking();
    else if (isLinked || isAtItsEnd) void this.#leave();
    else this.#ask();
  };

  #ask(): void {
    this.#dialog.ask();
    this.#tell({ type: 'pane', name: 'cancel_confirmation' });
    this.changed();
  }

  readonly finish = (): void => void this.#end('completed');

  async #leave(): Promise<void> {
    const { linkedAccounts, typedLast4, trouble, isFatal } = this.#learnt;
    const isLinked = linkedAccounts.length > 0 || typedLast4 !== null;
    if (this.#pane === 'unexpected_error' && isFatal && trouble !== null && !isLinked)
      return this.#fail(trouble);
    await this.#end(isLinked ? 'completed' : 'cancelled');
  }

  /** Tells the server first: the page asks it what has come of it. */
  async #end(status: 'completed' | 'cancelled'): Promise<void> {
    const missed = this.#driver?.missed();
    if (missed !== undefined) return this.#fail({ type: 'invalid_request_error', message: missed });
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    this.#shown.abort();
    this.#dialog.setBusy(true);
    try {
      await this.client.complete();
      this.#tell({ type: 'result', status });
    } catch (thrown) {
      this.#hasEnded = false;
      this.#fail(troubleOf(thrown));
    }
  }

  #fail(error: ApiErrorFields): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    this.#shown.abort();
    this.#tell({ type: 'fatal', error });
  }
}
