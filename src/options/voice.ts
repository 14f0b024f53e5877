import { type Voice, voiceOf } from '../core/voice.ts';

/** What is said of the options of a function in code: `createEmulator: seed is true. …`, a TypeError. */
export const voiceIn = (call: string): Voice =>
  voiceOf({
    reads: 'types',
    place: (path) => (path === '' ? call : `${call}: ${path}`),
    error: (sentence) => new TypeError(sentence),
  });
