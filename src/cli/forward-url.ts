/** As Stripe's CLI reads it: a port or a path means this machine, and the scheme may be left away. */
export function forwardUrl(text: string): string | undefined {
  let url = text;
  if (/^:?\d+(?:[/?]|$)/.test(url)) url = `localhost:${url.replace(/^:/, '')}`;
  else if (url.startsWith('/')) url = `localhost${url}`;
  if (!/^[a-z][a-z\d+.-]*:\/\//i.test(url)) url = `http://${url}`;
  const isHttp = /^https?:\/\/[^/]/i.test(url);
  return isHttp && URL.canParse(url) ? url : undefined;
}
