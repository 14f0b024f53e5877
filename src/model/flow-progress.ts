import type { Pane, SavePane } from './flow.ts';
import type { IntentType } from './jobs.ts';
import type { SessionProgress } from './session-progress.ts';
import type { PaymentMethod } from './wire.ts';

/* How far the user of a session has come in the authentication flow, from one call of its pages to the next. */

export const LOGIN_STATES = ['opened', 'authorized', 'denied', 'ended', 'canceled'] as const;
type LoginState = (typeof LOGIN_STATES)[number];

/** What the login form of a bank asks for. */
export const LOGIN_PROMPTS = ['credentials', 'options', 'mfa', 'confirm_mfa', 'security_question'] as const;
export type LoginPromptType = (typeof LOGIN_PROMPTS)[number];

/** An auth session: one login at one institution. */
export interface FlowLogin {
  /** `bcauth_…` */
  readonly id: string;
  /** The test institution, by its name. */
  readonly institution: string;
  readonly state: LoginState;
  /** What its form asks for now, where it has one. */
  readonly prompt?: LoginPromptType;
  /** The accounts that were picked at the bank, by name. */
  readonly picked?: readonly string[];
}

/** What an intent asks the bank account for. */
interface FlowIntent {
  readonly type: IntentType;
  readonly id: string;
  readonly billing: PaymentMethod['billing_details'];
  readonly metadata?: PaymentMethod['metadata'];
}

export interface FlowProgress {
  /** What the user sees next. */
  readonly pane: Pane;
  /** Unix seconds. */
  readonly consentedAt?: number;
  readonly login?: FlowLogin;
  /** What was linked by now. */
  readonly linked: readonly string[];
  readonly relinkResult?: SessionProgress['relinkResult'];
  /** A bank account that was typed in. */
  readonly typed?: { readonly routing_number: string; readonly account_number: string };
  /** The linked account that an intent is paid with. */
  readonly paying?: string;
  /** One account is all that can be picked, as the page has said. */
  readonly isSingle?: true;
  /** Where saving is offered, as the page has said. */
  readonly savePane?: SavePane;
  /** Whether accounts are saved: the address of mail, or null for no; absent until the user has said. */
  readonly saved?: string | null;
  /** The session was made for an intent. */
  readonly intent?: FlowIntent;
}
