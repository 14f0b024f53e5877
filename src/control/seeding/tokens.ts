import { errors } from '../../core/catalogue.ts';
import { isHash } from '../../core/form.ts';
import { oneOf } from '../../core/shape.ts';
import type { Token } from '../../model/wire.ts';
import { completeToken } from '../../resources/tokens.ts';
import { checkedFields, VOICE, withoutFixed } from './fields.ts';
import { type Given, keptOf, type PreparedObject } from './preparation.ts';

const TYPE = 'token';

/** A token of a bank account as the authentication flow makes it. */
export function preparedToken({ scope, fields, where }: Given): PreparedObject<Token> {
  const { bank_account: bank = {}, ...given } = withoutFixed(fields, TYPE, where);
  const place = `${where}.bank_account`;
  if (!isHash(bank)) throw VOICE.wrong(place, bank, 'Write a hash', errors.invalidHash(place));
  const template = completeToken(scope, { id: 'template', bank_account: { id: 'template' } });
  const { bank_account: account = {}, ...token } = template;
  const checked = checkedFields(token, given, TYPE, where, { type: oneOf('bank_account') });
  const details = checkedFields(account, withoutFixed(bank, 'bank_account', place), 'bank_account', place);
  const record = completeToken(scope, {
    ...keptOf(scope, TYPE, checked.id ?? ''),
    ...checked,
    bank_account: details,
  });
  return { scope, id: record.id, references: [], put: () => scope.tables[TYPE].put(record) };
}
