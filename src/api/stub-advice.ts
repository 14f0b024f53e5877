/** How a program in some language can answer a path that is not emulated: by what it has, its client or its tests. */
const ADVICE: readonly (readonly [client: string, advice: (method: string, path: string) => string])[] = [
  [
    'NodeBindings',
    (method, path) =>
      `To stub it, put http.${method.toLowerCase()}('https://api.stripe.com${path}', …) before stripeHandlers() in MSW's server.use().`,
  ],
  ['PythonBindings', () => "To stub it, replace the client's method with unittest.mock.patch."],
  [
    'RubyBindings',
    (method, path) => `To stub it, use WebMock: stub_request(:${method.toLowerCase()}, %r{${path}}).`,
  ],
  ['PhpBindings', () => 'To stub it, give Stripe\\ApiRequestor::setHttpClient() a client that answers it.'],
  ['GoBindings', () => 'To stub it, give stripe.SetBackend a Backend that answers it.'],
  ['JavaBindings', () => 'To stub it, give the client an HttpClient of your own that answers it.'],
  ['.NetBindings', () => 'To stub it, give the StripeClient an IHttpClient that answers it.'],
];

/** The advice for the official client that has sent `User-Agent`; none for whoever is not known. */
export function stubAdvice(userAgent: string | null, method: string, path: string): string | undefined {
  const [, advice] = ADVICE.find(([client]) => userAgent?.includes(client) === true) ?? [];
  return advice?.(method, path);
}
