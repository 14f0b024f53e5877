import type { Deliveries } from '../../model/deliveries.ts';
import type { QueuedJob } from '../../model/jobs.ts';
import type { LoggedRequest } from '../../sandbox/request-log.ts';
import type { ScopeContents } from '../../sandbox/scope.ts';

/** What one account of a staged world has; the events of all accounts are in the platform's table. */
export type StagedScope = ScopeContents;

/**
 * A whole sandbox beside the one that it is to replace: read from a document, part by part, while nothing of the sandbox
 * is touched.
 */
export interface StagedWorld {
  readonly nowMs: number;
  readonly ids: Readonly<Record<string, number>>;
  /** Undefined in older versions: that of the sandbox. */
  readonly bankSeed: number | null | undefined;
  /** How many ids of requests have been given out. */
  readonly issued: number;
  /** The platform's first. */
  readonly scopes: readonly StagedScope[];
  /** Those of an older version may get more. */
  readonly jobs: QueuedJob[];
  readonly deliveries: Deliveries;
  /** Newest first. */
  readonly requests: readonly LoggedRequest[];
}
