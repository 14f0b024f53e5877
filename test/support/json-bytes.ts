/** Whether a body has the bytes that Stripe would give it: two spaces, tight `[]` and `{}`, no newline at the end (recorded). */
export const isAsStripeWrites = (text: string): boolean => text === JSON.stringify(JSON.parse(text), null, 2);
