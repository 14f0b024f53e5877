/** The customer in front of a bank's page, and time: what a test plays, and a browser and the calendar do in production. */
export interface Customer {
  readonly id: string;
  /** How the customer accepted to be debited, as the browser tells. */
  readonly acceptance: {
    readonly customer_acceptance: {
      readonly type: 'online';
      readonly online: { readonly ip_address: string; readonly user_agent: string };
    };
  };
  /** Picks a bank account when an intent asks for one. */
  readonly picksAccountFor: (intent: string) => Promise<void>;
  /** Picks a bank account in a session, by its client_secret; resolves to the id of the account. */
  readonly picksAccountIn: (session: string) => Promise<string>;
  /** Picks a bank account on the page of a Checkout Session, and submits it. */
  readonly submitsPageOf: (session: string) => Promise<void>;
  /** Waits until the bank has answered. */
  readonly waits: () => Promise<void>;
}
