/** Writes what is made from tables of the source: pages, and the table in `docs/control.md`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { actions } from '../src/control/index.ts';
import { PREFIX } from '../src/control/lists.ts';
import { errors } from '../src/core/catalogue.ts';
import type { CatalogueEntry, Provenance } from '../src/core/errors.ts';
import { ASSUMPTIONS } from '../src/model/settings.ts';
import { datedParameter } from '../src/model/versions/parameters.ts';
import { NEWEST_VERSION } from '../src/model/versions/version-string.ts';
import { operations } from '../src/resources/index.ts';
import { EXTRA_PARAMETERS } from '../src/resources/params/extra.ts';
import type { WithoutEffect } from '../src/resources/params/named-parameters.ts';
import { SHOWN_ALONE } from '../src/resources/params/shown-alone.ts';
import { WITHOUT_EFFECT } from '../src/resources/params/without-effect.ts';
import { personasTable } from './bank-page.ts';
import { RULES } from './fidelity-rules.ts';
import { versionsSection } from './fidelity-versions.ts';
import { NOTE, table } from './markdown.ts';
import { optionsPage } from './options-page.ts';
import { testAccountsTable } from './payments-page.ts';
import { RECORDED_FACTS, type RecordedFact } from './recorded-facts.ts';

function endpoints(): string {
  const rows = operations.map(({ method, path, answers, list, ofPreviews, publishable }) => [
    `\`${method} ${path}\``,
    list ? `list of \`${answers}\`` : `\`${answers}\``,
    `${publishable ? 'secret, publishable' : 'secret'}${ofPreviews ? ', in previews' : ''}`,
  ]);
  return [
    '# Endpoints',
    NOTE,
    `What is emulated of Stripe's API, version ${NEWEST_VERSION}. Every parameter of the official SDK's types is known to every depth; \`expand[]\` belongs to all. The control endpoints are in [control.md](control.md).`,
    table(['endpoint', 'answers', 'keys'], rows),
    '',
  ].join('\n\n');
}

/** A sentence as it looks with example words in its gaps. */
function example(build: CatalogueEntry<never>): string {
  const gaps = new Proxy(
    {},
    { get: (_, name) => (name === Symbol.toPrimitive ? () => '…' : name === 'length' ? 3 : undefined) },
  );
  const sketches: unknown[][] = [
    ['…', '…', '…'],
    ['…', ['…', '…'], '…'],
    [['…', '…'], '…'],
    ['…', '…', ['…']],
    [gaps, gaps],
    // Words that choose among sentences.
    ['PaymentIntent'],
    ['…', 'PaymentIntent'],
    ['…', 'today'],
  ];
  for (const sketch of sketches) {
    try {
      const { status, body } = (
        build as unknown as (...gaps: unknown[]) => {
          status: number;
          body: { message: string; code?: string };
        }
      )(...sketch);
      const told = `${status}${body.code === undefined ? '' : ` \`${body.code}\``} ${body.message}`;
      if (!told.includes('undefined')) return told;
    } catch {
      // The next sketch has what this sentence wants.
    }
  }
  throw new Error('No sketch fits a sentence of the catalogue: add one.');
}

/** How many rules and sentences there are of each provenance, and how many recorded facts are tests. */
function score(): readonly string[] {
  const rules = Object.values(RULES).flat();
  const sentences = Object.values(errors);
  const count = (of: readonly { readonly provenance: Provenance }[], wanted: Provenance) =>
    String(of.filter(({ provenance }) => provenance === wanted).length);
  const facts: readonly RecordedFact[] = Object.values(RECORDED_FACTS);
  const left = facts.filter(({ unless }) => unless !== undefined);
  return [
    '## The score',
    table(
      ['', 'recorded', 'documented', 'assumed'],
      [
        ['rules', count(rules, 'recorded'), count(rules, 'documented'), count(rules, 'assumed')],
        [
          'sentences',
          count(sentences, 'recorded'),
          count(sentences, 'documented'),
          count(sentences, 'assumed'),
        ],
      ],
    ),
    `Of ${facts.length} facts that public recordings of Stripe's answers tell, ${facts.length - left.length} are tests: \`test/recordings.test.ts\` makes the call behind each and compares status, headers, names of fields, constants and sentences. The other ${left.length}:`,
    table(
      ['fact', 'seen', 'why there is nothing to compare'],
      left.map(({ fact, seen, unless = '' }) => [fact, seen, unless]),
    ),
  ];
}

