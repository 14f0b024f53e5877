import { describe, expect, it } from 'vitest';
import { FLOW_OUTCOMES, PANES } from '../../src/model/flow.ts';
import { leavingAt, readScenario, ScenarioError } from '../../src/model/flow-scenario.ts';

const typed = { routing_number: '110000000', account_number: '000123456789' };

describe('a scenario', () => {
  it.each<readonly [string, unknown, object]>([
    ['the word of an outcome', 'success', { outcome: 'success' }],
    ['the word of a pane to leave at', 'cancel_at:account_picker', { outcome: 'cancel_at:account_picker' }],
    ['a form', 'institution=Test+%28OAuth%29&show=instant', { institution: 'Test (OAuth)', show: 'instant' }],
    [
      'a form with a list',
      'accounts[]=Success&accounts%5B%5D=High%20Balance',
      { accounts: ['Success', 'High Balance'] },
    ],
    ['a form with places in a list', 'accounts[0]=Success&accounts[1]=B', { accounts: ['Success', 'B'] }],
    ['a form with one account', 'accounts=Success', { accounts: ['Success'] }],
    [
      'a form with a bank account that is typed in',
      'manual_entry[routing_number]=110000000&manual_entry[account_number]=000123456789',
      { manual_entry: typed },
    ],
    ['JSON', '{"accounts":["Success"],"save_pane":"none"}', { accounts: ['Success'], save_pane: 'none' }],
    ['an object', { manual_entry: typed, outcome: 'success' }, { manual_entry: typed, outcome: 'success' }],
    ['an object with members that are undefined', { outcome: 'down', show: undefined }, { outcome: 'down' }],
    ['an object that says nothing', {}, {}],
  ])('is read from %s', (_, given, scenario) => {
    expect(readScenario(given)).toEqual(scenario);
  });

  it.each<readonly [unknown, string]>([
    ['sucess', '"sucess" is no scenario. Did you mean "success"?'],
    ['', '"" is no scenario.'],
    ['{"outcome":', 'is no JSON.'],
    ['"success"', 'The scenario is "success". Write an object with any of institution,'],
    ['institution', '"institution" is no scenario.'],
    ['instituton=A', 'The scenario has no "instituton". Did you mean "institution"?'],
    ['outcome=cancel&show', '"show" has no value. Write show=….'],
    ['accounts[]=%E0%A4%A', 'is not encoded as a part of a URL is.'],
    [{ outcome: 'cancled' }, 'outcome is "cancled". Did you mean "cancel"?'],
    [{ outcome: 'cancel_at' }, 'outcome is "cancel_at". Name the pane too, as in cancel_at:account_picker.'],
    ['cancel_at:acount_picker', 'is "acount_picker". Did you mean "account_picker"?'],
    ['cancel_at:cancel_confirmation', 'The pane of cancel_at is "cancel_confirmation".'],
    [{ show: true }, 'show is true. There are visible or instant.'],
    [{ save_pane: 'after_acounts' }, 'save_pane is "after_acounts". Did you mean "after_accounts"?'],
    [{ accounts: [] }, 'accounts is a list. Write a list of names of accounts.'],
    [{ accounts: ['Success', ''] }, 'accounts[1] is "". Write a text of some letters.'],
    [{ institution: 5 }, 'institution is 5. Write a text of some letters.'],
    [{ manual_entry: 'x' }, 'manual_entry is "x". Write its routing_number and account_number.'],
    [{ manual_entry: { routing_number: '110000000' } }, 'manual_entry[account_number] is undefined.'],
    [{ manual_entry: { ...typed, acount_type: 'x' } }, 'manual_entry has no "acount_type".'],
    [{ manual_entry: typed, accounts: ['Success'] }, 'leave accounts or manual_entry away.'],
    [{ manual_entry: typed, institution: 'Test (OAuth)' }, 'leave institution or manual_entry away.'],
    [null, 'The scenario is null.'],
    [['success'], 'The scenario is a list.'],
  ])('is refused where it says %j', (given, complaint) => {
    expect(() => readScenario(given)).toThrow(ScenarioError);
    expect(() => readScenario(given)).toThrow(complaint);
  });

  it('takes no name from what objects inherit', () => {
    expect(() => readScenario('constructor=1')).toThrow('The scenario has no "constructor".');
    expect(() => readScenario('{"__proto__":{"outcome":"down"}}')).toThrow('has no "__proto__"');
  });
});

describe('the pane at which a user leaves', () => {
  it('is the first one, the one that is named, or none', () => {
    const left = [...FLOW_OUTCOMES].filter((outcome) => leavingAt(outcome) !== undefined);
    const panes = PANES.filter((pane) => leavingAt(`cancel_at:${pane}`) === pane);

    expect(left).toEqual(['cancel']);
    expect(leavingAt('cancel')).toBe('first');
    expect(PANES.filter((pane) => !panes.includes(pane))).toEqual([
      'unexpected_error',
      'cancel_confirmation',
    ]);
    expect(leavingAt(undefined)).toBe(undefined);
  });
});
