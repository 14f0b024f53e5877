import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type ts from 'typescript5';
import type { Shape, StripePackage } from './stripe-types.ts';

const nodeModules = new URL('../../node_modules/', import.meta.url);

function wordShapes(words: string[]): Shape[] {
  const [first, ...rest] = words;
  if (first === undefined) return [];
  return [rest.length === 0 ? { l: first } : { e: words }];
}

/** Turns types into shapes; every non-generic interface it meets becomes a definition. */
export class Walker {
  readonly #ts: typeof ts = createRequire(import.meta.url)('typescript5');
  readonly #checker: ts.TypeChecker;
  readonly #root: ts.Symbol;
  readonly #resources: string;
  readonly #names = new Map<ts.Symbol, string>();
  readonly #pending: [string, ts.Type][] = [];

  constructor(packageName: StripePackage) {
    const entry = fileURLToPath(new URL(`${packageName}/cjs/stripe.core.d.ts`, nodeModules));
    this.#resources = fileURLToPath(new URL(`${packageName}/cjs/resources/`, nodeModules));
    const program = this.#ts.createProgram([entry], {
      target: this.#ts.ScriptTarget.ES2022,
      module: this.#ts.ModuleKind.NodeNext,
      lib: ['lib.es2022.d.ts'],
      types: [],
      strict: true,
      skipLibCheck: true,
      noEmit: true,
    });
    this.#checker = program.getTypeChecker();
    const file = program.getSourceFile(entry);
    const module = file && this.#checker.getSymbolAtLocation(file);
    if (module === undefined) throw new Error(`${packageName} has no ${entry}.`);
    this.#root = this.#member(module, 'Stripe');
  }

  shapeOfName(name: string): Shape {
    const symbol = name.split('.').reduce((space, part) => this.#member(space, part), this.#root);
    const type = this.#checker.getDeclaredTypeOfSymbol(symbol);
    const shape = this.#shapeOf(type);
    if (typeof shape === 'object' && 'o' in shape) this.#define(symbol, type);
    return shape;
  }

  /** Describes whatever the walk has met so far but not yet entered. */
  finish(): Record<string, Shape> {
    const definitions: Record<string, Shape> = {};
    for (let next = this.#pending.shift(); next !== undefined; next = this.#pending.shift()) {
      const [name, type] = next;
      if (name in definitions) throw new Error(`Two types of the SDK would be called ${name}.`);
      definitions[name] = this.#fieldsOf(type);
    }
    return definitions;
  }

  #member(space: ts.Symbol, name: string): ts.Symbol {
    const found = this.#checker.tryGetMemberInModuleExports(name, space);
    if (found === undefined) throw new Error(`The SDK's ${space.name} has no ${name}.`);
    return found.flags & this.#ts.SymbolFlags.Alias ? this.#checker.getAliasedSymbol(found) : found;
  }

  #define(symbol: ts.Symbol, type: ts.Type): string {
    const known = this.#names.get(symbol);
    if (known !== undefined) return known;
    const name = this.#nameOf(symbol);
    this.#names.set(symbol, name);
    this.#pending.push([name, type]);
    return name;
  }

  /** An interface of `resources/FinancialConnections/Accounts.d.ts` is `FinancialConnections.Account`. */
  #nameOf(symbol: ts.Symbol): string {
    const file = symbol.declarations?.[0]?.getSourceFile().fileName ?? '';
    const declared = this.#checker.getFullyQualifiedName(symbol).replace(/^".*"\./, '');
    const folder = file.startsWith(this.#resources)
      ? file.slice(this.#resources.length).split('/').slice(0, -1).join('.')
      : '';
    return folder === '' || declared.startsWith(`${folder}.`) ? declared : `${folder}.${declared}`;
  }

  #shapeOf(type: ts.Type): Shape {
    const { TypeFlags } = this.#ts;
    const partialOf = type.aliasSymbol?.name === 'Partial' ? type.aliasTypeArguments?.[0] : undefined;
    if (partialOf !== undefined) return { p: this.#shapeOf(partialOf) };
    if (type.aliasSymbol?.name === 'Decimal') return 'd';
    if (type.flags & TypeFlags.TypeParameter) return '*';
    if (type.flags & TypeFlags.Boolean) return 'b';
    if (type.isUnion()) return this.#union(type.types);
    if (type.isStringLiteral() || type.isNumberLiteral()) return { l: type.value };
    if (type.flags & TypeFlags.BooleanLiteral) return { l: this.#checker.typeToString(type) === 'true' };
    if (type.flags & TypeFlags.String || this.#isOtherString(type)) return 's';
    if (type.flags & TypeFlags.Number) return 'n';
    if (type.flags & TypeFlags.Null) return 'z';
    return type.flags & TypeFlags.Object ? this.#objectShape(type) : '?';
  }

  #isOtherString(type: ts.Type): boolean {
    return type.isIntersection() && type.types.some((part) => part.flags & this.#ts.TypeFlags.String);
  }

  #union(types: ts.Type[]): Shape {
    const strings = types.flatMap((type) => (type.isStringLiteral() ? [type.value] : []));
    const isEmptyable = strings.includes('') && types.some((type) => this.#is(type, 'Null'));
    const words = strings.filter((word) => word !== '' || !isEmptyable).sort();
    const isBoolean = types.filter((type) => this.#is(type, 'BooleanLiteral')).length === 2;
    const others = types.filter((type) => {
      if (type.isStringLiteral() || this.#is(type, 'Undefined') || this.#is(type, 'Void')) return false;
      if (isBoolean && this.#is(type, 'BooleanLiteral')) return false;
      if (isEmptyable && this.#is(type, 'Null')) return false;
      return strings.length === 0 || !this.#isOtherString(type);
    });
    const shapes = [...wordShapes(words), ...(isBoolean ? ['b' as const] : []), ...this.#shapesOf(others)];
    const [first, ...rest] = shapes;
    const shape: Shape = first !== undefined && rest.length === 0 ? first : { u: shapes };
    return isEmptyable ? { x: shape } : shape;
  }

  #shapesOf(types: ts.Type[]): Shape[] {
    return types.map((type) => this.#shapeOf(type));
  }

  #is(type: ts.Type, flag: 'Null' | 'BooleanLiteral' | 'Undefined' | 'Void'): boolean {
    return (type.flags & this.#ts.TypeFlags[flag]) !== 0;
  }

  #objectShape(type: ts.Type): Shape {
    const checker = this.#checker;
    if (checker.isArrayType(type)) {
      const [element] = checker.getTypeArguments(type as ts.TypeReference);
      return { a: element === undefined ? '?' : this.#shapeOf(element) };
    }
    const index = checker.getIndexInfoOfType(type, this.#ts.IndexKind.String);
    if (index !== undefined) return { m: this.#shapeOf(index.type) };
    if (type.getCallSignatures().length > 0) return '?';
    const isGeneric = ((type as ts.TypeReference).typeArguments?.length ?? 0) > 0;
    return type.isClassOrInterface() && !isGeneric
      ? { r: this.#define(type.symbol, type) }
      : this.#fieldsOf(type);
  }

  #fieldsOf(type: ts.Type): Shape {
    const fields: Record<string, Shape> = {};
    for (const property of this.#checker.getPropertiesOfType(type)) {
      const propertyType = this.#typeOfProperty(property, type);
      // `deleted?: void` is how the SDK says that a live object has no such field.
      if (propertyType.flags & this.#ts.TypeFlags.Void) continue;
      const isOptional = property.flags & this.#ts.SymbolFlags.Optional;
      fields[isOptional ? `${property.name}?` : property.name] = this.#shapeOf(propertyType);
    }
    return { o: fields };
  }

  /** The written type where there is one: the resolved type has `undefined` added, and its aliases lost. */
  #typeOfProperty(property: ts.Symbol, owner: ts.Type): ts.Type {
    const declaration = property.valueDeclaration;
    const isGeneric = ((owner as ts.TypeReference).typeArguments?.length ?? 0) > 0;
    if (!isGeneric && declaration && this.#ts.isPropertySignature(declaration) && declaration.type) {
      return this.#checker.getTypeFromTypeNode(declaration.type);
    }
    return this.#checker.getTypeOfSymbol(property);
  }
}
