import { isHash } from '../../core/form.ts';
import { noTypesChosen, type ShownTypes } from '../../resources/intents/types.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { type Fields, parted } from './fields.ts';

/* What both kinds of intents have in common when they are put in place: by their parameters, or as they were answered. */

/** The options that are parameters of creation and that an intent shows: of other payment methods those of these names. */
export function givenOptions(
  { us_bank_account, ...others }: Fields,
  echoed: Readonly<Record<string, readonly string[]>>,
): Fields {
  const shown = Object.entries(echoed).map(([type, names]) => {
    const given = others[type];
    return [type, isHash(given) ? parted(given, names)[0] : given];
  });
  return { us_bank_account, ...Object.fromEntries(shown) };
}

/** The options that an intent may show, although creating it does not set them; not checked, since nothing depends on them. */
export const answeredOptions = ({ card, link }: Fields, ofCard: readonly string[]): Fields => ({
  card: isHash(card) ? parted(card, ofCard)[0] : {},
  link: isHash(link) ? link : {},
});

/**
 * What an intent may be paid with, if it is given as the API answers it: the types that result beside the parameter that
 * they result from, which no call may have together.
 */
export function answeredTypes(scope: Scope, given: Partial<ShownTypes>): ShownTypes | undefined {
  const {
    allowed_payment_method_types: allowed = null,
    automatic_payment_methods: automatic,
    excluded_payment_method_types: excluded = null,
    payment_method_types: types,
  } = given;
  const isChosen = allowed !== null || excluded !== null || automatic != null;
  const isAnswer = types === undefined ? automatic === null && !isChosen : isChosen;
  if (!isAnswer) return undefined;
  return {
    allowed_payment_method_types: allowed,
    automatic_payment_methods: automatic ?? null,
    excluded_payment_method_types: excluded,
    payment_method_types: types ?? noTypesChosen(scope).payment_method_types,
  };
}
