import type { FlowScenario, LabelSet, Synchronized } from '../../model/flow.ts';
import type { CallSettings } from '../call.ts';
import type { FlowClient } from '../client.ts';

export type FlowKind = 'data' | 'token' | 'payment' | 'setup';

/** Everything that is needed to lead a user through the flow of one session. */
export interface Launch {
  readonly flow: FlowKind;
  /** Of the session. */
  readonly clientSecret: string;
  readonly settings: CallSettings;
  readonly client: FlowClient;
  readonly locale: string;
  /** What the session, the page or the server says, in this order. */
  readonly scenario: FlowScenario | undefined;
  readonly labels: LabelSet | undefined;
  readonly opened: Synchronized;
}

/** Whether the user has come to the end; an error that ended the flow is thrown as an `ApiError`. */
export type Ending = 'completed' | 'cancelled';

export interface Presentation {
  readonly show: (launch: Launch) => Promise<Ending>;
  /** Nothing is going to be shown, or nothing is any more. */
  readonly release: () => void;
}

export interface Presenter {
  /**
   * Called as the method is, before anything is asked of the server: one modal at a time, and what is focused now gets the
   * focus back. Throws where another one is open.
   */
  readonly reserve: () => Presentation;
}
