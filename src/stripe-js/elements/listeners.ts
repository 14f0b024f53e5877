import { IntegrationError } from '../integration-error.ts';

type Listener = (payload: unknown) => void;

interface Listening {
  readonly listener: Listener;
  readonly isOnce: boolean;
}

/** Who listens to what of an element. */
export class Listeners {
  readonly #byEvent = new Map<unknown, readonly Listening[]>();

  add(event: unknown, listener: unknown, isOnce = false): void {
    if (typeof event !== 'string' || typeof listener !== 'function')
      throw new IntegrationError('element.on() takes the name of an event and a function.');
    // A cast: any function may be called with one argument.
    this.#byEvent.set(event, [...this.#of(event), { listener: listener as Listener, isOnce }]);
  }

  remove(event: unknown, listener?: unknown): void {
    const left = this.#of(event).filter((other) => listener !== undefined && other.listener !== listener);
    this.#byEvent.set(event, left);
  }

  tell(event: string, payload: unknown): void {
    const told = this.#of(event);
    this.#byEvent.set(
      event,
      told.filter(({ isOnce }) => !isOnce),
    );
    for (const { listener } of told) listener(payload);
  }

  clear(): void {
    this.#byEvent.clear();
  }

  #of(event: unknown): readonly Listening[] {
    return this.#byEvent.get(event) ?? [];
  }
}