function fidelity(): string {
  const parts = [
    '# Fidelity',
    NOTE,
    ...score(),
    'How far each rule and sentence is to be trusted. *Recorded*: seen on the wire by public projects. *Documented*: written by Stripe, in its documentation, its SDK or its specification. *Assumed*: a best guess, in the form of its neighbours. A source that begins with "docs:" is a page under docs.stripe.com. [recordings.md](recordings.md) tells how to turn a guess into a recording.',
    '## Choices where Stripe documents nothing',
    'Set with `assume` in the options, or `--assume name=value`. The first choice is the default.',
    table(
      ['rule', 'switch', 'source'],
      Object.entries(ASSUMPTIONS).map(([name, { choices, rule, source }]) => [
        rule,
        `\`${name}\`: ${choices.map((choice) => `\`${choice}\``).join(', ')}`,
        source,
      ]),
    ),
  ];
  for (const [title, rules] of Object.entries(RULES)) {
    parts.push(
      `## ${title}`,
      table(
        ['rule', 'provenance', 'source', 'switch'],
        rules.map(({ rule, provenance, source, switch: by = '' }) => [rule, provenance, source, by]),
      ),
    );
  }
  parts.push(
    '## Sentences',
    table(
      ['refusal', 'provenance', 'source'],
      Object.values(errors).map((build) => [
        example(build as unknown as CatalogueEntry<never>),
        build.provenance,
        build.source,
      ]),
    ),
    ...versionsSection(),
    '## Parameters beyond the SDK',
    table(
      ['endpoint', 'parameter', 'before', 'source'],
      Object.entries(EXTRA_PARAMETERS).flatMap(([operation, extras]) =>
        Object.entries(extras).map(([name, { source }]) => [
          `\`${operation}\``,
          `\`${name}\``,
          datedParameter(operation, name)?.removedIn ?? 'always',
          source,
        ]),
      ),
    ),
    '## Parameters without effect',
    'Taken, checked for name and rough type, and not read: a call that sends one is answered with an `Emulator-Note` that says so. A hash stands for all that is in it.',
    table(
      ['endpoint', 'parameters', 'reason', 'source'],
      Object.entries(WITHOUT_EFFECT).flatMap(([operation, byPath]) => withoutEffectRows(operation, byPath)),
    ),
    '## Parameters that are only shown',
    'Taken, checked and shown, while what they ask for does not happen; the `Emulator-Note` of a call that sends one says so.',
    table(
      ['endpoint', 'parameters', 'reason', 'source'],
      Object.entries(SHOWN_ALONE).flatMap(([operation, byPath]) => withoutEffectRows(operation, byPath)),
    ),
    '',
  );
  return parts.join('\n\n');
}

/** One row for all parameters of an operation that share a reason. */
function withoutEffectRows(
  operation: string,
  byPath: Readonly<Record<string, WithoutEffect>>,
): readonly (readonly string[])[] {
  const rows = new Map<string, { readonly paths: string[]; readonly entry: WithoutEffect }>();
  for (const [path, entry] of Object.entries(byPath)) {
    const row = rows.get(entry.reason) ?? { paths: [], entry };
    row.paths.push(`\`${path}\``);
    rows.set(entry.reason, row);
  }
  return [...rows.values()].map(({ paths, entry }) => [
    `\`${operation}\``,
    paths.join(', '),
    entry.reason,
    entry.source,
  ]);
}

/** The page that people wrote, with the table of actions in its place. */
function control(): string {
  const rows = actions.map(({ method, path, about, names, twinCall }) => [
    `\`${method} ${PREFIX}${path.replace(':id', '{id}')}\``,
    twinCall
      .split(/(?<=\)), /)
      .map((call) => (call === '' ? '' : `\`${call}\``))
      .join(', '),
    about,
    topLevel(names),
  ]);
  return withTable('docs/control.md', 'actions', table(['endpoint', 'twin', 'does', 'parameters'], rows));
}

/** A page that people wrote, with a table of the source in its place. */
function withTable(path: string, name: string, made: string): string {
  const page = written(path);
  const [first, last] = [`<!-- ${name}: npm run generate -->`, `<!-- end of ${name} -->`];
  const [begin, end] = [page.indexOf(first), page.indexOf(last)];
  if (begin < 0 || end < 0) throw new Error(`${path} has lost the line ${first} or ${last}.`);
  return `${page.slice(0, begin)}${first}\n\n${made}\n\n${page.slice(end)}`;
}

/** Parameters by their first names: what is inside them is told below the table. */
const topLevel = (names: readonly string[]): string =>
  [...new Set(names.map((name) => name.replace(/\[.*$/, '')))].map((name) => `\`${name}\``).join(', ');

/** The generated pages, by their path in the project. */
export const pages: Readonly<Record<string, () => string>> = {
  'docs/bank.md': () => withTable('docs/bank.md', 'personas', personasTable()),
  'docs/control.md': control,
  'docs/endpoints.md': endpoints,
  'docs/fidelity.md': fidelity,
  'docs/options.md': optionsPage,
  'docs/payments.md': () => withTable('docs/payments.md', 'accounts', testAccountsTable()),
};

function written(path: string): string {
  return readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');
}

/** Whether a page is as its tables say. */
export const isCurrent = (path: string): boolean => written(path) === pages[path]?.();

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  for (const [path, make] of Object.entries(pages))
    writeFileSync(new URL(`../${path}`, import.meta.url), make());
}
