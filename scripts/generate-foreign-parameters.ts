/**
 * Writes what the SDK's types say of the parameters that the emulator does not model itself, so that it can
 * accept those of other payment methods and products by name and rough type; what a webhook endpoint may be sent; and
 * what can be expanded, through objects that are not emulated, too. `--check` only compares.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { expandableTypes } from '../test/support/expandable-types.ts';
import { extractStripeTypes } from '../test/support/extract-stripe-types.ts';
import { type Shape, stripeTypes, stripeVersion } from '../test/support/stripe-types.ts';

const ROOTS = [
  'AccountCreateParams',
  'AccountSessionCreateParams',
  'AccountUpdateExternalAccountParams',
  'AccountUpdateParams',
  'ChargeCaptureParams',
  'ChargeCreateParams',
  'Checkout.SessionCreateParams',
  'Checkout.SessionUpdateParams',
  'CustomerCreateParams',
  'CustomerCreateSourceParams',
  'CustomerUpdateParams',
  'CustomerUpdateSourceParams',
  'DisputeUpdateParams',
  'InvoiceAddLinesParams',
  'InvoiceCreateParams',
  'InvoiceCreatePreviewParams',
  'InvoiceUpdateLineItemParams',
  'InvoiceUpdateLinesParams',
  'InvoiceUpdateParams',
  'InvoiceItemCreateParams',
  'InvoiceItemUpdateParams',
  'PaymentIntentCancelParams',
  'PaymentIntentCaptureParams',
  'PaymentIntentConfirmParams',
  'PaymentIntentCreateParams',
  'PaymentIntentIncrementAuthorizationParams',
  'PaymentIntentListParams',
  'PaymentIntentUpdateParams',
  'PaymentMethodAttachParams',
  'PaymentMethodConfigurationCreateParams',
  'PaymentMethodConfigurationUpdateParams',
  'PaymentMethodCreateParams',
  'PaymentMethodListParams',
  'PaymentMethodUpdateParams',
  'SetupIntentConfirmParams',
  'SetupIntentCreateParams',
  'SetupIntentUpdateParams',
  'TokenCreateParams',
  'SubscriptionCreateParams',
  'SubscriptionUpdateParams',
];

/** Below this many characters an index saves nothing. */
const SMALLEST_SHARED = 8;

/** As in the generated file; a number is an index into its `shapes`. */
type ForeignShape =
  | 's'
  | 'n'
  | 'b'
  | 'd'
  | number
  | { e: string[] }
  | { a: ForeignShape }
  | { m: ForeignShape }
  | { x: ForeignShape }
  | { u: ForeignShape[] }
  | { o: Record<string, ForeignShape> };

const files: Readonly<Record<string, () => string>> = {
  'src/resources/params/foreign.generated.json': foreignParameters,
  'src/model/events.generated.json': enabledEvents,
  'src/model/expandable.generated.json': expandable,
};

function main(isCheck: boolean): void {
  extractStripeTypes();
  for (const [path, make] of Object.entries(files)) {
    const file = new URL(`../${path}`, import.meta.url);
    const text = make();
    if (!isCheck) {
      writeFileSync(file, text);
      console.log(`Wrote ${text.length} bytes to ${path}.`);
    } else if (text !== present(file)) {
      console.error(`${path} is out of date: run scripts/generate-foreign-parameters.ts.`);
      process.exitCode = 1;
    }
  }
}

function present(file: URL): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

/** What a webhook endpoint may be sent. */
function enabledEvents(): string {
  const endpoint = stripeTypes('parameters').WebhookEndpointCreateParams?.o ?? {};
  return `${JSON.stringify({ stripe: stripeVersion('stripe'), enabledEvents: wordsWithin(endpoint.enabled_events) })}\n`;
}

/** One type to a line, so that a new version of the SDK makes a readable diff. */
function expandable(): string {
  const types = Object.entries(expandableTypes()).map(
    ([type, fields]) => `${JSON.stringify(type)}:${JSON.stringify(fields)}`,
  );
  return `{\n"stripe":${JSON.stringify(stripeVersion('stripe'))},\n"types":{\n${types.join(',\n')}\n}\n}\n`;
}

function foreignParameters(): string {
  const parameters = stripeTypes('parameters');
  const trees = ROOTS.map((name) => [name, foreignFields(parameters[name]?.o ?? {}, name)] as const);
  const sharing = new Sharing(trees.flatMap(([, tree]) => Object.values(tree)));
  const roots = Object.fromEntries(trees.map(([name, tree]) => [name, sharing.sharedFields(tree)]));
  return lines({
    stripe: stripeVersion('stripe'),
    shapes: sharing.shapes,
    roots,
  });
}

