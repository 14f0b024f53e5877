import { errors } from '../../core/catalogue.ts';
import { checkExpand, type ExpandableTypes, mergedTypes } from '../../core/expand.ts';
import { EXPANDABLE_IN_PREVIEWS, expandable } from '../expandable.ts';
import { type AskedVersion, noteOnExpansion } from './asking.ts';
import type { Change } from './change.ts';
import { CHANGES } from './changes.ts';
import { isBefore, isPreview } from './version-string.ts';

type Expanding = Change & { readonly expandable: NonNullable<Change['expandable']> };

const isExpanding = (change: Change): change is Expanding => change.expandable !== undefined;

const EXPANDING = CHANGES.filter(isExpanding);

// By how many changes are undone: they are told newest first, so that a version undoes the first so many.
const views: ExpandableTypes[] = [];

function viewWithout(undone: number): ExpandableTypes {
  views[0] ??= expandable();
  for (const change of EXPANDING.slice(views.length - 1, undone))
    views.push(mergedTypes(views.at(-1) ?? expandable(), change.expandable.types));
  return views[undone] ?? expandable();
}

const viewsOfPreviews = new Map<number, ExpandableTypes>();

/** The same in a preview. */
function previewWithout(undone: number): ExpandableTypes {
  const known = viewsOfPreviews.get(undone) ?? mergedTypes(viewWithout(undone), EXPANDABLE_IN_PREVIEWS);
  viewsOfPreviews.set(undone, known);
  return known;
}

/** What can be expanded in a version. */
export function expandableIn(version: string): ExpandableTypes {
  const undone = EXPANDING.filter((change) => isBefore(version, change.version)).length;
  return isPreview(version) ? previewWithout(undone) : viewWithout(undone);
}

/** What is asked: an operation that answers an object of a type, or a list of such. */
interface Asking {
  readonly answers: string;
  readonly list: boolean;
  readonly name: string;
}

/**
 * Refuses a path that the answer does not have in the version of the call, in other words where earlier versions have it;
 * `note` is told which those are.
 */
export function checkExpansion(
  asking: Asking,
  path: string,
  asked: AskedVersion,
  note: (text: string) => void,
): void {
  // New accounts cannot have it in any version (changelog 2025-03-31.basil); searches still tell it.
  if (asking.list && !asking.name.endsWith('/search') && /^(data\.)?total_count$/.test(path))
    throw errors.propertyForbidden(path, 'expand');
  try {
    checkExpand(expandableIn(asked.version), asking.answers, asking.list, path);
  } catch (refusal) {
    const before = EXPANDING.find((_, at) => takes(viewWithout(at + 1), asking, path));
    if (before === undefined) throw refusal;
    note(noteOnExpansion(path, before.version, before.expandable.instead, asked));
    checkExpand(expandableIn(asked.version), asking.answers, asking.list, path, errors.propertyGone);
  }
}

function takes(types: ExpandableTypes, { answers, list }: Asking, path: string): boolean {
  try {
    checkExpand(types, answers, list, path);
    return true;
  } catch {
    return false;
  }
}
