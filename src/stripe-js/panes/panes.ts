import type { Pane } from '../../model/flow.ts';
import { accountPicker } from './account-picker.ts';
import { attachAccount } from './attach-account.ts';
import { bankLogin } from './bank-login.ts';
import { consent } from './consent.ts';
import { institutionPicker } from './institution-picker.ts';
import { institutionUnavailable } from './institution-unavailable.ts';
import { manualEntry } from './manual-entry.ts';
import { oneTimeCode } from './one-time-code.ts';
import type { PaneMaker } from './pane.ts';
import { partnerAuth } from './partner-auth.ts';
import { savePane } from './save.ts';
import { manualEntrySuccess, success } from './success.ts';
import { unexpectedError } from './unexpected-error.ts';

/** What is shown in the dialog; the question whether to leave covers it instead. */
export type ShownPane = Exclude<Pane, 'cancel_confirmation'>;

export const PANE_MAKERS: Readonly<Record<ShownPane, PaneMaker>> = {
  consent,
  institution_picker: institutionPicker,
  partner_auth: partnerAuth,
  bank_login: bankLogin,
  institution_unavailable: institutionUnavailable,
  account_picker: accountPicker,
  attach_linked_payment_account: attachAccount,
  networking_link_signup_pane: savePane,
  networking_save_to_link_verification: oneTimeCode,
  manual_entry: manualEntry,
  manual_entry_success: manualEntrySuccess,
  success,
  unexpected_error: unexpectedError,
};
