import type { OwnServer } from '../server/listen.ts';

/** Where a server is bound, if that is elsewhere than where it is reached: to the address of a name, or to all. */
export function boundText({ url, bound }: Pick<OwnServer, 'url' | 'bound'>): string {
  if (url === `http://${bound}`) return '';
  const all = /^(?:0\.0\.0\.0|\[::\]):/.test(bound) ? ', all addresses of this machine' : '';
  return `, bound to ${bound}${all}`;
}
