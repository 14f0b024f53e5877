import { join } from 'node:path';
import ts from 'typescript5';

/*
 * Public types may be taken from Stripe's, by way of src/model/wire.ts; who installs the package may not have Stripe's. So the
 * package carries them written out: TypeScript 7 has no API to ask, 5 has.
 */

const WIRE = join(import.meta.dirname, '..', 'src', 'model', 'wire.ts');

const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2024,
  module: ts.ModuleKind.NodeNext,
  strict: true,
  exactOptionalPropertyTypes: true,
  allowImportingTsExtensions: true,
  skipLibCheck: true,
  noEmit: true,
  types: [],
};

/** Declarations of the named interfaces of src/model/wire.ts that refer to nothing else. */
export function plainTypes(names: readonly string[]): string {
  const program = ts.createProgram([WIRE], OPTIONS);
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(WIRE);
  const module = source === undefined ? undefined : checker.getSymbolAtLocation(source);
  const exported = module === undefined ? [] : checker.getExportsOfModule(module);
  const declared = names.map((name) => {
    const symbol = exported.find((candidate) => candidate.name === name);
    if (symbol === undefined) throw new Error(`src/model/wire.ts exports no ${name}.`);
    return `export interface ${name} ${written(checker.getDeclaredTypeOfSymbol(symbol), checker)}\n`;
  });
  return declared.join('');
}

function written(type: ts.Type, checker: ts.TypeChecker): string {
  if (type.flags & ts.TypeFlags.Boolean) return 'boolean';
  if (type.isUnion()) return type.types.map((member) => written(member, checker)).join(' | ');
  if (!(type.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection))) return checker.typeToString(type);
  if (checker.isArrayType(type)) {
    const [element] = checker.getTypeArguments(type as ts.TypeReference);
    if (element !== undefined) return `readonly (${written(element, checker)})[]`;
  }
  const indices = checker
    .getIndexInfosOfType(type)
    .map(
      (index) => `readonly [key: ${checker.typeToString(index.keyType)}]: ${written(index.type, checker)};`,
    );
  const members = type.getProperties().map((property) => {
    const optional = property.flags & ts.SymbolFlags.Optional ? '?' : '';
    return `readonly ${property.name}${optional}: ${written(checker.getTypeOfSymbol(property), checker)};`;
  });
  return `{ ${[...indices, ...members].join(' ')} }`;
}
