import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import Stripe from 'stripe';

/* The back end of that application: it is told by its environment where the API is, as any that is to be tested. */

const { hostname, port, protocol } = new URL(process.env.STRIPE_API_BASE);
const stripe = new Stripe(process.env.STRIPE_SECRET_KEY, {
  host: hostname,
  port: Number(port),
  protocol: protocol.slice(0, -1),
});

async function newSession() {
  const customer = await stripe.customers.create();
  const session = await stripe.financialConnections.sessions.create({
    account_holder: { type: 'customer', customer: customer.id },
    permissions: ['balances'],
  });
  return JSON.stringify({ clientSecret: session.client_secret });
}

const PAGE = '<!doctype html><title>Shop</title><body><script type="module" src="/page.js"></script></body>';

async function answer({ method, url }) {
  if (method === 'POST' && url === '/sessions') return ['application/json', await newSession()];
  if (url === '/page.js') return ['text/javascript', readFileSync(new URL('page.js', import.meta.url))];
  return ['text/html', PAGE];
}

createServer(async (request, response) => {
  const [type, body] = await answer(request);
  response.writeHead(200, { 'Content-Type': type }).end(body);
}).listen(Number(process.env.PORT), 'localhost');
