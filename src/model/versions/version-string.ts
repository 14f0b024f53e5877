import { errors } from '../../core/catalogue.ts';

/** The newest version the emulator knows: the one that `stripe@23` sends. */
export const NEWEST_VERSION = '2026-10-28.endive';

/** The newest preview it knows: that of stripe 22.7.0-beta.1. */
export const NEWEST_PREVIEW = '2026-08-26.preview';

/** Versions by which a note says how to get at what a later one no longer has: the last before each break. */
export const LAST_BEFORE = {
  '2022-08-01': '2020-08-27',
  '2022-11-15': '2022-08-01',
  '2023-08-16': '2022-11-15',
  '2024-04-10': '2023-10-16',
  '2025-03-31.basil': '2025-02-24.acacia',
  '2025-09-30.clover': '2025-08-27.basil',
  '2026-03-25.dahlia': '2026-02-25.clover',
  '2026-09-30.endive': '2026-08-26.dahlia',
} as const;

/** A version in which something was taken away or renamed (docs: changelog). */
export type Boundary = keyof typeof LAST_BEFORE;

/** A version, taken apart: `2022-08-01; financial_connections_transactions_beta=v1`. */
interface Parsed {
  /** By which versions are ordered: from 2024-09-30.acacia on a month has one, and its train follows from it. */
  readonly date: string;
  readonly train: string | null;
  /** What previews have besides is there. */
  readonly isPreview: boolean;
}

const VERSION = /^((\d{4})-(\d{2})-(\d{2}))(?:\.([a-z]+))?$/;
const FLAG = /^[\w.-]+(\s*=\s*[\w.-]+)?$/;
// Trains that still have versions to come: later ones than the newest known only add (docs: api/versioning).
const OPEN_TRAINS: readonly string[] = ['endive', 'preview'];

/** By which programs ask for what previews have, in whichever version (seen in public code, 2022 to 2026). */
const BETAS: readonly string[] = [
  'financial_connections_relink_api_beta',
  'financial_connections_transactions_beta',
];

const isBeta = (flag: string): boolean => BETAS.includes((flag.split('=')[0] ?? '').trim());

/** The parts of a version; undefined for what is none. */
function parsedVersion(text: string): Parsed | undefined {
  const [name = '', ...flags] = text.split(';').map((part) => part.trim());
  const [, date = '', , month, day, train = null] = VERSION.exec(name) ?? [];
  const isDate = Number(month) >= 1 && Number(month) <= 12 && Number(day) >= 1 && Number(day) <= 31;
  // Flags are accepted, whichever they are, and most change nothing; `;` at the end names none.
  if (!isDate || !flags.every((flag) => flag === '' || FLAG.test(flag))) return undefined;
  return { date, train, isPreview: train === 'preview' || flags.some(isBeta) };
}

const NEWEST = NEWEST_VERSION.slice(0, 10);

// Remembered, because a client sends the same version with every request.
const known = new Map<string, Parsed>();
const MAX_KNOWN = 1000;
const MAX_LENGTH = 200;

function parsed(text: string): Parsed | undefined {
  const remembered = known.get(text);
  if (remembered !== undefined) return remembered;
  const found = parsedVersion(text);
  if (found !== undefined && known.size < MAX_KNOWN && text.length <= MAX_LENGTH) known.set(text, found);
  return found;
}

/**
 * Refuses what is not well-formed, or later than the newest known and of a train that has ended (the sentence is recorded,
 * the bound assumed). With or without flags; a date between two versions is taken for the earlier one.
 */
export function checkVersion(text: string): string {
  const version = parsed(text);
  if (version === undefined) throw errors.invalidVersion(text);
  if (version.date > NEWEST && !OPEN_TRAINS.includes(version.train ?? '')) throw errors.invalidVersion(text);
  return text;
}

/** Whether what previews have besides is there in a version: it is of their train, or has a flag that asks for it. */
export const isPreview = (version: string): boolean => parsed(version)?.isPreview === true;

/** Whether `version` is older than `boundary`; previews may have a change before the others. */
export function isBefore(version: string, boundary: string, inPreviews: string = boundary): boolean {
  // What is no version is refused elsewhere, and the refusal is in the form of the newest.
  const { date = NEWEST, train = null } = parsed(version) ?? {};
  return date < (train === 'preview' ? inPreviews : boundary).slice(0, 10);
}
