import type { DeliveryAttempt } from '../model/delivery.ts';
import { web } from '../web.ts';

const encoder = new web.TextEncoder();
const decoder = new web.TextDecoder();
// Three texts of this size and what stands around them are less than a kilobyte.
const MAX_BYTES = 200;
const room = new Uint8Array(MAX_BYTES);

/** A text of its own: a part that was cut from a large one would keep the whole of it in memory. */
export const copied = (text: string): string => decoder.decode(encoder.encode(text));

/** The beginning of a text, and how much it is the beginning of. */
export function shortened(text: string): string {
  // No character takes less than a byte.
  const { read, written } = encoder.encodeInto(text, room);
  if (read === text.length) return text;
  return `${decoder.decode(room.subarray(0, written))}… (the beginning of ${text.length} characters)`;
}

/** What is kept of an attempt while its delivery is pending: less than a kilobyte of texts. */
export function brief({
  t,
  duration_ms,
  status,
  error,
  request,
  response,
}: DeliveryAttempt): DeliveryAttempt {
  return {
    t,
    duration_ms,
    status,
    error: error === null ? null : shortened(error),
    request: { headers: {}, body: shortened(request.body) },
    response: response === null ? null : { headers: {}, body: shortened(response.body) },
  };
}
