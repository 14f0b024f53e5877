import { isHash } from './form.ts';
import { hash, optional, type Shape, timestamp } from './shape.ts';

const RANGE = hash({
  gt: optional(timestamp),
  gte: optional(timestamp),
  lt: optional(timestamp),
  lte: optional(timestamp),
});

/** The bounds of a time filter, both inclusive, in Unix seconds. */
export interface TimeRange {
  readonly from: number;
  readonly to: number;
}

/** `created=…` or `created[gt|gte|lt|lte]=…`. */
export const timeRange: Shape<TimeRange> = (value, path, voice) => {
  if (!isHash(value)) {
    const at = timestamp(value, path, voice);
    return { from: at, to: at };
  }
  const { gt, gte, lt, lte } = RANGE(value, path, voice);
  const from = Math.max(
    gte ?? Number.NEGATIVE_INFINITY,
    gt === undefined ? Number.NEGATIVE_INFINITY : gt + 1,
  );
  const to = Math.min(lte ?? Number.POSITIVE_INFINITY, lt === undefined ? Number.POSITIVE_INFINITY : lt - 1);
  return { from, to };
};

export const isWithin = ({ from, to }: TimeRange, seconds: number): boolean =>
  seconds >= from && seconds <= to;
