import { errors } from '../../core/catalogue.ts';

/** Refuses what is to live in the time of a test clock: docs/decisions/018-no-test-clocks.md. */
export function refuseTestClock({ test_clock: clock }: { readonly test_clock?: string }): void {
  if (clock !== undefined) throw errors.testClocksRefused('test_clock');
}
