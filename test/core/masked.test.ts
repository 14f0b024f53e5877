import { describe, expect, it } from 'vitest';
import { masked, withoutSecrets } from '../../src/core/masked.ts';

describe('masked', () => {
  it.each([
    ['https://jenny:secret@a.test/hook?a=b@c', 'https://jenny:****@a.test/hook?a=b@c'],
    ['https://token@a.test/', 'https://****@a.test/'],
    ['https://token:@a.test/', 'https://****@a.test/'],
    ['https://:secret@a.test/', 'https://:****@a.test/'],
    // A password may have an @, a blank and a quotation mark in it, and URL parsers forgive much.
    ['http://jenny:se@cr et"@a.test', 'http://jenny:****@a.test'],
    ['http:jenny:secret@a.test', 'http:jenny:****@a.test'],
    ['HTTP:\\\\jenny:secret@a.test', 'HTTP:\\\\jenny:****@a.test'],
    ['http:/\t/jenny:secret@a.test', 'http:/\t/jenny:****@a.test'],
    ['connect to http://jenny:secret@a.test:80 failed', 'connect to http://jenny:****@a.test:80 failed'],
    ['"http://a:b@c" and "http://d:e@f"', '"http://a:****@c" and "http://d:****@f"'],
  ])('%j is %j', (text, expected) => {
    expect(masked(text)).toBe(expected);
  });

  // Would take hours if a part could be taken in two ways.
  it.each([
    `http:${' '.repeat(1e6)}/@`,
    `http:${'/'.repeat(1e6)}@`,
    `${'://a'.repeat(3e5)}/@`,
    `http:${'a'.repeat(1e6)}/@`,
  ])('reads a megabyte once: %.8j…', (text) => {
    expect(masked(text).length).toBeLessThan(text.length + 10);
  });

  it.each([
    'https://a.test/@jenny:x@y',
    'https://a.test?x=jenny:y@z',
    'jenny@example.com',
    'mailto:jenny@example.com',
    'Error: nobody is called jenny@example.com',
    'No such URL: http://a.test/b. Ask jenny@example.com.',
  ])('leaves %j as it is', (text) => {
    expect(masked(text)).toBe(text);
  });
});

describe('what a webhook answers', () => {
  it('is told without keys and signing secrets', () => {
    expect(withoutSecrets('sk_test_51abcdefg, rk_live_abcdefgh and whsec_abcdefgh, of evt_1abcdefgh')).toBe(
      'sk_test_****, rk_live_**** and whsec_****, of evt_1abcdefgh',
    );
  });
});
