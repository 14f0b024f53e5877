import { describe, expect, it } from 'vitest';
import { checkExpand } from '../../src/core/expand.ts';
import { EXPANDABLE_IN_PREVIEWS } from '../../src/model/expandable.ts';
import { expandableIn } from '../../src/model/versions/expansion.ts';
import { NEWEST_PREVIEW, NEWEST_VERSION } from '../../src/model/versions/version-string.ts';
import { type Shape, stripeTypes } from '../support/stripe-types.ts';

const { definitions, variants } = stripeTypes('previewObjects');

const fieldsOf = (shape: Shape | undefined): Readonly<Record<string, Shape>> => {
  if (typeof shape !== 'object') return {};
  if ('u' in shape) return Object.assign({}, ...shape.u.map(fieldsOf));
  if ('r' in shape) return fieldsOf(definitions[shape.r]);
  return 'o' in shape ? shape.o : {};
};

/** An id in the place of an object, or null. */
const isExpandable = (shape: Shape): boolean =>
  typeof shape === 'object' &&
  'u' in shape &&
  shape.u.includes('s') &&
  shape.u.some((one) => typeof one === 'object' && 'r' in one);

/** The paths of an object, or of a hash of it, on which the SDK has an id or the object. */
const pathsIn = (shape: Shape | undefined, under = ''): readonly string[] =>
  Object.entries(fieldsOf(shape)).flatMap(([written, inner]) => {
    const path = under + written.replace('?', '');
    if (isExpandable(inner)) return [path];
    return path.includes('.') ? [] : pathsIn(inner, `${path}.`);
  });

const takes = (version: string, type: string, path: string): boolean => {
  try {
    checkExpand(expandableIn(version), type, false, path);
    return true;
  } catch {
    return false;
  }
};

const TYPES = Object.keys(EXPANDABLE_IN_PREVIEWS);

describe('expand in previews', () => {
  it.each(TYPES)('takes every id of a %s that the SDK of previews lets be an object', (type) => {
    const paths = pathsIn(definitions[variants[type] ?? '']);

    expect(paths.length).toBeGreaterThan(0);
    expect(paths.filter((path) => !takes(NEWEST_PREVIEW, type, path))).toEqual([]);
  });

  it('takes more than elsewhere', () => {
    const account = 'financial_connections.account';

    expect(takes(NEWEST_PREVIEW, account, 'institution')).toBe(true);
    expect(takes(NEWEST_VERSION, account, 'institution')).toBe(false);
    expect(takes(NEWEST_PREVIEW, account, 'authorization')).toBe(false);
    expect(takes(NEWEST_PREVIEW, account, 'ownership')).toBe(true);
  });
});
