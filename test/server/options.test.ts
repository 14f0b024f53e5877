import { expect, it, onTestFinished } from 'vitest';
import { createEmulator } from '../../src/index.ts';
import { serve } from '../../src/node.ts';

const MISTAKES: readonly (readonly [options: unknown, message: string])[] = [
  [{ port: 0, controltoken: 'x' }, 'serve: unknown option "controltoken". Did you mean "controlToken"?'],
  [{ format: 'json' }, 'serve: unknown option "format". There are'],
  [{ port: 'x' }, 'serve: port is "x". Write a number from 0 (a free one) to 65535.'],
  [{ port: '0' }, 'serve: port is "0". Write a number from 0 (a free one) to 65535.'],
  [{ port: 65_536 }, 'serve: port is 65536. Write a number from 0 (a free one) to 65535.'],
  [{ port: null }, 'serve: port is null. Write a number'],
  [{ port: 0, host: '' }, 'serve: host is "". Write a text'],
  [{ port: 0, host: '0.0.0.0', controlToken: '' }, 'serve: controlToken is "". Write a text'],
  [{ port: 0, controlToken: 5 }, 'serve: controlToken is 5. Write a text'],
  [{ port: 0, allowHosts: 'app.test' }, 'serve: allowHosts is "app.test". Write a list of names.'],
  [
    { port: 0, controlToken: ' open sesame' },
    'serve: controlToken travels in a header, and this one would not arrive as it is. Write one of ASCII characters',
  ],
  [{ port: 0, controlToken: 'sésame' }, 'serve: controlToken travels in a header'],
  [{ port: 0, webhookHosts: [1] }, 'serve: webhookHosts[0] is 1. Write a text'],
  [12113, 'serve is 12113. Write an object with any of port, host'],
  [null, 'serve is null. Write an object'],
];

it.each(MISTAKES)('%j are refused with what to write instead', async (options, message) => {
  const served = serve(createEmulator(), options as never);

  await expect(served).rejects.toThrow(TypeError);
  await expect(served).rejects.toThrow(message);
});

it('those that are undefined have their defaults', async () => {
  const options = { port: 0, host: undefined, controlToken: undefined, allowHosts: undefined };
  const server = await serve(createEmulator({ log: false }), options as never);
  onTestFinished(() => server.close());

  expect(server.url).toBe(`http://127.0.0.1:${server.port}`);
});
