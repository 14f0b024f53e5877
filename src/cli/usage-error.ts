/** An error in what the user typed. The message says what failed, why, and what to do. Exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
