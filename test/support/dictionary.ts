import {
  type Kind,
  kindOf,
  kindOfShape,
  type ObjectShapes,
  type Shape,
  variantKey,
  variantOf,
} from './stripe-types.ts';

/**
 * The fields about which the SDK's types are wrong, or Stripe's wire differs from them. The keys are the SDK's
 * names, and the shape replaces the SDK's.
 */
const EXCEPTIONS: Record<string, { shape: Shape; reason: string }> = {
  'FinancialConnections.Account.AccountHolder.account': {
    shape: { u: ['s', { r: 'Account' }] },
    reason:
      'The SDK means the Connect account, but inside this file `Account` resolves to the linked account.',
  },
  'FinancialConnections.Session.AccountHolder.account': {
    shape: { u: ['s', { r: 'Account' }] },
    reason:
      'The SDK means the Connect account, but its file imports the linked `Account` from ./Accounts.js.',
  },
  'FinancialConnections.Session.accounts': {
    shape: {
      o: {
        object: { l: 'list' },
        data: { a: { r: 'FinancialConnections.Account' } },
        has_more: 'b',
        total_count: 'n',
        url: 's',
      },
    },
    reason: 'Recorded, 2022 to 2024: this list says in every version how many accounts there are.',
  },
  'FinancialConnections.Authorization.AccountHolder.account': {
    shape: { u: ['s', { r: 'Account' }] },
    reason: 'Of the preview: the same mistake as in the session.',
  },
};

/** Fields that are on the wire and in no type of the SDK's, by its names; all were recorded. */
const UNTYPED: Readonly<Record<string, Readonly<Record<string, Shape>>>> = {
  // Recorded of express accounts, 2025-04.
  Account: {
    'login_links?': {
      o: { object: { l: 'list' }, data: { a: 's' }, has_more: 'b', total_count: 'n', url: 's' },
    },
  },
  Charge: {
    'destination?': { u: ['z', 's', { r: 'Account' }] },
    'dispute?': { u: ['z', 's', { r: 'Dispute' }] },
    'order?': { u: ['z', 's'] },
  },
  // Left the types, and is on the wire beside balance_transactions (recorded of cards, 2023 to 2026).
  Dispute: { 'balance_transaction?': { u: ['z', 's', { r: 'BalanceTransaction' }] } },
  PaymentIntent: { 'shared_payment_granted_token?': { u: ['s', 'z'] } },
  PaymentMethod: { shared_payment_granted_token: { u: ['s', 'z'] } },
  // Typed until stripe-node 12.
  Product: { 'attributes?': { a: 's' } },
  // On the wire of subscriptions with a single item (recorded, 2026-03).
  Subscription: { 'plan?': { u: ['z', { r: 'Plan' }] }, 'quantity?': { u: ['z', 'n'] } },
  // Typed until stripe-node 20.
  'PaymentIntent.PaymentMethodOptions.UsBankAccount': { 'preferred_settlement_speed?': 's' },
};
/** Of lists within an object, such as `charge.refunds`. */
const UNTYPED_OF_LISTS: Readonly<Record<string, Shape>> = { 'total_count?': 'n' };

const untypedOf = (
  name: string,
  shapes: Record<string, Shape>,
): Readonly<Record<string, Shape>> | undefined =>
  name !== 'ApiList' && 'has_more' in shapes && 'data' in shapes ? UNTYPED_OF_LISTS : UNTYPED[name];

/** https://docs.stripe.com/api/errors; the SDK types its own exceptions, not the envelope. */
const ERROR: Shape = {
  o: {
    type: { e: ['api_error', 'card_error', 'idempotency_error', 'invalid_request_error'] },
    message: 's',
    'advice_code?': 's',
    'charge?': 's',
    'code?': 's',
    'decline_code?': 's',
    'doc_url?': 's',
    'network_advice_code?': 's',
    'network_decline_code?': 's',
    'param?': 's',
    'payment_intent?': { r: 'PaymentIntent' },
    'payment_method?': { r: 'PaymentMethod' },
    'payment_method_type?': 's',
    'request_log_url?': 's',
    'setup_intent?': { r: 'SetupIntent' },
    'source?': '*',
  },
};

type Check = (value: unknown, report: Report) => void;
type Fields = Record<string, unknown>;

export interface Report {
  path: string[];
  problems: string[];
}

/** Compiles definitions into checks, each when it is first needed. */
export class Dictionary {
  readonly #definitions: Record<string, Shape>;
  readonly #variants: Map<string, string>;
  readonly #checks = new Map<string, Check>();
  readonly #checkErrorFields: Check;

