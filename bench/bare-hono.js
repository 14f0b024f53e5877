import { readFileSync } from 'node:fs';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';

/*
 * The measuring rod: hono and nothing else, answering constant objects, indented as Stripe's are. JavaScript, because
 * stripping types would cost its start several milliseconds.
 */

const app = new Hono();
for (const [route, answer] of Object.entries(JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')))) {
  const [method = '', path = ''] = route.split(' ');
  app.on(method, path, (context) =>
    context.body(JSON.stringify(answer, null, 2), 200, { 'content-type': 'application/json' }),
  );
}
serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) => {
  console.log(JSON.stringify({ port }));
});
