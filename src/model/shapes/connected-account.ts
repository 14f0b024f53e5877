import { boolean, oneOf, optional } from '../../core/shape.ts';
import { anId, anyText, byName, listOf, orNull, shownAgain, stored, whole } from '../../core/stored.ts';
import type { ConnectedAccount } from '../wire.ts';
import { metadataShape, only, textOrNull, wholeOrNull } from './fields.ts';

type Controller = NonNullable<ConnectedAccount['controller']>;
type Requirements = NonNullable<ConnectedAccount['requirements']>;
type Settings = NonNullable<ConnectedAccount['settings']>;

const listOrNull = orNull(listOf(anyText));

const requirementsShape = stored<Requirements>({
  alternatives: orNull(listOf(shownAgain<NonNullable<Requirements['alternatives']>[number]>())),
  current_deadline: wholeOrNull,
  currently_due: listOrNull,
  disabled_reason: orNull(
    oneOf(
      'action_required.requested_capabilities',
      'listed',
      'other',
      'platform_paused',
      'rejected.fraud',
      'rejected.incomplete_verification',
      'rejected.listed',
      'rejected.other',
      'rejected.platform_fraud',
      'rejected.platform_other',
      'rejected.platform_terms_of_service',
      'rejected.terms_of_service',
      'requirements.past_due',
      'requirements.pending_verification',
      'under_review',
    ),
  ),
  errors: orNull(listOf(shownAgain<NonNullable<Requirements['errors']>[number]>())),
  eventually_due: listOrNull,
  past_due: listOrNull,
  pending_verification: listOrNull,
});

const controllerShape = stored<Controller>({
  fees: optional(
    stored<NonNullable<Controller['fees']>>({
      payer: oneOf('account', 'application', 'application_custom', 'application_express'),
    }),
  ),
  is_controller: optional(boolean),
  losses: optional(stored<NonNullable<Controller['losses']>>({ payments: oneOf('application', 'stripe') })),
  requirement_collection: optional(oneOf('application', 'stripe')),
  stripe_dashboard: optional(
    stored<NonNullable<Controller['stripe_dashboard']>>({ type: oneOf('express', 'full', 'none') }),
  ),
  type: oneOf('account', 'application'),
});

const settingsShape = stored<Settings>({
  bacs_debit_payments: optional(shownAgain()),
  branding: shownAgain(),
  card_issuing: optional(shownAgain()),
  card_payments: shownAgain(),
  dashboard: shownAgain(),
  invoices: optional(shownAgain()),
  payments: shownAgain(),
  payouts: optional(shownAgain()),
  paypay_payments: optional(shownAgain()),
  sepa_debit_payments: optional(shownAgain()),
  treasury: optional(shownAgain()),
});

/** Its words are checked as they are: the type has a name for each capability. */
const capabilitiesShape = byName(oneOf('active', 'inactive', 'pending')) as never;

export const connectedAccountShape = stored<ConnectedAccount>({
  id: anId,
  object: only('account'),
  business_profile: optional(orNull(shownAgain())),
  business_type: optional(orNull(oneOf('company', 'government_entity', 'individual', 'non_profit'))),
  capabilities: optional(capabilitiesShape),
  charges_enabled: boolean,
  company: optional(shownAgain()),
  controller: optional(controllerShape),
  country: optional(anyText),
  created: optional(whole),
  default_currency: optional(anyText),
  details_submitted: boolean,
  email: textOrNull,
  future_requirements: optional(requirementsShape),
  groups: optional(orNull(shownAgain())),
  individual: optional(shownAgain()),
  login_links: optional(shownAgain()),
  metadata: optional(metadataShape),
  payouts_enabled: boolean,
  requirements: optional(requirementsShape),
  settings: optional(orNull(settingsShape)),
  tos_acceptance: optional(shownAgain()),
  type: oneOf('custom', 'express', 'none', 'standard'),
});
