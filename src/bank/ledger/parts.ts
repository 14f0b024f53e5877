import type { Part, PartName } from './part.ts';
import { BUSINESSES } from './personas/businesses.ts';
import { CREDIT } from './personas/credit.ts';
import { EMPLOYEES } from './personas/employees.ts';
import { HOUSEHOLDS } from './personas/households.ts';
import { INDEPENDENT } from './personas/independent.ts';

/** What makes each account of each persona live. */
export const PARTS: Readonly<Record<PartName, Part>> = {
  ...EMPLOYEES,
  ...HOUSEHOLDS,
  ...INDEPENDENT,
  ...BUSINESSES,
  ...CREDIT,
};
