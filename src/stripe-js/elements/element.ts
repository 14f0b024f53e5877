import { IntegrationError } from '../integration-error.ts';
import { UnsupportedError } from '../unsupported.ts';
import { Listeners } from './listeners.ts';
import { placeholder } from './placeholder.ts';

/* An element that mounts and unmounts as Stripe.js's do, and in which nothing can be entered. */

/** The class that Stripe.js gives to what an element is mounted in (types of @stripe/stripe-js: StripeElementClasses). */
const CLASS = 'StripeElement';

function placeOf(target: unknown): Element {
  const found = typeof target === 'string' ? document.querySelector(target) : target;
  if (found instanceof Element) return found;
  throw new IntegrationError(
    typeof target === 'string'
      ? `element.mount() finds nothing in the page by the selector "${target}".`
      : 'element.mount() takes a selector or an element of the page.',
  );
}

export class InertElement {
  readonly #type: string;
  readonly #listeners = new Listeners();
  #mounted: { readonly place: Element; readonly box: HTMLElement } | undefined;
  #isDestroyed = false;

  constructor(type: string) {
    this.#type = type;
  }

  get isDestroyed(): boolean {
    return this.#isDestroyed;
  }

  mount(target: unknown): this {
    if (this.#isDestroyed)
      throw new IntegrationError('This element was destroyed: create another one to mount it.');
    const place = placeOf(target);
    if (this.#mounted?.place === place) return this;
    this.unmount();
    const box = placeholder(this.#type);
    place.append(box);
    place.classList.add(CLASS);
    this.#mounted = { place, box };
    // Later, as in Stripe.js: who mounts an element listens to it afterwards, too.
    Promise.resolve().then(() => {
      if (this.#mounted?.box === box) this.#listeners.tell('ready', { elementType: this.#type });
    });
    return this;
  }

  unmount(): this {
    this.#mounted?.box.remove();
    this.#mounted?.place.classList.remove(CLASS);
    this.#mounted = undefined;
    return this;
  }

  destroy(): this {
    this.unmount();
    this.#isDestroyed = true;
    this.#listeners.clear();
    return this;
  }

  on(event: unknown, listener: unknown): this {
    this.#listeners.add(event, listener);
    return this;
  }

  once(event: unknown, listener: unknown): this {
    this.#listeners.add(event, listener, true);
    return this;
  }

  /** Without a listener all of the event's go. */
  off(event: unknown, listener?: unknown): this {
    this.#listeners.remove(event, listener);
    return this;
  }

  update(): this {
    return this;
  }

  focus(): this {
    return this;
  }

  blur(): this {
    return this;
  }

  clear(): this {
    return this;
  }

  collapse(): this {
    return this;
  }

  fetchUpdates(): Promise<Record<string, never>> {
    return Promise.resolve({});
  }

  getValue(): Promise<never> {
    return Promise.reject(new UnsupportedError('element.getValue'));
  }
}
