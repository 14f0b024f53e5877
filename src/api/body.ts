import { errors } from '../core/catalogue.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** The whole body as text, or a refusal: too large, or not UTF-8. */
export async function readBody(request: Request, maxBytes: number): Promise<string> {
  const announced = request.headers.get('content-length');
  if (announced !== null && Number(announced) > maxBytes) throw errors.bodyTooLarge(maxBytes);
  // A chunked body does not tell its length, so it is counted while it arrives.
  const bytes =
    request.headers.get('transfer-encoding') === null
      ? new Uint8Array(await request.arrayBuffer())
      : await readCounted(request, maxBytes);
  if (bytes.byteLength > maxBytes) throw errors.bodyTooLarge(maxBytes);
  try {
    return utf8.decode(bytes);
  } catch {
    throw errors.invalidEncoding();
  }
}

async function readCounted({ body }: Request, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.byteLength;
    if (size > maxBytes) throw errors.bodyTooLarge(maxBytes);
    chunks.push(chunk);
  }
  const whole = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.byteLength;
  }
  return whole;
}
