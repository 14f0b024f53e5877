import { errors } from '../../core/catalogue.ts';
import { type FormHash, isHash } from '../../core/form.ts';
import { sentence } from '../../core/sentence.ts';
import { bracketed, DATED_PARAMETERS, type DatedParameter } from './parameters.ts';
import {
  type Boundary,
  isBefore,
  isPreview,
  LAST_BEFORE,
  NEWEST_PREVIEW,
  NEWEST_VERSION,
} from './version-string.ts';

/* What a call may ask for in its version: parameters that came or went, and what is said of them. */

/** The version of a call, and whether the call or the configuration has named it: null if it is just the newest. */
export interface AskedVersion {
  readonly version: string;
  readonly askedVersion: string | null;
}

type Status = 'taken' | 'taken because no version is named' | 'refused';

function statusOf(row: DatedParameter, { version, askedVersion }: AskedVersion): Status {
  const { removedIn, removedInPreviews, since, unlessNamed, ofPreviews } = row;
  if (ofPreviews !== undefined) return ofPreviews === 'taken' && isPreview(version) ? 'taken' : 'refused';
  if (since !== undefined) return isBefore(version, since) ? 'refused' : 'taken';
  if (removedIn === undefined || isBefore(version, removedIn, removedInPreviews)) return 'taken';
  return unlessNamed === true && askedVersion === null ? 'taken because no version is named' : 'refused';
}

/** How a version is chosen, as the end of a note. */
function choosing({ version, askedVersion }: AskedVersion, other: string): string {
  const present =
    askedVersion === null
      ? sentence`This call names no version, and is answered in ${version}`
      : sentence`This call has version ${version}`;
  return `${present}: send Stripe-Version: ${other}, or choose it for all calls that name none with --api-version ${other} (apiVersion in code).`;
}

function noteOn(row: DatedParameter, status: Status, asked: AskedVersion): string | undefined {
  const { path, since, removedIn, instead } = row;
  const name = `\`${bracketed(path)}\``;
  if (row.ofPreviews === 'not emulated')
    return `${name} is a parameter of previews, such as ${NEWEST_PREVIEW}, and ${instead}.`;
  if (status === 'taken') return undefined;
  if (row.ofPreviews === 'taken')
    return `${name} is a parameter of previews, and ${instead}. ${choosing(asked, NEWEST_PREVIEW)}`;
  if (since !== undefined)
    return `${name} came with ${since}; before it, ${instead}. ${choosing(asked, NEWEST_VERSION)}`;
  if (removedIn === undefined) return undefined;
  if (status === 'refused')
    return `${name} works in versions before ${removedIn}; since then ${instead}. ${choosing(asked, LAST_BEFORE[removedIn])}`;
  return `${name} is taken because this call names no version: ${removedIn} and later refuse it, and ${instead}. Send Stripe-Version: ${NEWEST_VERSION} to see so.`;
}

const ROWS = new Map<string, DatedParameter[]>();
for (const row of DATED_PARAMETERS)
  for (const operation of row.operations) ROWS.set(operation, [...(ROWS.get(operation) ?? []), row]);

function isGiven(form: FormHash, path: readonly string[]): boolean {
  let value: unknown = form;
  for (const name of path) {
    if (!isHash(value) || !Object.hasOwn(value, name)) return false;
    value = value[name];
  }
  return true;
}

/**
 * The parameters as the newest version would have them. Refuses those that the version of the call does not have; `note`
 * is told which are, and why the others are not.
 */
export function newestForm(
  operation: string,
  form: FormHash,
  asked: AskedVersion,
  note: (text: string) => void,
): FormHash {
  const given = ROWS.get(operation)?.filter(({ path }) => isGiven(form, path)) ?? [];
  if (given.length === 0) return form;
  const judged = given.map((row) => ({ row, status: statusOf(row, asked) }));
  for (const { row, status } of judged) {
    const text = noteOn(row, status, asked);
    if (text !== undefined) note(text);
  }
  const refused = judged.flatMap(({ row, status }) => (status === 'refused' ? [row] : []));
  for (const { refusal } of refused) if (refusal !== undefined) throw refusal();
  const gone = refused.filter(({ unlessNamed }) => unlessNamed === true).map(({ path }) => bracketed(path));
  // The others are in no table of parameters: they are complained of with whatever else is unknown.
  if (gone.length > 0) throw errors.parameterUnknown(gone);
  return judged.reduce(
    (newer, { row, status }) => (status === 'refused' ? newer : (row.rewrite?.(newer) ?? newer)),
    form,
  );
}

/** What is said of a property that could once be expanded. */
export const noteOnExpansion = (
  path: string,
  before: Boundary,
  instead: string,
  asked: AskedVersion,
): string =>
  `${sentence`\`${path}\``} can be expanded in versions before ${before}; since then ${instead}. ${choosing(asked, LAST_BEFORE[before])}`;

/** What is said of an endpoint that only previews have, to a call in another version. */
export const noteOnEndpoint = (asked: AskedVersion): string =>
  `Only previews have this endpoint. ${choosing(asked, NEWEST_PREVIEW)}`;

/** The same of a value that only previews take. */
export const noteOnValue = (asked: AskedVersion): string =>
  `Previews take what this call asks for. ${choosing(asked, NEWEST_PREVIEW)}`;
