import manifest from '../package.json' with { type: 'json' };

/** The emulator's own version. */
export const VERSION: string = manifest.version;
