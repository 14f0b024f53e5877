import { afterEach } from 'vitest';
import { thrownJobs } from './thrown-jobs.ts';

/* Set up for every file, in vitest.config.ts; it is run for each, where what it imports may be there from the file before. */

afterEach(() => {
  const [first] = thrownJobs();
  if (first !== undefined) throw first;
});
