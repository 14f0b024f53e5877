/** A mistake of the program's, which is thrown: a result tells of what has happened to a user. */
export class IntegrationError extends Error {
  override readonly name = 'IntegrationError';
}
