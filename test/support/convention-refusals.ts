import { CURRENCIES } from '../../src/core/currencies.ts';
import { get, post, type Refusal, row } from './refusal-row.ts';

const long = (size: number): string => 'x'.repeat(size);
const SESSION = 'account_holder[type]=customer&account_holder[customer]=cus_1&permissions[]=balances';
const withKey = (key: string) => ({ 'idempotency-key': key });
const INTEGER = { code: 'parameter_invalid_integer' };

/** What is refused whatever the resource: keys, headers, encoding, parameters, lists. */
export const CONVENTIONS = {
  accountInvalid: row(
    get('/v1/customers', { headers: { 'stripe-account': 'nobody' } }),
    403,
    "The provided key 'sk_test_**************ator' does not have access to account 'nobody' (or that account does not exist). Application access may have been revoked.",
    { code: 'account_invalid' },
  ),
  arrayTooLong: row(
    get(`/v1/events?${'types[]=a&'.repeat(21)}`),
    400,
    'Invalid array: must have at most 20 elements',
    { param: 'types' },
  ),
  bodyNotForm: row(
    post('/v1/customers', '{"name":"Jenny"}'),
    400,
    'Invalid request (check that your POST content type is application/x-www-form-urlencoded). If you have any questions, we can help at https://support.stripe.com/.',
  ),
  bodyTooLarge: row(
    post('/v1/customers', `name=${long(1000)}`),
    413,
    'The request body is too large: at most 1000 bytes are accepted.',
    {},
    { limits: { bodyBytes: 1000 } },
  ),
  bothCursors: row(
    get('/v1/customers?starting_after=cus_1&ending_before=cus_2'),
    400,
    'Received both starting_after and ending_before parameters. Please pass in only one.',
  ),
  conflictingParameter: row(
    post('/v1/customers', 'metadata=a&metadata[a]=b'),
    400,
    "expected Hash (got String) for param `metadata'",
    { param: 'metadata' },
  ),
  emptyString: row(
    post('/v1/customers', 'id='),
    400,
    "You passed an empty string for 'id'. We assume empty values are an attempt to unset a parameter; however 'id' cannot be unset. You should remove 'id' from your request or supply a non-empty value.",
    { code: 'parameter_invalid_empty', param: 'id' },
  ),
  expandTooDeep: row(
    get('/v1/customers/cus_1?expand[]=a.b.c.d.e'),
    400,
    'You cannot expand more than 4 levels of a property. Property: a.b.c.d.e',
    { code: 'property_expansion_max_depth' },
  ),
  idempotencyKeyEmpty: row(
    post('/v1/customers', '', withKey('')),
    400,
    'Idempotency Key must be a non-empty string.',
  ),
  idempotencyKeyInUse: row(
    async (world) => {
      const [, second] = await Promise.all(
        ['a', 'b'].map((name) => post('/v1/customers', `name=${name}`, withKey('key'))(world)),
      );
      return second as { status: number; body: unknown };
    },
    409,
    'There is currently another in-progress request using this Idempotent Key (that probably means you submitted twice, and the other request is still going through): key. Please try again later.',
    { type: 'idempotency_error', code: 'idempotency_key_in_use' },
  ),
  idempotencyKeyReused: row(
    async (world) => {
      await post('/v1/customers', 'name=a', withKey('key'))(world);
      return post('/v1/customers', 'name=b', withKey('key'))(world);
    },
    400,
    "Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than 'key' if you meant to execute a different request.",
    { type: 'idempotency_error' },
  ),
  idempotencyKeyReusedElsewhere: row(
    async (world) => {
      await post('/v1/customers', '', withKey('key'))(world);
      return post('/v1/customers/cus_1', '', withKey('key'))(world);
    },
    400,
    "Keys for idempotent requests can only be used for the same endpoint they were first used for ('/v1/customers' vs '/v1/customers/cus_1'). Try using a key other than 'key' if you meant to execute a different request.",
    { type: 'idempotency_error' },
  ),
  idempotencyKeyTooLong: row(
    post('/v1/customers', '', withKey(long(256))),
    400,
    'Idempotency Key must be at most 255 characters.',
  ),
  integerTooLarge: row(get('/v1/customers?limit=101'), 400, 'This value must be less than or equal to 100.', {
    ...INTEGER,
    param: 'limit',
  }),
  integerTooSmall: row(
    post('/v1/financial_connections/sessions', `${SESSION}&limits[accounts]=0`),
    400,
    'This value must be greater than or equal to 1.',
    { ...INTEGER, param: 'limits[accounts]' },
  ),
  internal: row(
    async ({ emulator }) => {
      const request = new Request('https://api.stripe.com/v1/customers', {
        headers: { authorization: `Bearer ${emulator.apiKey}` },
      });
      const { headers } = request;
      // Nothing that a client can send does it: a request that is broken itself.
      const get = (name: string): string | null => {
        if (name === 'stripe-version') throw new Error('It is broken.');
        return headers.get(name);
      };
      Object.defineProperty(request, 'headers', { value: { get } });
      const response = await emulator.fetch(request);
      return { status: response.status, body: await response.json() };
    },
    500,
    'An unexpected error occurred in stripe-fc-emulator: this is a bug of the emulator, its log has the details.',
    { type: 'api_error' },
    { log: false },
  ),
  invalidArray: row(
    post('/v1/financial_connections/accounts/fca_1/refresh', 'features=balance'),
    400,
    'Invalid array',
    { param: 'features' },
  ),
  invalidArrayKeys: row(
    get('/v1/customers?expand[1]=data'),
    400,
    'If passing an array with explicit keys (e.g. foo[0]=a&foo[1]=b) instead of as an array (e.g. foo[]=a&foo[]=b), the keys must be numeric and sequential starting from 0. You passed the keys `1`, we expected to have a key with the value `0`.',
    { param: 'expand' },
  ),
  invalidBoolean: row(get('/v1/events?delivery_success=yes'), 400, 'Invalid boolean: yes', {
    param: 'delivery_success',
  }),
  invalidCurrency: row(
    post('/v1/payment_intents', 'amount=2000&currency=xxx'),
    400,
    `Invalid currency: xxx. Stripe currently supports these currencies: ${CURRENCIES.join(', ')}`,
    { param: 'currency' },
  ),
  invalidEncoding: row(
    post('/v1/customers', 'name=%ff'),
    400,
    'Invalid request: the body and the query must be UTF-8, percent-encoded.',
  ),
  invalidHash: row(post('/v1/customers', 'metadata=a'), 400, 'Invalid object', { param: 'metadata' }),
  invalidInteger: row(get('/v1/customers?limit=ten'), 400, 'Invalid integer: ten', {
    ...INTEGER,
    param: 'limit',
  }),
  invalidKey: row(
    get('/v1/customers', { headers: { authorization: 'Bearer sk_prod_1234567890' } }),
    401,
    'Invalid API Key provided: sk_prod_******7890',
  ),
  invalidString: row(post('/v1/customers', 'name[]=a'), 400, 'Invalid string: {"0":"a"}', { param: 'name' }),
  invalidTimestamp: row(
    get('/v1/events?created[gt]=today'),
    400,
    'Invalid timestamp: must be an integer Unix timestamp in seconds, but you passed today',
    { param: 'created[gt]' },
  ),
  invalidVersion: row(
    get('/v1/customers', { headers: { 'stripe-version': '2030-01-01' } }),
    400,
    'Invalid Stripe API version: 2030-01-01',
  ),
  liveKey: row(
    get('/v1/customers', { headers: { authorization: 'Bearer sk_live_1234567890' } }),
    401,
    'A live key (sk_live_******7890) has just been sent to stripe-fc-emulator, which is not Stripe. Use a key that starts with sk_test_, and consider rolling the live one.',
  ),
  metadataKeyTooLong: row(
    post('/v1/customers', `metadata[${long(41)}]=1`),
    400,
    `Metadata keys can have up to 40 characters, but you passed in a key that is 41 characters. Invalid key: ${long(41)}`,
  ),
  metadataValueTooLong: row(
    post('/v1/customers', `metadata[a]=${long(501)}`),
    400,
    `Metadata values can have up to 500 characters, but you passed in a value that is 501 characters. Invalid value: ${long(499)}…`,
  ),
  misuse: row(post('/_emulator/clock/advance'), 400, 'Say how far: by=5s, to=<instant>, or until=idle.'),
  nestedTooDeeply: row(
    post('/v1/customers', `a${'[b]'.repeat(32)}=1`),
    400,
    'Invalid request: parameters may be nested at most 32 levels deep.',
  ),
  noApiKey: row(
    get('/v1/customers', { headers: { authorization: '' } }),
    401,
    "You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY'). See https://stripe.com/docs/api#authentication for details, or we can help at https://support.stripe.com/.",
  ),
  noSuchEvent: row(
    get('/_emulator/events/wait?type=charge.failed&timeout=1ms'),
    408,
    'No event charge.failed came within 1 ms. GET /_emulator/jobs tells what is due; POST /_emulator/clock/advance moves a clock that stands.',
  ),
  propertyForbidden: row(
    get('/v1/customers?expand[]=total_count'),
    400,
    'This property is no longer supported (total_count).',
    { code: 'property_forbidden', param: 'expand' },
  ),
  propertyGone: row(
    get('/v1/payment_intents?expand[]=data.charges'),
    400,
    "This property cannot be expanded because it doesn't exist: charges.",
  ),
  notExpandable: row(
    get('/v1/financial_connections/accounts?expand[]=ownership'),
    400,
    "This property cannot be expanded (ownership). You may want to try expanding 'data.ownership' instead.",
  ),
  notOneOf: row(
    post('/v1/financial_connections/accounts/fca_1/refresh', 'features[]=balances'),
    400,
    'Invalid features[0]: must be one of balance, ownership, or transactions',
    { param: 'features[0]' },
  ),
  onlyOneOf: row(
    get('/v1/financial_connections/accounts?session=fcsess_1&account_holder[customer]=cus_1'),
    400,
    'You may only specify one of these parameters: account_holder[customer], session.',
  ),
  parameterMissing: row(
    post('/v1/financial_connections/accounts/fca_1/refresh'),
    400,
    'Missing required param: features.',
    { code: 'parameter_missing', param: 'features' },
  ),
  parameterUnknown: row(
    post('/v1/customers', 'foo=1&metadata[a]=1&bar=2'),
    400,
    'Received unknown parameters: foo, bar',
    { code: 'parameter_unknown', param: 'foo' },
  ),
  publishableKey: row(
    get('/v1/customers', { headers: { authorization: 'Bearer pk_test_stripe_fc_emulator' } }),
    401,
    'This API call cannot be made with a publishable API key. Please use a secret API key. You can find a list of your API keys at https://dashboard.stripe.com/account/apikeys.',
    { code: 'secret_key_required' },
  ),
  rateLimited: row(
    async (world) => {
      for (let count = 0; count < 25; count++) await get('/v1/customers')(world);
      return get('/v1/customers')(world);
    },
    429,
    'Testmode request rate limit exceeded, the rate limits in testmode are lower than livemode. You can learn more about rate limits here https://stripe.com/docs/rate-limits.',
    { code: 'rate_limit' },
    { rateLimit: 'stripe' },
  ),
  resourceExists: row(post('/v1/customers', 'id=cus_1'), 400, 'Customer already exists.', {
    code: 'resource_already_exists',
    param: 'id',
  }),
  resourceMissing: row(get('/v1/customers/cus_x'), 404, "No such customer: 'cus_x'", {
    code: 'resource_missing',
    param: 'id',
  }),
  resourceMissingInLiveMode: row(
    get('/v1/customers/cus_live_x'),
    404,
    "No such customer: 'cus_live_x'; a similar object exists in live mode, but a test mode key was used to make this request.",
    { code: 'resource_missing', param: 'id' },
  ),
  resourceMissingInParameter: row(
    get('/v1/customers?starting_after=cus_x'),
    400,
    "No such customer: 'cus_x'",
    { code: 'resource_missing', param: 'starting_after' },
  ),
  searchFieldUnsupported: row(
    get('/v1/customers/search?query=balance:"1"'),
    400,
    'Field `balance` is an unsupported search field for resource `customers`. See http://stripe.com/docs/search#query-fields-for-customers for a list of supported fields.',
  ),
  searchNumberInvalid: row(
    get('/v1/customers/search?query=created>"today"'),
    400,
    'Value `today` is an unsupported search value for numeric field `created`.',
  ),
  searchOperatorUnsupported: row(
    get('/v1/customers/search?query=email>"a"'),
    400,
    'Operator `>` is an unsupported search operator for field `email`.',
  ),
  searchQueryUnparsable: row(
    get('/v1/customers/search?query=jenny'),
    400,
    'We were unable to parse your search query. Try using the format `metadata["key"]:"value"` to query for metadata or key:"value" to query for other fields.',
  ),
  searchSubstringTooShort: row(
    get('/v1/customers/search?query=email~"am"'),
    400,
    'Substrings in search queries must be a minimum of 3 characters. Field: `email`.',
  ),
  stringTooLong: row(
    post('/v1/customers', `name=${long(257)}`),
    400,
    'Invalid string: xxxx...xxxx; must be at most 256 characters',
    { param: 'name' },
  ),
  tooManyMetadataKeys: row(
    post('/v1/customers', Array.from({ length: 51 }, (_, at) => `metadata[k${at}]=1`).join('&')),
    400,
    'Metadata can have up to 50 keys.',
    { param: 'metadata' },
  ),
  unrecognizedUrl: row(
    get('/nowhere'),
    404,
    'Unrecognized request URL (GET: /nowhere). If you are trying to list objects, remove the trailing slash. If you are trying to retrieve an object, make sure you passed a valid (non-empty) identifier in your code. Please see https://stripe.com/docs or we can help at https://support.stripe.com/.',
  ),
} as const satisfies Readonly<Record<string, Refusal>>;
