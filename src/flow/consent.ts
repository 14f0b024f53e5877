import { errors } from '../core/catalogue.ts';
import type { SavePane } from '../model/flow.ts';
import type { FlowProgress } from '../model/flow-progress.ts';
import { type FlowSession, isTypedOnly, keep, savePaneOf } from './flow-session.ts';
import { type FlowStep, stepped } from './pane-lifecycle.ts';

const stepOf = (found: FlowSession): FlowStep => {
  if (isTypedOnly(found)) return 'agree_to_type';
  return found.flow.saved === undefined && savePaneOf(found) === 'after_consent'
    ? 'agree_and_be_asked'
    : 'agree';
};

/** Refuses a consent that there is not, that has expired, or that somebody else has given (assumed). */
function checkConsent({ scope, session }: FlowSession, id: string): void {
  const consent = scope.requireFor('financial_connections.consent', id, 'consent');
  if (consent.expires_at <= scope.seconds()) throw errors.flowRefused('This consent has expired.', 'consent');
  const { customer, account } = session.account_holder ?? {};
  const { account_holder: holder } = consent;
  if (holder?.customer !== customer || holder?.account !== account)
    throw errors.flowRefused('This consent was given by another account holder.', 'consent');
}

/** The user consents, or has done so before, elsewhere; said again, it is as it was. */
export function acquireConsent(
  found: FlowSession,
  { save_pane: savePane, consent }: { readonly save_pane?: SavePane; readonly consent?: string },
): FlowSession {
  if (consent !== undefined) checkConsent(found, consent);
  const flow: FlowProgress = savePane === undefined ? found.flow : { ...found.flow, savePane };
  if (flow.pane !== 'consent') return keep(found, flow);
  const asked = { ...found, flow };
  return keep(asked, { ...stepped(flow, stepOf(asked)), consentedAt: found.scope.seconds() });
}
