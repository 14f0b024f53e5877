/** Stripe's test tokens of cards begin with a word (`tok_visa`); those that it makes, with a digit. */
export const TEST_TOKEN = /^tok_[A-Za-z]{2,}(?:[A-Z_]\w*)?$/;
