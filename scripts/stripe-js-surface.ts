import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import ts from 'typescript5';

/*
 * The names of Stripe.js's `Stripe` object and how each answers, from the types of the installed `@stripe/stripe-js`:
 * TypeScript 7 has no API to ask, 5 has.
 */

/**
 * `result`: resolves with the result, or with `{ error }`. `promise`: resolves with an object of its own, and can only
 * reject. `value`: answers at once, and can only throw.
 */
export type AnswersBy = 'result' | 'promise' | 'value';

const OPTIONS: ts.CompilerOptions = { strict: true, noEmit: true, skipLibCheck: true, types: [] };

const typesOf = (folder: string): string => join(folder, 'dist', 'stripe-js', 'stripe.d.ts');

function interfaceOf(file: string): readonly [ts.Type, ts.TypeChecker] {
  const program = ts.createProgram([file], OPTIONS);
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(file);
  const module = source === undefined ? undefined : checker.getSymbolAtLocation(source);
  const stripe = module === undefined ? undefined : checker.tryGetMemberInModuleExports('Stripe', module);
  if (stripe === undefined) throw new Error(`${file} exports no Stripe.`);
  return [checker.getDeclaredTypeOfSymbol(stripe), checker];
}

/** The type that the first overload's promise has inside; undefined where it answers no promise. */
function promised(method: ts.Type, checker: ts.TypeChecker): ts.Type | undefined {
  const answer = method.getCallSignatures()[0]?.getReturnType();
  if (answer?.getSymbol()?.name !== 'Promise') return undefined;
  // A cast: what is called Promise and comes from the library has arguments.
  return checker.getTypeArguments(answer as ts.TypeReference)[0];
}

function answersBy(method: ts.Type, checker: ts.TypeChecker): AnswersBy {
  const inner = promised(method, checker);
  if (inner === undefined) return 'value';
  const arms = inner.isUnion() ? inner.types : [inner];
  return arms.some((arm) => arm.getProperty('error') !== undefined) ? 'result' : 'promise';
}

/** Every name of the `Stripe` interface in the types of a file, in order of the alphabet. */
function surfaceOf(file: string): Readonly<Record<string, AnswersBy>> {
  const [stripe, checker] = interfaceOf(file);
  return Object.fromEntries(
    stripe
      .getProperties()
      .map((property) => [property.name, answersBy(checker.getTypeOfSymbol(property), checker)] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

/** Names that pages of an older major call (types of the last of each of the majors 1 to 9). */
const FORMER = {
  createSource: 'result',
  initCheckout: 'value',
  initCustomCheckout: 'promise',
  initEmbeddedCheckout: 'promise',
  redirectToCheckout: 'result',
  retrieveSource: 'result',
} as const satisfies Readonly<Record<string, AnswersBy>>;

/** Of the version that is installed, and of those before it. */
export function stripeJsSurface(): Readonly<Record<string, AnswersBy>> {
  const manifest = createRequire(import.meta.url).resolve('@stripe/stripe-js/package.json');
  return { ...surfaceOf(typesOf(dirname(manifest))), ...FORMER };
}
