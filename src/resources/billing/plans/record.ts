import type { Price } from '../../../model/wire.ts';

export { planOf } from '../../../model/plan.ts';

/** What changed of a plan when its price did; undefined where nothing did that a plan shows. */
export function previousOfPlan({ active, metadata, nickname }: Partial<Price>): object | undefined {
  const previous = {
    ...(active === undefined ? {} : { active }),
    ...(metadata === undefined ? {} : { metadata }),
    ...(nickname === undefined ? {} : { nickname }),
  };
  return Object.keys(previous).length === 0 ? undefined : previous;
}
