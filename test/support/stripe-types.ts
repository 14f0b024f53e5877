import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type ts from 'typescript5';

export type StripePackage = 'stripe' | 'stripe-preview';

/**
 * A type of the SDK as JSON. The words:
 *   's' string, 'n' number, 'b' boolean, 'z' null, 'd' a Decimal (a string on the wire), '?' anything,
 *   '*' any API object (the T of ApiList<T>), l a literal, e a closed enum, a an array, m a map,
 *   o an object (a key ending in '?' is optional), u a union, x Emptyable<X> (null, '' or X),
 *   p Partial<X>, r a reference into the definitions.
 */
export type Shape =
  | 's'
  | 'n'
  | 'b'
  | 'z'
  | 'd'
  | '?'
  | '*'
  | { l: string | number | boolean }
  | { e: string[] }
  | { a: Shape }
  | { m: Shape }
  | { o: Record<string, Shape> }
  | { u: Shape[] }
  | { x: Shape }
  | { p: Shape }
  | { r: string };

export interface ObjectShapes {
  /** By the SDK's name, e.g. `FinancialConnections.Account.BalanceRefresh`. */
  definitions: Record<string, Shape>;
  /** The definition by what a body says of itself: `customer`, `customer<deleted>`, `event<charge.failed>`. */
  variants: Record<string, string>;
}

/** By the SDK's name, e.g. `FinancialConnections.SessionCreateParams`; every nested hash is written out. */
export type ParameterShapes = Record<string, { o: Record<string, Shape> }>;

const OBJECT_TYPES = [
  'Account',
  'ApiList',
  'ApiSearchResult',
  'Charge',
  'Customer',
  'DeletedCustomer',
  'DeletedWebhookEndpoint',
  'Event',
  'FinancialConnections.Account',
  'FinancialConnections.AccountOwner',
  'FinancialConnections.AccountOwnership',
  'FinancialConnections.Authorization',
  'FinancialConnections.Session',
  'FinancialConnections.Transaction',
  'Mandate',
  'PaymentIntent',
  'PaymentMethod',
  'Refund',
  'SetupIntent',
  'WebhookEndpoint',
];

const PARAMETER_TYPES = [
  'ChargeListParams',
  'ChargeRetrieveParams',
  'CustomerCreateParams',
  'CustomerDeleteParams',
  'CustomerListParams',
  'CustomerListPaymentMethodsParams',
  'CustomerRetrieveParams',
  'CustomerRetrievePaymentMethodParams',
  'CustomerSearchParams',
  'CustomerUpdateParams',
  'EventListParams',
  'EventRetrieveParams',
  'FinancialConnections.AccountDisconnectParams',
  'FinancialConnections.AccountListParams',
  'FinancialConnections.AccountRefreshParams',
  'FinancialConnections.AccountRetrieveParams',
  'FinancialConnections.SessionCreateParams',
  'FinancialConnections.SessionRetrieveParams',
  'MandateRetrieveParams',
  'PaymentIntentCancelParams',
  'PaymentIntentConfirmParams',
  'PaymentIntentCreateParams',
  'PaymentIntentListParams',
  'PaymentIntentRetrieveParams',
  'PaymentIntentUpdateParams',
  'PaymentMethodAttachParams',
  'PaymentMethodCreateParams',
  'PaymentMethodDetachParams',
  'PaymentMethodListParams',
  'PaymentMethodRetrieveParams',
  'PaymentMethodUpdateParams',
  'WebhookEndpointCreateParams',
  'WebhookEndpointDeleteParams',
  'WebhookEndpointListParams',
  'WebhookEndpointRetrieveParams',
  'WebhookEndpointUpdateParams',
];

const require = createRequire(import.meta.url);
const nodeModules = new URL('../../node_modules/', import.meta.url);
const cacheDirectory = new URL('.cache/stripe-fc-emulator/', nodeModules);

export function objectShapes(packageName: StripePackage): ObjectShapes {
  return cached(packageName, 'objects', walkObjects);
}

