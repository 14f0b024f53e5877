import type { styleText } from 'node:util';
import { cut } from '../core/sentence.ts';
import type { Log, LogEntry } from '../model/settings.ts';
import { nodeUtil } from '../server/node-modules.ts';
import type { Plan } from './plan.ts';

/** How many characters a line has of one text. */
const MOST_PRINTED = 2_000;

type Style = Parameters<typeof styleText>[0];
/** Colours a text, or leaves it as it is where colours are not wanted. */
export type Paint = (style: Style, text: string) => string;

const plain: Paint = (_, text) => text;

/** Node looks at NO_COLOR, FORCE_COLOR and whether the stream is a terminal: once, because it takes its time. */
export function paintFor(stream: NodeJS.WriteStream, colour: boolean): Paint {
  const isPainted = colour && nodeUtil().styleText('dim', 'text', { stream }) !== 'text';
  return isPainted ? (style, text) => nodeUtil().styleText(style, text, { validateStream: false }) : plain;
}

export interface Output {
  readonly log: Log;
  /** Writes what comes first, and then whatever was logged before it. */
  begin(first: string): void;
}

interface OutputOptions {
  readonly stream: NodeJS.WriteStream;
  readonly format: Plan['format'];
  readonly level: Plan['level'];
  readonly paint: Paint;
}

/** Writes one line an entry, none of them before `begin`. */
export function makeOutput({ stream, format, level, paint }: OutputOptions): Output {
  const lines = batched(stream);
  let early: LogEntry[] | undefined = [];
  // A reader that closes the pipe, as `head` does, must not end the server.
  stream.on('error', () => {});
  const write = (entry: LogEntry): void => {
    if (isLeftOut(entry, level)) return;
    lines.add(`${format === 'json' ? jsonLine(entry) : textLine(entry, level, paint)}\n`);
  };
  return {
    log: (entry) => {
      if (early === undefined) write(entry);
      else early.push(entry);
    },
    begin: (first) => {
      stream.write(first);
      for (const entry of early ?? []) write(entry);
      early = undefined;
    },
  };
}

/** Gathers what is said in one turn into one write: each is a call of the system, which costs as much as an answer. */
function batched(stream: NodeJS.WriteStream): { add(text: string): void } {
  let waiting = '';
  const write = (): void => {
    if (waiting === '') return;
    const text = waiting;
    waiting = '';
    stream.write(text);
  };
  // What was said last is often why a process ends.
  process.on('exit', write);
  return {
    add: (text) => {
      if (waiting === '') setImmediate(write);
      waiting += text;
    },
  };
}

/** Whether an entry is not printed. A request's line shows its notices, so these are printed only if requests are not. */
function isLeftOut({ kind, requestId }: LogEntry, level: Plan['level']): boolean {
  if (level === 'quiet') return kind === 'request' || kind === 'delivery';
  return kind === 'notice' && requestId !== undefined;
}

/** `event` names the kind of line; the id of Stripe's event goes by `eventId`. */
export function jsonLine({ kind, text, event, ...details }: LogEntry): string {
  const isSentence = kind === 'notice' || kind === 'error';
  const line = {
    event: kind,
    time: new Date().toISOString(),
    ...(isSentence ? { message: text } : {}),
    ...(event === undefined ? {} : { eventId: event }),
    ...details,
  };
  return JSON.stringify(line, (_, value: unknown) =>
    typeof value === 'string' ? cut(value, MOST_PRINTED) : value,
  );
}

const two = (number: number): string => String(number).padStart(2, '0');

let stamped = { second: Number.NaN, text: '' };

/** Local time as in the lines of Stripe's CLI. */
function stamp(atMs: number): string {
  const second = Math.floor(atMs / 1000);
  if (second === stamped.second) return stamped.text;
  const at = new Date(atMs);
  const date = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  const text = `${date} ${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
  stamped = { second, text };
  return text;
}

/** One entry for people; what explains it stands indented on a line of its own. */
export function textLine(
  entry: LogEntry,
  level: Plan['level'],
  paint: Paint,
  at: Date | number = Date.now(),
): string {
  return `${paint('dim', stamp(Number(at)))} ${WRITTEN[entry.kind](entry, level, paint)}`;
}

const WRITTEN: Readonly<
  Record<LogEntry['kind'], (entry: LogEntry, level: Plan['level'], paint: Paint) => string>
> = {
  request: requestText,
  delivery: deliveryText,
  notice: ({ text }, _, paint) => `${paint('yellow', 'note')} ${inLines(text)}`,
  error: ({ text }, _, paint) => `${paint('red', 'error')} ${cut(text, MOST_PRINTED)}`,
};

const INDENT = `\n${' '.repeat(22)}`;

function statusText(status: unknown, paint: Paint): string {
  if (typeof status !== 'number') return paint('red', '[ERROR]');
  const colour = status < 300 ? 'green' : status < 500 ? 'yellow' : 'red';
  return paint(colour, `[${status}]`);
}

/** As a line shows it: not endless, and without control characters, because what clients send must not control a terminal. */
const printable = (text: unknown): string => {
  const line = cut(String(text), MOST_PRINTED);
  if (!/\p{Cc}/u.test(line)) return line;
  return line.replace(/\p{Cc}/gu, (character) => JSON.stringify(character).slice(1, -1));
};

/** A text of several lines, as the message of an assertion is one: without what coloured it. */
const inLines = (text: string): string =>
  nodeUtil().stripVTControlCharacters(cut(text, MOST_PRINTED)).split('\n').map(printable).join(INDENT);

const messageOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : String(error);

function requestText(
  { method, path, status, requestId, key, durationMs, note, error }: LogEntry,
  level: Plan['level'],
  paint: Paint,
): string {
  const id = requestId === undefined ? '' : ` ${paint('dim', `[${String(requestId)}]`)}`;
  const took = typeof durationMs === 'number' ? ` ${durationMs.toFixed(1)} ms` : '';
  const more = level === 'verbose' ? paint('dim', ` ${String(key ?? 'no key')}${took}`) : '';
  const line = `${statusText(status, paint)} ${String(method)} ${printable(path)}${id}${more}`;
  const below = [error === undefined ? undefined : messageOf(error), note].filter(
    (text) => text !== undefined && text !== null,
  );
  return line + below.map((text) => INDENT + printable(text)).join('');
}

function deliveryText(
  { type, event, url, status, attempt, error, direction }: LogEntry,
  level: Plan['level'],
  paint: Paint,
): string {
  const id = paint('dim', `[${String(event)}]`);
  const again =
    typeof attempt === 'number' && (attempt > 1 || level === 'verbose')
      ? paint('dim', ` attempt ${attempt}`)
      : '';
  if (direction === '-->') return `  --> ${paint('bold', printable(type))} ${id}${again}`;
  const where = `POST ${typeof url === 'string' ? printable(url) : 'webhook in this process'}`;
  const why = error === undefined || error === null ? '' : INDENT + printable(messageOf(error));
  return ` <--  ${statusText(status, paint)} ${where} ${id}${again}${why}`;
}
