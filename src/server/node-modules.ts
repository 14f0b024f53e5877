/**
 * `node:http` as `require` gives it. To import it is to read its every export, and three of them are made by Node's own
 * `fetch`, which then is loaded, and HTTP/2 with it: a quarter of the time that the command line takes to start.
 */
export const nodeHttp = (): typeof import('node:http') => process.getBuiltinModule('node:http');

/**
 * To import `node:fs` is to load what its streams and promises are made of, and to import `node:util` another eight
 * modules: a twentieth of the time that a start takes.
 */
export const nodeFs = (): typeof import('node:fs') => process.getBuiltinModule('node:fs');
export const nodeUtil = (): typeof import('node:util') => process.getBuiltinModule('node:util');

/** Loaded where a token is asked for. */
export const nodeCrypto = (): typeof import('node:crypto') => process.getBuiltinModule('node:crypto');

/** Loaded where something is sent over TLS. */
export const nodeHttps = (): typeof import('node:https') => process.getBuiltinModule('node:https');
