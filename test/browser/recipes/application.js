import { loadStripe } from '@stripe/stripe-js';

/* The application of the recipes in docs/browser.md: it knows Stripe.js and its own back end, and nothing of an emulator. */

const loaded = loadStripe('pk_test_of_the_application');

const button = Object.assign(document.createElement('button'), { textContent: 'Link a bank account' });
const output = document.createElement('output');
document.body.append(button, output);

/** Shows what a customer has linked. */
export async function linkBankAccount(clientSecret) {
  const stripe = await loaded;
  const { financialConnectionsSession, error } = await stripe.collectFinancialConnectionsAccounts({
    clientSecret,
  });
  const names = (financialConnectionsSession?.accounts ?? []).map(
    ({ display_name, last4 }) => `${display_name} ••••${last4}`,
  );
  output.textContent =
    error?.message ?? (names.length > 0 ? `Linked: ${names.join(', ')}` : 'Nothing was linked.');
}

button.addEventListener('click', async () => {
  const answer = await fetch('/sessions', { method: 'POST' });
  const { clientSecret } = await answer.json();
  await linkBankAccount(clientSecret);
});
