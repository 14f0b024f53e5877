import { chunksOf } from '../api/body.ts';
import { errors } from '../core/catalogue.ts';
import { web } from '../web.ts';

/** An answer that is too large for one text. */
export class TextStream {
  readonly pieces: Iterable<string>;

  constructor(pieces: Iterable<string>) {
    this.pieces = pieces;
  }

  /** Its bytes, made when they are asked for: whoever reads slowly makes nothing wait. */
  bytes(): ReadableStream<Uint8Array> {
    const pieces = this.pieces[Symbol.iterator]();
    const encoder = new web.TextEncoder();
    return new web.ReadableStream({
      pull(controller) {
        const { value, done } = pieces.next();
        if (done === true) controller.close();
        else controller.enqueue(encoder.encode(value));
      },
    });
  }
}

/** The text of a body as it arrives, or a refusal: of what is no UTF-8, or breaks off. */
export async function* arriving({ body }: Request): AsyncGenerator<string> {
  const decoder = new web.TextDecoder('utf-8', { fatal: true });
  const decoded = (chunk?: Uint8Array): string => {
    try {
      return decoder.decode(chunk, { stream: chunk !== undefined });
    } catch {
      throw errors.invalidEncoding();
    }
  };
  for await (const chunk of chunksOf(body)) yield decoded(chunk);
  yield decoded();
}
