import type { SavedAnswer } from '../core/idempotency.ts';
import type { Deliveries } from '../model/deliveries.ts';
import type { Facts } from '../model/facts.ts';
import type { QueuedJob } from '../model/jobs.ts';
import type { Tables } from '../model/records.ts';
import type { LoggedRequest } from '../sandbox/request-log.ts';

/** What one account of a staged world has; the events of all accounts are in the platform's table. */
export interface StagedScope {
  readonly account: string | null;
  readonly tables: Tables;
  readonly facts: Facts;
  readonly answers: readonly (readonly [key: string, answer: SavedAnswer])[];
}

/**
 * A whole sandbox beside the one that it is to replace: read from a document, part by part, while nothing of the sandbox
 * is touched.
 */
export interface StagedWorld {
  readonly nowMs: number;
  readonly ids: Readonly<Record<string, number>>;
  /** How many ids of requests have been given out. */
  readonly issued: number;
  /** The platform's first. */
  readonly scopes: readonly StagedScope[];
  readonly jobs: readonly QueuedJob[];
  readonly deliveries: Deliveries;
  /** Newest first. */
  readonly requests: readonly LoggedRequest[];
}
