/** A process of its own that verifies what it receives as an application would: `node webhook-receiver.ts <secret>`. */
import { createServer } from 'node:http';
import Stripe from 'stripe';

const [, , secret = ''] = process.argv;

const server = createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const signature = String(request.headers['stripe-signature']);
  try {
    const event = Stripe.webhooks.constructEvent(Buffer.concat(chunks), signature, secret);
    process.stdout.write(`${JSON.stringify({ type: event.type, object: event.data.object })}\n`);
    response.end();
  } catch (refused) {
    process.stdout.write(`${JSON.stringify({ type: 'refused', why: String(refused) })}\n`);
    response.writeHead(400).end();
  }
});

server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  process.stdout.write(`${JSON.stringify({ type: 'listening', port })}\n`);
});
