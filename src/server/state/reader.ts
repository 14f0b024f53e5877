import { crc32 } from 'node:zlib';
import { asText } from '../../core/as-text.ts';
import { errors } from '../../core/catalogue.ts';
import { isHash } from '../../core/form.ts';
import { sentence } from '../../core/sentence.ts';
import { boolean, integer, type Shape } from '../../core/shape.ts';
import { stored } from '../../core/stored.ts';
import { STRIPES_VOICE, type Voice, voiceOf } from '../../core/voice.ts';
import type { Limits } from '../../model/settings.ts';
import type { StagedWorld } from '../../world/snapshots/staged.ts';
import { SnapshotReader } from '../../world/snapshots/staging.ts';
import { type EndLine, type SandboxLine, STATE_OBJECT, STATE_VERSION } from './text.ts';

export interface SavedSandbox {
  readonly line: SandboxLine;
  readonly staged: StagedWorld;
}

/** What is the matter with a file, as the end of a sentence. */
export class UnreadableState extends Error {
  override readonly name = 'UnreadableState';
}

// A head, an end and what is known of a sandbox are short.
const MAX_LINE_BYTES = 4096;
const NEWLINE = 10;
const MAX_UINT32 = 0xffff_ffff;

const hash: Shape<string> = (value, path, voice = STRIPES_VOICE) => {
  if (typeof value === 'string' && /^[0-9a-f]{64}$/.test(value)) return value;
  throw voice.wrong(path, value, 'Write 64 hexadecimal digits', errors.invalidString(path, value));
};
const uint32 = integer({ min: 0, max: MAX_UINT32 });
const uint32OrNull: Shape<number | null> = (value, path, voice) =>
  value === null ? value : uint32(value, path, voice);
const only: Shape<true> = (value, path, voice = STRIPES_VOICE) => {
  if (value === true) return value;
  throw voice.wrong(path, value, 'Write true', errors.invalidString(path, value));
};

const sandboxLine = stored<SandboxLine>({
  sandbox: hash,
  used: boolean,
  ids: uint32OrNull,
  wall_ms: integer({ min: 0 }),
  runs: boolean,
});
const endLine = stored<EndLine>({ end: only, sandboxes: integer({ min: 0 }), crc32: uint32 });

/** Reads a state, in pieces however cut; throws the `UnreadableState` that says what is the matter with it. */
export class StateReader {
  readonly #limits: Limits;
  readonly #saved = new Map<string, SavedSandbox>();
  #number = 1;
  #line: Buffer[] = [];
  #lineBytes = 0;
  #sum = 0;
  #sandbox: SandboxLine | undefined;
  #snapshot: SnapshotReader | undefined;
  #decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  #isOver = false;

  constructor(limits: Limits) {
    this.#limits = limits;
  }

  write(bytes: Buffer): void {
    for (let from = 0; from < bytes.length; ) {
      const newline = bytes.indexOf(NEWLINE, from);
      const to = newline < 0 ? bytes.length : newline;
      this.#add(bytes.subarray(from, to));
      if (newline >= 0) this.#endLine();
      from = to + 1;
    }
  }

  end(): readonly SavedSandbox[] {
    if (this.#number === 1)
      throw new UnreadableState(this.#lineBytes === 0 ? 'it is empty.' : noState(Buffer.concat(this.#line)));
    if (!this.#isOver) throw new UnreadableState(`it is damaged: it breaks off in line ${this.#number}.`);
    return [...this.#saved.values()];
  }

  #add(bytes: Buffer): void {
    if (this.#isOver) throw this.#damaged('something follows its end.');
    if (this.#snapshot !== undefined) {
      this.#sum = crc32(bytes, this.#sum);
      this.#asDamage(() => this.#snapshot?.write(this.#decoder.decode(bytes, { stream: true })));
      return;
    }
    this.#lineBytes += bytes.length;
    if (this.#lineBytes > MAX_LINE_BYTES)
      throw this.#number === 1
        ? new UnreadableState(noState(this.#line[0] ?? bytes))
        : this.#damaged('it is too long.');
    this.#line.push(Buffer.from(bytes));
  }

  #endLine(): void {
    if (this.#snapshot !== undefined) this.#endSnapshot(this.#snapshot);
    else this.#endShort(Buffer.concat(this.#line));
    this.#line = [];
    this.#lineBytes = 0;
    this.#number++;
  }

  #endSnapshot(snapshot: SnapshotReader): void {
    this.#sum = crc32('\n', this.#sum);
    const line = this.#sandbox;
    this.#asDamage(() => {
      snapshot.write(this.#decoder.decode());
      const staged = snapshot.end();
      if (line !== undefined) this.#saved.set(line.sandbox, { line, staged });
    });
    this.#snapshot = undefined;
  }

  #endShort(bytes: Buffer): void {
    if (this.#number === 1) checkHead(parsed(bytes.toString()));
    else {
      const value = this.#asDamage(() => JSON.parse(this.#decoder.decode(bytes)));
      if (isHash(value) && 'end' in value) {
        this.#checkEnd(value);
        return;
      }
      const line = this.#asDamage(() => sandboxLine(value, '', VOICE));
      if (this.#saved.has(line.sandbox)) throw this.#damaged('this sandbox is there already.');
      this.#sandbox = line;
      this.#snapshot = new SnapshotReader(this.#limits);
    }
    this.#sum = crc32('\n', crc32(bytes, this.#sum));
  }

  #checkEnd(value: unknown): void {
    const end = this.#asDamage(() => endLine(value, '', VOICE));
    if (end.sandboxes !== this.#saved.size)
      throw this.#damaged(`it tells of ${end.sandboxes} sandboxes, and there are ${this.#saved.size}.`);
    if (end.crc32 !== this.#sum)
      throw new UnreadableState('it is damaged: it does not add up to its checksum, so a part was changed.');
    this.#isOver = true;
  }

  #asDamage<Result>(work: () => Result): Result {
    try {
      return work();
    } catch (cause) {
      throw this.#damaged(cause instanceof Error ? cause.message : String(cause), cause);
    }
  }

  #damaged(why: string, cause?: unknown): UnreadableState {
    return new UnreadableState(`it is damaged, in line ${this.#number}: ${why}`, { cause });
  }
}

const VOICE: Voice = voiceOf({ reads: 'types', error: (sentence) => new UnreadableState(sentence) });

const SNAPSHOT = 'it is a snapshot of one sandbox, and no state: put it back by PUT /_emulator/snapshot.';
const NO_STATE = 'it is no state of this emulator.';

/** A snapshot has one long line, which begins so. */
const noState = (start: Buffer): string =>
  start.subarray(0, START_OF_SNAPSHOT.length).toString() === START_OF_SNAPSHOT ? SNAPSHOT : NO_STATE;
const START_OF_SNAPSHOT = '{"object":"emulator.snapshot"';

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function checkHead(head: unknown): void {
  const { object, emulator, version } = isHash(head) ? head : {};
  if (object !== STATE_OBJECT)
    throw new UnreadableState(object === 'emulator.snapshot' ? SNAPSHOT : NO_STATE);
  if (version === STATE_VERSION) return;
  throw new UnreadableState(
    sentence`stripe-fc-emulator ${asText(emulator)} has written it in version ${asText(version)} of its format, and this emulator reads version ${STATE_VERSION}. Use that emulator or a newer one.`,
  );
}
