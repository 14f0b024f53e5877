/** A server that listens. */
export interface Server extends AsyncDisposable {
  /** Where this machine reaches it, without a slash at the end. */
  readonly url: string;
  readonly port: number;
  /** Ends the server and its open connections at once; the emulator goes on, and is closed by itself. */
  close(): Promise<void>;
}
