/**
 * The bytes of a body, of an answer or of a webhook: indented by two spaces, empty lists and objects tight, no newline
 * at the end, as Stripe's are (recorded: 710 interactions of 2022 to 2026). Whoever writes a body writes it with this, so
 * that a receiver that verifies what it has parsed and written anew fails here as it does there.
 */
export const jsonText = (body: unknown): string => JSON.stringify(body, null, 2);
