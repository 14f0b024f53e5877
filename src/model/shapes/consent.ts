import { anId, anyText, stored, whole } from '../../core/stored.ts';
import type { Consent } from '../wire.ts';
import { holderShape } from './account.ts';
import { inTestMode, only } from './fields.ts';

export const consentShape = stored<Consent>({
  id: anId,
  object: only('financial_connections.consent'),
  account_holder: holderShape,
  consent_text: anyText,
  created: whole,
  expires_at: whole,
  livemode: inTestMode,
  locale: anyText,
});
