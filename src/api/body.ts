import { errors } from '../core/catalogue.ts';

const encoder = new TextEncoder();
const utf8 = new TextDecoder('utf-8', { fatal: true });
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

/** The whole body as text, or a refusal: too large, or not UTF-8. */
export async function readBody(request: Request, maxBytes: number): Promise<string> {
  checkAnnounced(request.headers.get('content-length'), maxBytes);
  // A chunked body does not tell its length, so it is counted while it arrives.
  const bytes =
    request.headers.get('transfer-encoding') === null
      ? new Uint8Array(await request.arrayBuffer())
      : await readCounted(request, maxBytes);
  if (bytes.byteLength > maxBytes) throw errors.bodyTooLarge(maxBytes);
  return decodedBody(bytes);
}

async function readCounted({ body }: Request, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.byteLength;
    if (size > maxBytes) throw errors.bodyTooLarge(maxBytes);
    chunks.push(chunk);
  }
  return joined(chunks, size);
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
