import { errors } from '../../core/catalogue.ts';
import { type Shape, scalar } from '../../core/shape.ts';

/* Texts that have a form. */

const MAX_EMAIL = 512;

// Recorded refusal: "not-an-email". Anything with an @ between other characters passes (assumed).
export const email: Shape<string> = (value, path) => {
  const text = scalar(value, path);
  if (text.length > MAX_EMAIL) throw errors.stringTooLong(path, text, MAX_EMAIL);
  if (!/^[^\s@]+@[^\s@]+$/.test(text)) throw errors.emailInvalid(text, path);
  return text;
};

/** An address on the web or in an app, which has a scheme of its own (stripe-node types: return_url). */
export const returnUrl: Shape<string> = (value, path) => {
  const text = scalar(value, path);
  if (!/^[a-z][a-z\d+.-]*:/i.test(text)) throw errors.urlInvalid(path, 'scheme');
  return text;
};

const MAX_DESCRIPTOR = 22;

/**
 * Docs: get-started/account/statement-descriptors. Of its other rules, for some characters and a minimum, no refusal was
 * seen: they are let pass.
 */
export const statementDescriptor: Shape<string> = (value, path) => {
  const text = scalar(value, path);
  if (text.length > MAX_DESCRIPTOR) throw errors.statementDescriptorTooLong(path, MAX_DESCRIPTOR);
  if (!/[A-Za-z]/.test(text)) throw errors.statementDescriptorWithoutLetter(path);
  return text;
};
