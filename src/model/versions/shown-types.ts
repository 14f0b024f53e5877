import { isObjectType, OBJECT_TYPES, type ObjectType } from '../records.ts';

/** What is made of what is kept or is a part of it, and has a form of its own in older versions. */
const MADE = ['item', 'plan', 'subscription_item'] as const;

/** What answers and events show. */
export type ShownType = ObjectType | (typeof MADE)[number];

export const SHOWN_TYPES: readonly ShownType[] = [...OBJECT_TYPES, ...MADE];

export const isShownType = (type: string): type is ShownType =>
  isObjectType(type) || MADE.some((made) => made === type);
