import { Elements, PaymentElement, useElements, useStripe } from '@stripe/react-stripe-js';
import { loadStripe } from '@stripe/stripe-js';
import { createElement as h, StrictMode, useState } from 'react';
import { createRoot } from 'react-dom/client';

/* A small checkout as an application of somebody else's has it, in StrictMode. */

const promise = loadStripe('pk_test_in_react');
const heard = [];
window.heard = heard;

function Form() {
  const stripe = useStripe();
  const elements = useElements();
  const [renders, setRenders] = useState(0);
  const [isShown, setShown] = useState(true);
  // Each render has listeners of its own: the ones before them are taken off.
  const listeners = Object.fromEntries(
    ['onReady', 'onChange', 'onFocus', 'onBlur', 'onEscape', 'onLoadError', 'onLoaderStart'].map((name) => [
      name,
      () => heard.push(`${name} ${renders}`),
    ]),
  );
  window.stripe = stripe;
  return h(
    'form',
    null,
    isShown &&
      h(
        'div',
        { 'data-testid': 'element' },
        h(PaymentElement, { ...listeners, options: { layout: { type: 'tabs' } } }),
      ),
    h('button', { type: 'button', onClick: () => setRenders(renders + 1) }, `Rendered ${renders}`),
    h('button', { type: 'button', onClick: () => setShown(!isShown) }, isShown ? 'Hide' : 'Show'),
    h('output', null, stripe && elements ? 'There' : 'Not there'),
  );
}

function Shop() {
  const [theme, setTheme] = useState('stripe');
  const options = { mode: 'setup', currency: 'usd', appearance: { theme } };
  return h(
    'main',
    null,
    h(Elements, { stripe: promise, options }, h(Form)),
    h('button', { type: 'button', onClick: () => setTheme('night') }, 'Dark'),
  );
}

const root = createRoot(document.getElementById('root'));
root.render(h(StrictMode, null, h(Shop)));
window.leave = () => root.unmount();
