/** Whether a text can be the id of a (connected) Stripe account; any well-formed one exists on first use. */
export const isAccountId = (text: string): boolean => /^acct_[A-Za-z0-9_]+$/.test(text);
