/** Stripe's test tokens begin with a word (`tok_visa`, `btok_us_verified`); those that it makes, with a digit. */
export const TEST_TOKEN = /^b?tok_[A-Za-z]{2,}(?:[A-Z_]\w*)?$/;
