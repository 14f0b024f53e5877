/** The same members in the order of Stripe's answers, the alphabet's (recorded), where they come from several places. */
export const alphabetical = <Fields extends object>(fields: Fields): Fields =>
  // A cast: they are the same members.
  Object.fromEntries(Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1))) as Fields;
