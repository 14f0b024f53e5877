import type { FlowExtras, FlowManifest, Synchronized } from '../model/flow.ts';
import { activeAuthSession } from './auth-session.ts';
import { businessOf } from './business.ts';
import { initialInstitution, shownInstitution } from './flow-institutions.ts';
import {
  type FlowSession,
  isSingle,
  isTypedOnly,
  savePaneOf,
  scenarioOf,
  takesNumbers,
} from './flow-session.ts';
import { textsOf } from './texts.ts';

/* What clients are told of a session when they open it (its fields: public sources of stripe-ios and stripe-android). */

export function manifestOf(found: FlowSession): FlowManifest {
  const { scope, catalogue, session, progress, flow } = found;
  const initial = initialInstitution(found);
  const active = flow.login === undefined ? undefined : catalogue.find(flow.login.institution);
  const elsewhere = progress.preview?.entersElsewhere === true;
  const customer = scope.tables.customer.get(session.account_holder?.customer ?? '');
  return {
    id: session.id,
    allow_manual_entry: takesNumbers(found),
    consent_required: true,
    consent_acquired_at: flow.consentedAt ?? null,
    custom_manual_entry_handling: elsewhere,
    disable_link_more_accounts: isSingle(found),
    instant_verification_disabled: isTypedOnly(found),
    institution_search_disabled: progress.preview?.institution !== undefined,
    livemode: false,
    manual_entry_mode: elsewhere ? 'custom' : 'automatic',
    manual_entry_uses_microdeposits: flow.intent !== undefined,
    next_pane: flow.pane,
    permissions: session.permissions,
    // Of a session it is what stripe-ios keeps of a real one.
    product: flow.intent === undefined ? 'external_api' : 'payments',
    single_account: isSingle(found),
    skip_success_pane: scope.settings.assume.successPane === 'skipped',
    business_name: businessOf(scope),
    account_subcategories: session.filters?.account_subcategories ?? null,
    payment_method_type: flow.intent === undefined ? null : 'us_bank_account',
    accountholder_customer_email_address: customer?.email ?? null,
    active_auth_session: activeAuthSession(found) ?? null,
    active_institution: active === undefined ? null : shownInstitution(active),
    initial_institution: initial === undefined ? null : shownInstitution(initial),
    hosted_auth_url: null,
    success_url: null,
    cancel_url: null,
    link_account_session_cancellation_behavior: 'treat_as_silent_success',
    version: 'v3',
  };
}

function extrasOf(found: FlowSession): FlowExtras {
  const { labels, autofill } = found.scope.settings;
  return {
    labels,
    scenario: scenarioOf(found) ?? null,
    default_scenario: autofill ?? null,
    save_pane: savePaneOf(found),
  };
}

export function synchronizedOf(found: FlowSession): Synchronized {
  const manifest = manifestOf(found);
  return {
    manifest,
    text: textsOf(manifest),
    visual: { reduced_branding: false, merchant_logo: [], reduce_manual_entry_prominence_in_errors: false },
    emulator: extrasOf(found),
  };
}
