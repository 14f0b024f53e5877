/** Whether a version is older than a date: what follows the date, a train or flags, plays no part. */
export const isBefore = (version: string, date: string): boolean => version.slice(0, date.length) < date;
