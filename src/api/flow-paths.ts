/* Which calls are the authentication flow's, told by their paths: what answers them is loaded when one of them comes. */

const OF_FLOW =
  /^\/v1\/(?:connections\/|link_account_sessions\/|financial_connections\/sessions\/synchronize$|(?:payment|setup)_intents\/[^/]+\/link_account_sessions(?:\/|$))/;

/** What the popup of an OAuth login asks and says; its document is a file. */
const OF_POPUP = /^\/flow\/oauth\/[^/]+\/(?:details|decision)$/;

export const isPopupPath = (path: string): boolean => OF_POPUP.test(path);

export const isFlowPath = (path: string): boolean =>
  (path.startsWith('/v1/') && OF_FLOW.test(path)) || isPopupPath(path);
