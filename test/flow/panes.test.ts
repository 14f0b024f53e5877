import { describe, expect, it } from 'vitest';
import { type FlowStep, paneLifecycle, walked } from '../../src/flow/pane-lifecycle.ts';
import { PANES } from '../../src/model/flow.ts';

/* The whole table of panes and steps, held against a drawing of it: what is not drawn is refused. */

const DRAWING = `
consent                              agree               institution_picker
consent                              agree_to_type       manual_entry
consent                              agree_and_be_asked  networking_link_signup_pane
institution_picker                   sign_in             account_picker
institution_picker                   open_form           bank_login
institution_picker                   open_popup          partner_auth
institution_picker                   find_down           institution_unavailable
institution_picker                   pick_another        institution_picker
institution_picker                   submit_numbers      manual_entry_success
institution_picker                   answer_first        institution_picker
institution_picker                   be_asked_for_code   networking_save_to_link_verification
partner_auth                         sign_in             account_picker
partner_auth                         open_form           bank_login
partner_auth                         open_popup          partner_auth
partner_auth                         find_down           institution_unavailable
partner_auth                         pick_another        institution_picker
partner_auth                         submit_numbers      manual_entry_success
partner_auth                         authorize           account_picker
account_picker                       sign_in             account_picker
account_picker                       open_form           bank_login
account_picker                       open_popup          partner_auth
account_picker                       find_down           institution_unavailable
account_picker                       pick_another        institution_picker
account_picker                       submit_numbers      manual_entry_success
account_picker                       select              success
account_picker                       select_to_pay       attach_linked_payment_account
account_picker                       select_and_be_asked networking_link_signup_pane
attach_linked_payment_account        attach              success
attach_linked_payment_account        attach_and_be_asked networking_link_signup_pane
networking_link_signup_pane          answer              success
networking_link_signup_pane          answer_first        institution_picker
networking_link_signup_pane          be_asked_for_code   networking_save_to_link_verification
networking_save_to_link_verification answer              success
networking_save_to_link_verification answer_first        institution_picker
networking_save_to_link_verification be_asked_for_code   networking_save_to_link_verification
manual_entry                         sign_in             account_picker
manual_entry                         open_form           bank_login
manual_entry                         open_popup          partner_auth
manual_entry                         find_down           institution_unavailable
manual_entry                         pick_another        institution_picker
manual_entry                         submit_numbers      manual_entry_success
success                              pick_another        institution_picker
success                              answer              success
success                              be_asked_for_code   networking_save_to_link_verification
bank_login                           sign_in             account_picker
bank_login                           open_form           bank_login
bank_login                           open_popup          partner_auth
bank_login                           find_down           institution_unavailable
bank_login                           pick_another        institution_picker
bank_login                           submit_numbers      manual_entry_success
bank_login                           authorize           account_picker
institution_unavailable              sign_in             account_picker
institution_unavailable              open_form           bank_login
institution_unavailable              open_popup          partner_auth
institution_unavailable              find_down           institution_unavailable
institution_unavailable              pick_another        institution_picker
institution_unavailable              submit_numbers      manual_entry_success`;

const drawn = DRAWING.trim()
  .split('\n')
  .map((line) => line.split(/ +/).join(' '));

describe('the panes', () => {
  it('lead from one to the next as they are drawn, and no other way', () => {
    const table = PANES.flatMap((pane) =>
      Object.entries(paneLifecycle[pane]).map(([step, after]) => `${pane} ${step} ${after}`),
    );

    expect(table.toSorted()).toEqual(drawn.toSorted());
  });

  it('can each be come to, but for those that a page shows by itself', () => {
    const reached = new Set<string>(['consent', ...drawn.map((line) => line.split(' ')[2] ?? '')]);

    expect(PANES.filter((pane) => !reached.has(pane))).toEqual(['unexpected_error', 'cancel_confirmation']);
  });

  it.each<readonly [FlowStep[], string]>([
    [['select'], 'This authentication flow cannot select because it has a status of consent.'],
    [['agree', 'open_form', 'select'], 'cannot select because it has a status of bank_login.'],
  ])('refuse a user who takes %j', (steps, sentence) => {
    expect(() => walked(...steps)).toThrow(sentence);
  });
});