export function parameterShapes(packageName: StripePackage): ParameterShapes {
  return cached(packageName, 'parameters', walkParameters);
}

export function stripeVersion(packageName: StripePackage): string {
  return readFileSync(new URL(`${packageName}/VERSION`, nodeModules), 'utf8').trim();
}

/** What the SDK tells apart by `object`, `deleted` and an event's `type`. */
export function variantKey(object: string, deleted: unknown, type: unknown): string {
  if (deleted === true) return `${object}<deleted>`;
  return object === 'event' && typeof type === 'string' ? `event<${type}>` : object;
}

function cached<T>(packageName: StripePackage, kind: string, walk: (packageName: StripePackage) => T): T {
  const walker = createHash('sha256')
    .update(readFileSync(fileURLToPath(import.meta.url)))
    .digest('hex');
  const name = `${packageName}-${stripeVersion(packageName)}-${kind}-${walker.slice(0, 12)}.json`;
  const file = new URL(name, cacheDirectory);
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    const shapes = walk(packageName);
    const draft = new URL(`${name}.${randomUUID()}.draft`, cacheDirectory);
    mkdirSync(cacheDirectory, { recursive: true });
    writeFileSync(draft, JSON.stringify(shapes));
    renameSync(draft, file);
    return shapes;
  }
}

function walkObjects(packageName: StripePackage): ObjectShapes {
  const walker = new Walker(packageName);
  for (const name of OBJECT_TYPES) walker.shapeOfName(name);
  const definitions = walker.finish();
  const variants: Record<string, string> = {};
  for (const [name, shape] of Object.entries(definitions)) {
    const key = variantOf(shape);
    if (key === undefined || name === 'EventBase') continue;
    if (key in variants) throw new Error(`${variants[key]} and ${name} cannot be told apart.`);
    variants[key] = name;
  }
  return { definitions, variants };
}

export function variantOf(shape: Shape): string | undefined {
  if (typeof shape === 'string' || !('o' in shape)) return undefined;
  const object = literal(shape.o.object);
  if (typeof object !== 'string') return undefined;
  return variantKey(object, literal(shape.o.deleted), literal(shape.o.type));
}

function literal(shape: Shape | undefined): unknown {
  return typeof shape === 'object' && 'l' in shape ? shape.l : undefined;
}

function walkParameters(packageName: StripePackage): ParameterShapes {
  const walker = new Walker(packageName);
  const roots = PARAMETER_TYPES.map((name) => [name, walker.shapeOfName(name)] as const);
  const definitions = walker.finish();
  const parameters: ParameterShapes = {};
  for (const [name, root] of roots) {
    const shape = inlined(root, definitions, []);
    if (typeof shape === 'string' || !('o' in shape)) throw new Error(`${name} is not a hash.`);
    parameters[name] = shape;
  }
  return parameters;
}

function inlined(shape: Shape, definitions: Record<string, Shape>, within: string[]): Shape {
  const inline = (inner: Shape) => inlined(inner, definitions, within);
  if (typeof shape === 'string' || 'l' in shape || 'e' in shape) return shape;
  if ('a' in shape) return { a: inline(shape.a) };
  if ('m' in shape) return { m: inline(shape.m) };
  if ('x' in shape) return { x: inline(shape.x) };
  if ('p' in shape) return { p: inline(shape.p) };
  if ('u' in shape) return { u: shape.u.map(inline) };
  if ('o' in shape) {
    return { o: Object.fromEntries(Object.entries(shape.o).map(([key, inner]) => [key, inline(inner)])) };
  }
  if (within.includes(shape.r)) return shape;
  return inlined(definitions[shape.r] ?? '?', definitions, [...within, shape.r]);
}

function wordShapes(words: string[]): Shape[] {
  const [first, ...rest] = words;
  if (first === undefined) return [];
  return [rest.length === 0 ? { l: first } : { e: words }];
}

/** Turns types into shapes; every non-generic interface it meets becomes a definition. */
class Walker {
  readonly #ts: typeof ts = require('typescript5');
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
