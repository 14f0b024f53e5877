import { suggestionOrAll } from '../core/closest.ts';
import { ours, sentence } from '../core/sentence.ts';
import { FLOW_OUTCOMES, type FlowOutcome, type FlowScenario, PANES, type Pane, SAVE_PANES } from './flow.ts';

/*
 * What the panes do by themselves, read wherever it can be said: the control surface, a flag, the URL of the script, the
 * page. Browsers load it too, so it knows neither the catalogue of errors nor what only Node has.
 */

/** Says in a sentence what is wrong with a scenario. */
export class ScenarioError extends TypeError {
  override readonly name = 'ScenarioError';
}

/**
 * Panes that a scenario can leave: the question whether to leave covers one of them, and is none itself; and to an error
 * that nobody has foreseen no scenario comes.
 */
const LEFT_AT = PANES.filter((pane) => pane !== 'cancel_confirmation' && pane !== 'unexpected_error');
const CANCEL_AT = 'cancel_at:';
const OUTCOMES: readonly string[] = [...FLOW_OUTCOMES, ...LEFT_AT.map((pane) => `${CANCEL_AT}${pane}`)];
const SHOWS = ['visible', 'instant'] as const;

/** A value as a sentence shows it; it may be of any type, where a page has written it. */
function shown(value: unknown): string {
  if (typeof value === 'string') return `"${value}"`;
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' && value !== null ? 'an object' : String(value);
}

function text(value: unknown, name: string): string {
  if (typeof value === 'string' && value !== '') return value;
  throw new ScenarioError(sentence`${name} is ${shown(value)}. Write a text of some letters.`);
}

function oneOf<Choice extends string>(value: unknown, name: string, known: readonly Choice[]): Choice {
  const found = known.find((choice) => choice === value);
  if (found !== undefined) return found;
  const near = suggestionOrAll(typeof value === 'string' ? value : '', known);
  throw new ScenarioError(sentence`${name} is ${shown(value)}.${ours(near)}`);
}

/** How it ends; of an unknown pane only the panes are told. */
function outcome(value: unknown): FlowOutcome {
  if (typeof value === 'string' && value.startsWith(CANCEL_AT))
    return `${CANCEL_AT}${oneOf(value.slice(CANCEL_AT.length), 'The pane of cancel_at', LEFT_AT)}`;
  if (value === 'cancel_at')
    throw new ScenarioError('outcome is "cancel_at". Name the pane too, as in cancel_at:account_picker.');
  return oneOf(value, 'outcome', FLOW_OUTCOMES);
}

/** `accounts[]=a`, `accounts[0]=a`, a list, or one name. */
function accounts(value: unknown): readonly string[] {
  if (typeof value === 'string') return [text(value, 'accounts')];
  const names: readonly unknown[] | undefined = Array.isArray(value)
    ? value
    : isObject(value) && Object.keys(value).every((key) => /^\d+$/.test(key))
      ? Object.values(value)
      : undefined;
  if (names === undefined || names.length === 0)
    throw new ScenarioError(sentence`accounts is ${shown(value)}. Write a list of names of accounts.`);
  return names.map((name, at) => text(name, `accounts[${at}]`));
}

const TYPED = ['routing_number', 'account_number'] as const;

function typedIn(value: unknown): NonNullable<FlowScenario['manual_entry']> {
  if (!isObject(value))
    throw new ScenarioError(sentence`manual_entry is ${shown(value)}. Write its ${TYPED.join(' and ')}.`);
  checkNames(value, TYPED, 'manual_entry');
  const number = (name: (typeof TYPED)[number]) => text(value[name], `manual_entry[${name}]`);
  return { routing_number: number('routing_number'), account_number: number('account_number') };
}

/** A reader each. */
const READERS: {
  readonly [Name in keyof FlowScenario]-?: (value: unknown) => NonNullable<FlowScenario[Name]>;
} = {
  institution: (value) => text(value, 'institution'),
  accounts,
  manual_entry: typedIn,
  save_pane: (value) => oneOf(value, 'save_pane', SAVE_PANES),
  outcome,
  show: (value) => oneOf(value, 'show', SHOWS),
};
// A cast: Object.keys forgets which names a record has.
const SCENARIO_NAMES = Object.keys(READERS) as readonly (keyof FlowScenario)[];

