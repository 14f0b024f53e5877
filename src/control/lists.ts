export const PREFIX = '/_emulator';

/** A list of the control surface as it travels: whole, in one page. */
export const listOf = (records: readonly unknown[], path: string): object => ({
  object: 'list',
  data: records,
  has_more: false,
  url: `${PREFIX}${path}`,
});
