import { errors } from '../../core/catalogue.ts';
import { isHash } from '../../core/form.ts';
import { oneOf } from '../../core/shape.ts';
import type { Token } from '../../model/wire.ts';
import { BANK_ACCOUNT_STATUSES } from '../../model/words.ts';
import { completeToken, TOKEN as TYPE } from '../../resources/tokens/record.ts';
import { numberedFields, planShown } from './bank-accounts.ts';
import { checkedFields, VOICE, withoutFixed } from './fields.ts';
import { type Given, keptOf, type PreparedObject } from './preparation.ts';

// What becomes of it follows from its status.
const BANK_WORDS = { status: oneOf(...BANK_ACCOUNT_STATUSES) };

/** A token as it is made of a bank account, or of personal data. */
export function preparedToken({ scope, fields, where }: Given): PreparedObject<Token> {
  const { bank_account: bank = {}, ...given } = withoutFixed(fields, TYPE, where);
  const place = `${where}.bank_account`;
  if (!isHash(bank)) throw VOICE.wrong(place, bank, 'Write a hash', errors.invalidHash(place));
  const template = completeToken(scope, { id: 'template', bank_account: { id: 'template' } });
  const { bank_account: account = {}, ...token } = template;
  const checked = checkedFields(token, given, TYPE, where, { type: oneOf('bank_account', 'pii') });
  const kept = { ...keptOf(scope, TYPE, checked.id ?? ''), ...checked };
  const numbered = numberedFields(withoutFixed(bank, 'bank_account', place), place);
  const details = {
    ...numbered.numbers,
    ...checkedFields(account, numbered.fields, 'bank_account', place, BANK_WORDS),
  };
  const record = completeToken(scope, { ...kept, bank_account: details });
  return {
    scope,
    id: record.id,
    references: [],
    put() {
      // A token that is used up stands for nothing.
      const { bank_account: shown, used } = record;
      if (shown !== undefined && !used) {
        const known = numbered.plan ?? scope.facts.bankAccounts.get(record.id);
        scope.facts.bankAccounts.set(record.id, known ?? planShown(shown));
      }
      return scope.tables[TYPE].put(record);
    },
  };
}
