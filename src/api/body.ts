import { errors } from '../core/catalogue.ts';
import type { StripeError } from '../core/errors.ts';
import { sentence } from '../core/sentence.ts';
import { web } from '../web.ts';

const encoder = new web.TextEncoder();
const utf8 = new web.TextDecoder('utf-8', { fatal: true });
// No character takes more bytes in UTF-8.
const MAX_BYTES_A_UNIT = 3;

/** The text of a whole body, or a refusal. */
export function decodedBody(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw errors.invalidEncoding();
  }
}

/** Refuses a text that was too large as it travelled. */
export function checkSize(text: string, maxBytes: number): void {
  if (text.length * MAX_BYTES_A_UNIT <= maxBytes) return;
  if (text.length > maxBytes || encoder.encode(text).length > maxBytes) throw errors.bodyTooLarge(maxBytes);
}

/** Refuses by what a request says of its own body, before anything of it is read. */
export function checkAnnounced(contentLength: string | null, maxBytes: number): void {
  if (contentLength !== null && Number(contentLength) > maxBytes) throw errors.bodyTooLarge(maxBytes);
}

/** What is said of a body of which the rest does not come; nobody may be there to hear it. */
export const brokenOff = (cause: unknown): StripeError =>
  errors.misuse(sentence`The body broke off: ${cause instanceof Error ? cause.message : String(cause)}.`);

/** The whole body as text, or a refusal: too large, not UTF-8, or broken off. */
export async function readBody(request: Request, maxBytes: number): Promise<string> {
  checkAnnounced(request.headers.get('content-length'), maxBytes);
  // A chunked body does not tell its length, so it is counted while it arrives.
  const bytes =
    request.headers.get('transfer-encoding') === null
      ? new Uint8Array(await request.arrayBuffer().catch(throwBrokenOff))
      : await readCounted(request, maxBytes);
  if (bytes.byteLength > maxBytes) throw errors.bodyTooLarge(maxBytes);
  return decodedBody(bytes);
}

async function readCounted({ body }: Request, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const arriving = chunksOf(body);
  for await (const chunk of arriving) {
    size += chunk.byteLength;
    if (size > maxBytes) throw errors.bodyTooLarge(maxBytes);
    chunks.push(chunk);
  }
  return joined(chunks, size);
}

const throwBrokenOff = (cause: unknown): never => {
  throw brokenOff(cause);
};

/** The pieces of a body as they arrive, or a refusal when it breaks off. */
export async function* chunksOf(body: Request['body']): AsyncGenerator<Uint8Array> {
  if (body === null) return;
  const reader = body.getReader();
  try {
    for (let read = await reader.read(); !read.done; read = await reader.read()) yield read.value;
  } catch (cause) {
    throw brokenOff(cause);
  } finally {
    // Whoever has had enough of it does not wait for the rest.
    void reader.cancel().catch(() => {});
  }
}

/** Several pieces as one. */
function joined(chunks: readonly Uint8Array[], size: number): Uint8Array {
  const [only] = chunks;
  if (only !== undefined && chunks.length === 1) return only;
  const whole = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.byteLength;
  }
  return whole;
}

/** Bodies are forms: refuses one with another content type, or that looks like JSON. */
export function checkForm(contentType: string | null, text: string): void {
  const type = contentType ?? '';
  const isForm =
    type === '' || type.startsWith('application/x-www-form-urlencoded') || type.startsWith('text/plain');
  if (!isForm || text.startsWith('{')) throw errors.bodyNotForm();
}
