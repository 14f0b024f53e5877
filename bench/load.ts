/** What the load client is to do. */
export interface Load {
  readonly port: number;
  /** JSON: requests as they go over the wire, sent in turn. */
  readonly file: string;
  readonly connections: number;
  readonly durationMs: number;
  /** The number of the first request, where the last load has ended. */
  readonly from: number;
}

export interface LoadResult {
  readonly perSecond: number;
  readonly p99Ms: number;
  readonly next: number;
}

/** A request as it goes over the wire. */
export function requestText(method: string, path: string, key: string, form?: string): string {
  const head = `${method} ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: Bearer ${key}\r\n`;
  if (form === undefined) return `${head}\r\n`;
  return `${head}content-type: application/x-www-form-urlencoded\r\ncontent-length: ${Buffer.byteLength(form)}\r\n\r\n${form}`;
}