interface Members {
  readonly [name: string]: unknown;
}

const isObject = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function checkNames(value: Members, known: readonly string[], place: string): void {
  const unknown = Object.keys(value).find((name) => !known.includes(name) && value[name] !== undefined);
  if (unknown === undefined) return;
  throw new ScenarioError(sentence`${place} has no "${unknown}".${ours(suggestionOrAll(unknown, known))}`);
}

/** Where a name in brackets puts its value: `accounts[]`, `accounts[0]`, `manual_entry[routing_number]`. */
function put(members: Record<string, unknown>, name: string, value: string): void {
  const [, outer = name, inner] = /^([^[]+)\[([^\]]*)\]$/.exec(name) ?? [];
  if (inner === undefined) {
    members[outer] = value;
    return;
  }
  const held = isObject(members[outer]) ? members[outer] : {};
  members[outer] = { ...held, [inner === '' ? String(Object.keys(held).length) : inner]: value };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part.split('+').join(' '));
  } catch {
    throw new ScenarioError(sentence`"${part}" is not encoded as a part of a URL is.`);
  }
}

function fromForm(form: string): Members {
  const members: Record<string, unknown> = {};
  for (const pair of form.split('&')) {
    if (pair === '') continue;
    const equals = pair.indexOf('=');
    if (equals < 0) throw new ScenarioError(sentence`"${pair}" has no value. Write ${pair}=….`);
    put(members, decoded(pair.slice(0, equals)), decoded(pair.slice(equals + 1)));
  }
  return members;
}

function fromJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw new ScenarioError(sentence`"${json}" is no JSON.`);
  }
}

/** What a text says: JSON, a form, or the word of an outcome. */
function fromText(written: string): unknown {
  if (/^\s*[{["]/.test(written)) return fromJson(written);
  if (written.includes('=')) return fromForm(written);
  const word = written.trim();
  if (OUTCOMES.includes(word) || word.startsWith('cancel_at')) return { outcome: word };
  throw new ScenarioError(
    sentence`"${written}" is no scenario.${ours(suggestionOrAll(word, FLOW_OUTCOMES))} Write the word of an outcome, JSON, or a form such as institution=…&accounts[]=….`,
  );
}

function checkTogether({ accounts: picked, institution, manual_entry: typed }: FlowScenario): void {
  if (typed === undefined || (picked === undefined && institution === undefined)) return;
  const other = picked === undefined ? 'institution' : 'accounts';
  throw new ScenarioError(
    `Either a bank account is typed in, or one is picked: leave ${other} or manual_entry away.`,
  );
}

/**
 * The scenario that is meant by an object, or by a text: an outcome's word (`success`, `cancel_at:account_picker`), JSON, or
 * a form (`institution=…&accounts[]=…`). Throws a ScenarioError. Whether there is such an institution is not looked at.
 */
export function readScenario(value: unknown): FlowScenario {
  const members = typeof value === 'string' ? fromText(value) : value;
  if (!isObject(members))
    throw new ScenarioError(
      sentence`The scenario is ${shown(members)}. Write an object with any of ${SCENARIO_NAMES.join(', ')}.`,
    );
  checkNames(members, SCENARIO_NAMES, 'The scenario');
  const read = SCENARIO_NAMES.flatMap((name) =>
    members[name] === undefined ? [] : [[name, READERS[name](members[name])] as const],
  );
  // A cast, because the type of `fromEntries` does not tell which name has which value: each has its reader's.
  const scenario = Object.fromEntries(read) as FlowScenario;
  checkTogether(scenario);
  return scenario;
}

/** The pane at which the user leaves; `first` is the first one that is shown, undefined that the user does not leave. */
export function leavingAt(how: FlowOutcome | undefined): Pane | 'first' | undefined {
  if (how === 'cancel') return 'first';
  return LEFT_AT.find((pane) => how === `${CANCEL_AT}${pane}`);
}

/** What is wrong where a flow is at its end and the user has not left, though the scenario says where. */
export const neverLeft = (pane: Pane): string =>
  `The scenario leaves at ${pane}: the flow has come to its end without that pane.`;