/** One shape to a line, so that a new version of the SDK makes a readable diff. */
function lines(content: {
  stripe: string;
  shapes: ForeignShape[];
  roots: Record<string, Record<string, ForeignShape>>;
}): string {
  const json = (value: unknown) => JSON.stringify(value);
  const roots = Object.entries(content.roots).map(([name, fields]) => `${json(name)}:${json(fields)}`);
  return `{
"stripe":${json(content.stripe)},
"shapes":[
${content.shapes.map(json).join(',\n')}
],
"roots":{
${roots.join(',\n')}
}
}
`;
}

function wordsWithin(shape: Shape | undefined): string[] {
  if (typeof shape === 'object' && 'a' in shape) return wordsWithin(shape.a);
  if (typeof shape === 'object' && 'e' in shape) return shape.e;
  throw new Error('The SDK no longer enumerates what a webhook endpoint takes.');
}

function foreignFields(fields: Record<string, Shape>, path: string): Record<string, ForeignShape> {
  const entries = Object.entries(fields).map(([written, shape]) => {
    const key = written.replace(/\?$/, '');
    return [key, foreign(shape, `${path}.${key}`)] as const;
  });
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function foreign(shape: Shape, path: string): ForeignShape {
  if (shape === 's' || shape === 'n' || shape === 'b' || shape === 'd') return shape;
  const compound = typeof shape === 'object' ? foreignCompound(shape, path) : undefined;
  if (compound !== undefined) return compound;
  throw new Error(`${path} has a shape that the generated file cannot say: ${JSON.stringify(shape)}.`);
}

function foreignCompound(shape: Exclude<Shape, string>, path: string): ForeignShape | undefined {
  if ('l' in shape) return typeof shape.l === 'string' ? { e: [shape.l] } : 'b';
  if ('e' in shape) return { e: shape.e };
  if ('a' in shape) return { a: foreign(shape.a, `${path}[]`) };
  if ('m' in shape) return { m: foreign(shape.m, `${path}{}`) };
  if ('x' in shape) return { x: foreign(shape.x, path) };
  if ('o' in shape) return { o: foreignFields(shape.o, path) };
  return 'u' in shape ? foreignUnion(shape.u, path) : undefined;
}

/** On the wire null is '', and any scalar is a string. */
function foreignUnion(members: Shape[], path: string): ForeignShape {
  const rest = members.filter((member) => member !== 'z');
  if (rest.length < members.length)
    return { x: foreign(rest.length === 1 ? (rest[0] ?? 's') : { u: rest }, path) };
  const shapes = members.map((member) => foreign(member, path));
  const scalars = ['s', 'n', 'b'];
  if (shapes.includes('s') && shapes.every((shape) => scalars.includes(String(shape)))) return 's';
  return { u: shapes };
}

/** Gives an index to every shape that more than one place would otherwise repeat. */
class Sharing {
  readonly shapes: ForeignShape[] = [];
  readonly #uses = new Map<string, number>();
  readonly #indices = new Map<string, number>();

  constructor(trees: ForeignShape[]) {
    for (const tree of trees) this.#count(tree);
  }

  shared(tree: ForeignShape): ForeignShape {
    const key = JSON.stringify(tree);
    if (key.length < SMALLEST_SHARED || (this.#uses.get(key) ?? 0) < 2)
      return withChildren(tree, (child) => this.shared(child));
    const known = this.#indices.get(key);
    if (known !== undefined) return known;
    // The children first: an index always points back.
    const shape = withChildren(tree, (child) => this.shared(child));
    this.shapes.push(shape);
    this.#indices.set(key, this.shapes.length - 1);
    return this.shapes.length - 1;
  }

  sharedFields(fields: Record<string, ForeignShape>): Record<string, ForeignShape> {
    return mapped(fields, (shape) => this.shared(shape));
  }

  /** What lies within a repeated shape is written once, with that shape. */
  #count(tree: ForeignShape): void {
    const key = JSON.stringify(tree);
    const uses = (this.#uses.get(key) ?? 0) + 1;
    this.#uses.set(key, uses);
    if (uses === 1 || key.length < SMALLEST_SHARED) for (const child of childrenOf(tree)) this.#count(child);
  }
}

function childrenOf(shape: ForeignShape): ForeignShape[] {
  const children: ForeignShape[] = [];
  withChildren(shape, (child) => {
    children.push(child);
    return child;
  });
  return children;
}

function withChildren(shape: ForeignShape, change: (child: ForeignShape) => ForeignShape): ForeignShape {
  if (typeof shape !== 'object' || 'e' in shape) return shape;
  if ('a' in shape) return { a: change(shape.a) };
  if ('m' in shape) return { m: change(shape.m) };
  if ('x' in shape) return { x: change(shape.x) };
  if ('u' in shape) return { u: shape.u.map(change) };
  return { o: mapped(shape.o, change) };
}

function mapped(
  fields: Record<string, ForeignShape>,
  change: (shape: ForeignShape) => ForeignShape,
): Record<string, ForeignShape> {
  return Object.fromEntries(Object.entries(fields).map(([key, shape]) => [key, change(shape)]));
}

main(process.argv.includes('--check'));
