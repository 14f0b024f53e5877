import { answerRounds, type Measurable, sourceOf } from './program.ts';

/* A million names that nobody knows, beside a fifth as many: the cost of a name is the same, or time is not linear. */

const FEW = 200_000;
const MANY = 1_000_000;

const FORM = 'application/x-www-form-urlencoded';
const JSON_TYPE = 'application/json';

const named = (count: number, write: (at: number) => string): readonly string[] =>
  Array.from({ length: count }, (_, at) => write(at));

/** What is sent, by what is said of it. */
const KINDS: readonly {
  readonly what: string;
  readonly path: string;
  readonly type: string;
  readonly body: (count: number) => string;
}[] = [
  {
    what: 'parameters of the API',
    path: '/v1/customers',
    type: FORM,
    body: (count) => named(count, (at) => `unknown_${at}=1`).join('&'),
  },
  {
    what: 'keys of metadata',
    path: '/v1/customers',
    type: FORM,
    body: (count) => named(count, (at) => `metadata[unknown_${at}]=1`).join('&'),
  },
  {
    what: 'parameters of the control surface',
    path: '/_emulator/financial_connections/accounts',
    type: FORM,
    body: (count) => named(count, (at) => `holdings[balance][unknown_${at}]=1`).join('&'),
  },
  {
    what: 'types of objects',
    path: '/_emulator/objects',
    type: JSON_TYPE,
    body: (count) => `{${named(count, (at) => `"type_${at}":[]`).join()}}`,
  },
  {
    what: 'fields of an object',
    path: '/_emulator/objects',
    type: JSON_TYPE,
    body: (count) => `{"customers":[{${named(count, (at) => `"field_${at}":1`).join()}}]}`,
  },
];

async function measurables(): Promise<readonly Measurable[]> {
  const { createEmulator } = await sourceOf<typeof import('../src/index.ts')>('index.ts');
  const emulator = createEmulator({ log: false, limits: { bodyBytes: 256_000_000 } });
  return KINDS.map(({ what, path, type, body }) => {
    /** Microseconds a name. */
    const timed = async (count: number): Promise<number> => {
      const text = body(count);
      const headers = { authorization: `Bearer ${emulator.apiKey}`, 'content-type': type };
      const startedMs = performance.now();
      await (await emulator.fetch(path, { method: 'POST', headers, body: text })).text();
      return ((performance.now() - startedMs) / count) * 1000;
    };
    return { what, warmUp: () => timed(FEW), baseline: () => timed(FEW), ours: () => timed(MANY) };
  });
}

answerRounds(measurables);
