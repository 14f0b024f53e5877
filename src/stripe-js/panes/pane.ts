import type {
  AuthSession,
  FlowInstitution,
  FlowManifest,
  LoginStep,
  OauthDecision,
  OauthPage,
  Pane,
  SavePane,
} from '../../model/flow.ts';
import type { ApiErrorFields } from '../call.ts';
import type { FlowClient } from '../client.ts';
import type { Child } from './element.ts';
import type { Labels } from './labels.ts';

/* What a pane is given, and what it gives. */

export interface PaneView {
  readonly body: readonly Child[];
  /** Stands below what can be scrolled. */
  readonly foot?: readonly Child[];
  /** What the pane does by itself once it is shown. */
  readonly begin?: () => void;
}

/** A pane that is passed over. */
export interface Detour {
  readonly instead: Pane;
  readonly learnt?: Partial<Learnt>;
}

/** `gone` is aborted when the pane is left. */
export type PaneMaker = (flow: Flow, gone: AbortSignal) => PaneView | Promise<PaneView | Detour>;

/** What has been learnt on the way through the panes. */
export interface Learnt {
  readonly manifest: FlowManifest;
  readonly institution: FlowInstitution | null;
  readonly authSession: AuthSession | null;
  readonly loginStep: LoginStep | null;
  /** Said above the prepane: how the login ended. */
  readonly oauthEnd: 'denied' | null;
  /** The bank's own page, where no window can show it. */
  readonly oauthPage: OauthPage | null;
  readonly savedText: string | null;
  /** Accounts of the emulator's that were selected: leaving then counts as linked. */
  readonly linkedAccounts: readonly string[];
  readonly typedLast4: string | null;
  /** What the API has refused. */
  readonly trouble: ApiErrorFields | null;
  /** Leaving tells the page of the trouble; that of a bank is none of the page's. */
  readonly isFatal: boolean;
  readonly details: { readonly email: string; readonly phone: string } | null;
}

/** What the popup of an OAuth login, and who stands for it, can ask. */
export interface OauthClient {
  readonly details: (id: string) => Promise<OauthPage>;
  readonly decide: (id: string, decision: OauthDecision) => Promise<OauthPage>;
}

export interface Flow {
  readonly client: FlowClient;
  readonly oauth: OauthClient;
  readonly labels: Labels;
  readonly locale: string;
  readonly learnt: Learnt;
  /** Where the scenario wants saving asked for. */
  readonly savePane: SavePane | undefined;
  /** A scenario presses the buttons, so that no browser lets a popup open. */
  readonly driven: boolean;
  /** No popup can be navigated to a page of the emulator's. */
  readonly fillsPopups: boolean;
  readonly animations: boolean;
  /** Shows a pane, with what has been learnt. */
  readonly go: (pane: Pane, learnt?: Partial<Learnt>) => Promise<void>;
  /**
   * Does what takes the server's answer; until then nothing else can be pressed. What it throws leads to
   * `unexpected_error`.
   */
  readonly attempt: (work: () => Promise<void>) => void;
  /** Tells who drives the panes that one has changed what it shows. */
  readonly changed: () => void;
  /** Asks whether to leave, where something would be lost. */
  readonly askToLeave: () => void;
  /** The end: the session is complete. */
  readonly finish: () => void;
}
