import { ADDITIONS } from '../src/model/versions/additions.ts';
import { CHANGES } from '../src/model/versions/changes.ts';
import { bracketed, DATED_PARAMETERS } from '../src/model/versions/parameters.ts';
import { NEWEST_VERSION } from '../src/model/versions/version-string.ts';
import { table } from './markdown.ts';

/** Values that the version of the creating call decides, and that stay with the object whoever reads it. */
const CREATION = [
  [
    '2026-09-30.endive',
    'Before, a Session that is created without `manual_entry` shows none; since then it is `{mode: disabled}`.',
    'assumed',
    'changelog 2026-09-30.endive: "account holder type implicitly determined session behavior" before; what it showed is a guess',
  ],
];

/** Changes of what is emulated, or close to it, that are not followed; why. */
const NOT_FOLLOWED = [
  [
    '2026-09-30.endive',
    'A Session for an account holder of type `account`, created before, is limited to one account.',
    'The one who completes a session chooses the accounts; what `limits` then showed is not documented.',
  ],
  [
    '2026-09-30.endive, 2025-09-30.clover',
    'Updating a PaymentMethod takes `payto`, `link` or `pay_by_bank` before.',
    'Hashes of payment methods that are not emulated; they are refused as unknown under every version.',
  ],
  [
    '2026-03-25.dahlia',
    '`preferred_settlement_speed` is gone from the types.',
    'No page of Stripe’s tells of it; it is taken under every version, and kept when an older one sends it.',
  ],
  [
    '2023-08-16',
    'Fingerprints of bank accounts are those of the platform, not of the connected account.',
    'A fingerprint is made of the numbers alone.',
  ],
  [
    '2023-08-16',
    'Products took `attributes`, `caption` and `deactivate_on` before, and updates of prices `recurring[trial_period_days]`.',
    'They are of goods with variants, which Stripe has retired, and of what no type has named since 2022; they are refused as unknown under every version.',
  ],
  [
    '2022-11-15',
    'Five new decline codes stood for a coarser one before.',
    'None of them can come of a bank debit.',
  ],
  [
    '2022-10-13',
    '`request_log_url` of errors came by its date.',
    'It is part of every error, under `additiveFields: dated` too.',
  ],
  [
    'previews',
    'Fields and parameters that only previews have.',
    'A preview, or a version with the flag financial_connections_relink_api_beta or financial_connections_transactions_beta, is answered in the form of the other version of its date, with what previews have of Financial Connections besides; to all other versions it is unknown, and a note says so. Other parameters that only previews have are refused everywhere.',
  ],
];

const additions = Object.entries(ADDITIONS).flatMap(([type, fields]) =>
  fields.length === 0
    ? []
    : [[`\`${type}\``, fields.map(({ date, path }) => `${date} \`${path.join('.')}\``).join(', ')]],
);

/** The section of docs/fidelity.md on versions: the tables by which older ones are answered. */
export const versionsSection = (): readonly string[] => [
  '## Versions',
  `A caller of an older version than ${NEWEST_VERSION} gets the older form of each object, in answers, in what is expanded, in errors and in events. A break only removes: the older form has the newer names as well (recorded). A row tells how it was before its version.`,
  table(
    ['version', 'kind', 'before it', 'provenance', 'source'],
    [
      ...CHANGES.map(({ version, description, provenance, source }) => [
        version,
        'rendering',
        description,
        provenance,
        source,
      ]),
      ...CREATION.map(([version = '', ...rest]) => [version, 'creation', ...rest]),
    ],
  ),
  'Parameters that not every version has. A refusal is explained in `Emulator-Note` and in the log.',
  table(
    ['parameter', 'endpoints', 'versions', 'instead', 'source'],
    DATED_PARAMETERS.map(({ operations, path, since, removedIn, unlessNamed, instead, source }) => [
      `\`${bracketed(path)}\``,
      operations.map((operation) => `\`${operation}\``).join(', '),
      since !== undefined
        ? `from ${since}`
        : removedIn !== undefined
          ? `before ${removedIn}${unlessNamed ? ', and where none is named' : ''}`
          : 'previews',
      instead,
      source,
    ]),
  ),
  'Fields that were only added are shown under every version, as Stripe does (recorded), unless `assume: { additiveFields: "dated" }` hides them before their day (stripe-node’s CHANGELOG):',
  table(['object', 'fields'], additions),
  'Not followed:',
  table(['version', 'change', 'why not'], NOT_FOLLOWED),
];
