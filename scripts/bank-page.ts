import { PERSONAS, type TestAccount } from '../src/bank/institutions.ts';
import { table } from './markdown.ts';

const SIGNS: Readonly<Record<string, string>> = { usd: '$', eur: '€' };

/** `$1,234.50`, and a minus before it for what is owed. */
function written(currency: string, amount: number): string {
  const [whole = '', cents = ''] = (Math.abs(amount) / 100).toFixed(2).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return `${amount < 0 ? '−' : ''}${SIGNS[currency] ?? `${currency} `}${grouped}.${cents}`;
}

const figures = ({ balance }: TestAccount): string =>
  balance == null
    ? 'none'
    : Object.entries(balance.current)
        .map(([currency, amount]) => written(currency, amount))
        .join(' and ');

const kindOf = ({ subcategory = 'checking' }: TestAccount): string => subcategory.replaceAll('_', ' ');

/** Each persona, what it is for, and its accounts with the `current` that they have at linking. */
export const personasTable = (): string =>
  table(
    ['persona', 'what it is for', 'accounts, with `current` at linking'],
    PERSONAS.map(({ name, about, accounts }) => [
      `\`${name}\``,
      about,
      accounts.map((account) => `${kindOf(account)} ${figures(account)}`).join('; '),
    ]),
  );