  constructor(shapes: ObjectShapes) {
    this.#definitions = shapes.definitions;
    this.#variants = new Map(Object.entries(shapes.variants));
    this.#checkErrorFields = this.#compile(ERROR, 'error');
  }

  checkBody(value: unknown, report: Report): void {
    if (!isFields(value) || !('error' in value)) {
      this.#checkApiObject(value, report);
      return;
    }
    at('error', report, () => this.#checkErrorFields(value.error, report));
    for (const key of Object.keys(value)) {
      if (key !== 'error') complain(report, `the envelope of an error has no ${key}`);
    }
  }

  #checkApiObject(value: unknown, report: Report): void {
    const key = variantOfValue(value);
    const name = key === undefined ? undefined : this.#variants.get(key);
    if (key === undefined) {
      complain(report, `${shown(value)} is not an API object`);
    } else if (name === undefined) {
      complain(report, `the SDK has no ${key}`);
    } else {
      this.#checkNamed(name, key, value, report);
    }
  }

  #checkNamed(name: string, key: string, value: unknown, report: Report): void {
    at(report.path.length === 0 ? key : `(${key})`, report, () => this.#check(name)(value, report));
  }

  #check(name: string, isPartial = false): Check {
    const slot = isPartial ? `Partial<${name}>` : name;
    const known = this.#checks.get(slot);
    if (known !== undefined) return known;
    // Until it is compiled, a definition that contains itself finds this stand-in.
    this.#checks.set(slot, (value, report) => this.#checks.get(slot)?.(value, report));
    const check = this.#compile(this.#definitions[name] ?? '?', name, isPartial);
    this.#checks.set(slot, check);
    return check;
  }

  #compile(shape: Shape, name: string, isPartial = false): Check {
    if (shape === '?') return () => {};
    if (shape === '*') return (value, report) => this.#checkApiObject(value, report);
    if (typeof shape === 'string') return this.#compileUnion([shape], name, isPartial);
    if ('p' in shape) return this.#compilePartial(shape.p);
    if ('o' in shape) return this.#compileFields(shape.o, name, isPartial);
    return this.#compileUnion('u' in shape ? shape.u : [shape], name, isPartial);
  }

  /** One check per JSON kind suffices: only API objects share a kind, and they say which one they are. */
  #compileUnion(members: Shape[], name: string, isPartial: boolean): Check {
    const byKind = new Map<Kind, Check>();
    const variants = new Map<string, string>();
    for (const member of members) {
      const variant = this.#variantOfReference(member);
      if (variant !== undefined) variants.set(variant.key, variant.name);
      else byKind.set(kindOfShape(member), this.#compileMember(member, name, isPartial));
    }
    const expected = alternatives(members.map((member) => this.#described(member)));
    const mismatch: Check = (value, report) =>
      complain(report, `${shown(value)} where the SDK says ${expected}`);
    if (variants.size > 0) {
      byKind.set('hash', (value, report) => {
        const key = variantOfValue(value) ?? '';
        const variant = variants.get(key);
        const [only, ...others] = variants.values();
        // What has changed of an object within the object, as of a hash.
        if (isPartial && key === '' && only !== undefined && others.length === 0)
          this.#check(only, true)(value, report);
        else if (variant === undefined) mismatch(value, report);
        else this.#checkNamed(variant, key, value, report);
      });
    }
    if (isPartial) byKind.set('null', () => {});
    return (value, report) => {
      const kind = kindOf(value);
      const check = kind === undefined ? mismatch : (byKind.get(kind) ?? mismatch);
      check(value, report);
    };
  }

  #compileMember(shape: Shape, name: string, isPartial: boolean): Check {
    if (shape === 'd') return checkDecimal;
    if (typeof shape === 'string') return () => {};
    if ('l' in shape) return checkWords([shape.l]);
    if ('e' in shape) return checkWords(shape.e);
    if ('a' in shape) return checkElements(this.#compile(shape.a, `${name}[]`));
    if ('m' in shape) return checkValues(this.#compile(shape.m, `${name}{}`, isPartial));
    if ('r' in shape) return this.#check(shape.r, isPartial);
    if ('o' in shape) return this.#compileFields(shape.o, name, isPartial);
    throw new Error(`${name} has a shape that no response has.`);
  }

  /**
   * An event's `previous_attributes`. The SDK's Partial<T> is shallow, but Stripe leaves out of a nested hash too
   * what has not changed, and gives null for what was not there before; an array is always whole.
   */
  #compilePartial(shape: Shape): Check {
    const members = typeof shape === 'object' && 'u' in shape ? shape.u : [shape];
    const checks = members.map((member) =>
      typeof member === 'object' && 'r' in member
        ? this.#check(member.r, true)
        : this.#compile(member, '', true),
    );
    return (value, report) => {
      const attempts = checks.map((check) => {
        const attempt: Report = { path: [...report.path], problems: [] };
        check(value, attempt);
        return attempt.problems;
      });
      const best = attempts.find((problems) => problems.length === 0) ?? attempts[0];
      report.problems.push(...(best ?? []));
    };
  }

  #compileFields(shapes: Record<string, Shape>, name: string, isPartial: boolean): Check {
    const fields = new Map<string, { segment: string; check: Check }>();
    const required: string[] = [];
    for (const [written, sdkShape] of Object.entries({ ...shapes, ...untypedOf(name, shapes) })) {
      const key = written.replace(/\?$/, '');
      const fieldName = `${name}.${key}`;
      const shape = EXCEPTIONS[fieldName]?.shape ?? sdkShape;
      fields.set(key, { segment: `.${key}`, check: this.#compile(shape, fieldName, isPartial) });
      if (key === written && !isPartial) required.push(key);
    }
    return (value, report) => {
      if (!isFields(value)) {
        complain(report, `${shown(value)} where the SDK says ${name}`);
        return;
      }
      for (const key of Object.keys(value)) {
        const field = fields.get(key);
        const segment = field?.segment ?? `.${key}`;
        report.path.push(segment);
        if (field === undefined) complain(report, `the SDK's ${name} has no such field`);
        else field.check(value[key], report);
        report.path.pop();
      }
      for (const key of required) {
        if (!(key in value))
          at(`.${key}`, report, () => complain(report, 'missing, and the SDK requires it'));
      }
    };
  }

  #variantOfReference(shape: Shape): { key: string; name: string } | undefined {
    if (typeof shape === 'string' || !('r' in shape)) return undefined;
    const key = variantOf(this.#definitions[shape.r] ?? '?');
    return key === undefined ? undefined : { key, name: shape.r };
  }

  #described(shape: Shape): string {
    if (typeof shape === 'string') return SIMPLE_NAMES[shape];
    if ('l' in shape) return shown(shape.l);
    if ('e' in shape) return alternatives(shape.e.map((word) => shown(word)));
    if ('a' in shape) return `array of ${this.#described(shape.a)}`;
    if ('m' in shape) return `map of ${this.#described(shape.m)}`;
    if ('r' in shape) return this.#variantOfReference(shape)?.key ?? shape.r;
    return 'u' in shape
      ? alternatives(shape.u.map((member) => this.#described(member)))
      : (variantOf(shape) ?? 'hash');
  }
}

const SIMPLE_NAMES = {
  s: 'string',
  n: 'number',
  b: 'boolean',
  z: 'null',
  d: 'decimal string',
  '?': 'anything',
  '*': 'API object',
};

function checkDecimal(value: unknown, report: Report): void {
  if (!/^-?\d+(\.\d+)?$/.test(String(value))) complain(report, `${shown(value)} is not a decimal string`);
}

function checkWords(words: (string | number | boolean)[]): Check {
  const known = new Set<unknown>(words);
  const complaint = words.length === 1 ? `is not ${shown(words[0])}` : `is not one of ${words.join(', ')}`;
  return (value, report) => {
    if (!known.has(value)) complain(report, `${shown(value)} ${complaint}`);
  };
}

function checkElements(check: Check): Check {
  return (value, report) => {
    for (const [index, element] of (value as unknown[]).entries()) {
      report.path.push(`[${index}]`);
      check(element, report);
      report.path.pop();
    }
  };
}

function checkValues(check: Check): Check {
  return (value, report) => {
    for (const [key, inner] of Object.entries(value as Fields)) {
      report.path.push(`.${key}`);
      check(inner, report);
      report.path.pop();
    }
  };
}

function at(segment: string, report: Report, check: () => void): void {
  report.path.push(segment);
  check();
  report.path.pop();
}

function complain(report: Report, complaint: string): void {
  report.problems.push(`${report.path.join('') || 'body'}: ${complaint}`);
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function variantOfValue(value: unknown): string | undefined {
  if (!isFields(value) || typeof value.object !== 'string') return undefined;
  return variantKey(value.object, value.deleted, value.type);
}

function shown(value: unknown): string {
  if (typeof value === 'string') return `'${value}'`;
  if (Array.isArray(value)) return 'an array';
  if (isFields(value)) return variantOfValue(value) ?? 'a hash';
  return String(value);
}

function alternatives(words: string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}
