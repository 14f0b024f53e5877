// @vitest-environment happy-dom
import type { StripeCardElement } from '@stripe/stripe-js';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createStripe } from '../../src/stripe-js.ts';

const created = (type: 'card' = 'card'): StripeCardElement =>
  createStripe('pk_test_1', { fetch }).elements().create(type);

const place = (): HTMLElement => {
  const found = document.querySelector<HTMLElement>('#place');
  if (found === null) throw new Error('The page has no place.');
  return found;
};

beforeEach(() => {
  document.body.innerHTML = '<div id="place"></div>';
});

describe('a payment request', () => {
  it('says that there is no wallet, and takes listeners as in a browser that has none', async () => {
    const request = createStripe('pk_test_1', { fetch }).paymentRequest({
      country: 'US',
      currency: 'usd',
      total: { label: 'Total', amount: 2000 },
    });
    const told = vi.fn();

    expect(request.on('paymentmethod', told).once('cancel', told).off('cancel')).toBe(request);
    expect(await request.canMakePayment()).toBeNull();
    expect(request.isShowing()).toBe(false);
    expect(() => request.show()).toThrow('The emulator in place of Stripe.js has no paymentRequest.show().');
    expect(told).not.toHaveBeenCalled();
  });
});

describe('an element', () => {
  it.each<[string, () => string | HTMLElement]>([
    ['by a selector', () => '#place'],
    ['by its place', place],
  ])('mounts %s, and says that nothing can be entered', (_how, target) => {
    created().mount(target());

    expect(place().textContent).toBe(
      'Emulator: the element "card" is not emulated, and nothing can be entered here.',
    );
    expect(place().className).toBe('StripeElement');
  });

  it('is ready once it is mounted', async () => {
    const element = created();
    const ready = vi.fn();

    element.mount('#place');
    element.on('ready', ready);
    expect(ready).not.toHaveBeenCalled();
    await Promise.resolve();

    expect(ready.mock.calls).toEqual([[{ elementType: 'card' }]]);
  });

  it('is not ready where it was unmounted before', async () => {
    const element = created();
    const ready = vi.fn();

    element.on('ready', ready);
    element.mount('#place');
    element.unmount();
    await Promise.resolve();

    expect(ready).not.toHaveBeenCalled();
  });

  it('tells those who listen, once where they ask so, and not those who have left', async () => {
    const element = created();
    const [always, once, left] = [vi.fn(), vi.fn(), vi.fn()];
    element.on('ready', always).once('ready', once);
    element.on('ready', left).off('ready', left);

    for (let times = 0; times < 2; times++) {
      element.mount('#place');
      await Promise.resolve();
      element.unmount();
    }

    expect(always).toHaveBeenCalledTimes(2);
    expect(once).toHaveBeenCalledTimes(1);
    expect(left).not.toHaveBeenCalled();
  });

  it('leaves nothing behind when it is unmounted, and can be mounted again', () => {
    const element = created();
    element.mount('#place');

    element.unmount();
    expect(document.body.innerHTML).toBe('<div id="place" class=""></div>');
    element.mount('#place');

    expect(place().children).toHaveLength(1);
  });

  it('moves from where it was mounted before', () => {
    document.body.innerHTML = '<div id="place"></div><div id="other"></div>';
    const element = created();

    element.mount('#place');
    element.mount('#other');

    expect([...document.querySelectorAll('.StripeElement')].map(({ id }) => id)).toEqual(['other']);
    expect(place().children).toHaveLength(0);
  });

  it('cannot be mounted once it is destroyed, which may be done twice', () => {
    const element = created();
    element.mount('#place');

    element.destroy();
    element.destroy();

    expect(place().children).toHaveLength(0);
    expect(() => element.mount('#place')).toThrow(
      expect.objectContaining({ name: 'IntegrationError', message: expect.stringMatching(/destroyed/) }),
    );
  });

  it.each([
    ['#nowhere', 'element.mount() finds nothing in the page by the selector "#nowhere".'],
    [3, 'element.mount() takes a selector or an element of the page.'],
  ])('is not mounted at %s', (target, message) => {
    // A cast: the types of Stripe.js would not let it pass.
    expect(() => created().mount(target as string)).toThrow(message);
  });

  it('takes what it is told, and does nothing', () => {
    const element = created();

    expect(() => {
      element.update({ hidePostalCode: true });
      element.focus();
      element.blur();
      element.clear();
    }).not.toThrow();
  });
});

describe('a group of elements', () => {
  const group = () => createStripe('pk_test_1', { fetch }).elements({ clientSecret: 'pi_1_secret_2' });

  it('knows the element of a type until it is destroyed', () => {
    const elements = group();
    expect(elements.getElement('payment')).toBeNull();

    const payment = elements.create('payment');
    expect(elements.getElement('payment')).toBe(payment);
    payment.destroy();

    expect(elements.getElement('payment')).toBeNull();
  });

  it('knows an element by the component that react-stripe-js has made of its type', () => {
    const elements = group();
    const payment = elements.create('payment');
    const PaymentElement = Object.assign(() => null, { __elementType: 'payment' });

    // A cast: react-stripe-js declares it, and Stripe.js does not.
    expect(elements.getElement(PaymentElement as unknown as 'payment')).toBe(payment);
  });

  it('knows no element of a type that Stripe.js has not', () => {
    expect(() => group().create('crad' as 'card')).toThrow('elements.create() knows no element "crad".');
  });

  it('is updated and asked for updates without harm, and cannot be submitted', async () => {
    const elements = group();

    await expect(elements.update({ locale: 'de' })).resolves.toBeUndefined();
    await expect(elements.fetchUpdates()).resolves.toEqual({});
    expect(await elements.submit()).toMatchObject({ error: { code: 'emulator_unsupported' } });
  });
});
