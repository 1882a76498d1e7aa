import { expect, test } from 'vitest';
import { allowsOrigin, readOrigin } from './origins.ts';

test('origins are kept as browsers write them', () => {
  const same: Record<string, string> = {
    'https://shop.example.org': 'https://shop.example.org',
    ' HTTPS://Shop.Example.org:443/ ': 'https://shop.example.org',
    'http://localhost:8080': 'http://localhost:8080',
    'https://bücher.example': 'https://xn--bcher-kva.example',
    'https://*.Example.org': 'https://*.example.org',
    'https://*.example.org:8443': 'https://*.example.org:8443',
    'http://[::1]:3000': 'http://[::1]:3000',
    '*': '*',
  };
  for (const [given, kept] of Object.entries(same)) expect(readOrigin(given), given).toBe(kept);
});

test.each([
  ...['', 'shop.example.org', 'https://', 'ftp://shop.example.org', 'https://shop.example.org/cart'],
  ...['https://shop.example.org?x=1', 'https://shop.example.org#x', 'https://ada:p@shop.example.org', 'null'],
  ...['https://*.org', 'https://*', 'https://shop.*.org', 'https://*shop.example.org', 'https://*.*.example.org'],
  ...['https://*.127.0.0.1', 'file:///x', 'javascript:alert(1)', 'https://a b.example', '**'],
])('%j is none', (text) => {
  expect(() => readOrigin(text)).toThrow(expect.objectContaining({ code: 'wrong-use' }));
});

test('a page may send when its origin is listed, is below one that is, or all may', () => {
  const allowed = new Set(['https://shop.example.org', 'https://*.example.net', 'http://*.test.example:8080']);
  const yes = [
    'https://shop.example.org',
    'https://a.example.net',
    'https://a.b.example.net',
    'http://x.test.example:8080',
  ];
  const no = [
    ...[
      'http://shop.example.org',
      'https://shop.example.org:8443',
      'https://example.org',
      'https://a.shop.example.org',
    ],
    ...['https://example.net', 'https://.example.net', 'https://evilexample.net', 'https://example.net.evil.org'],
    ...['http://x.test.example', 'null', '', 'https://*.example.net.x', 'https://shop.example.org.'],
  ];
  for (const origin of yes) expect(allowsOrigin(allowed, origin), origin).toBe(true);
  for (const origin of no) expect(allowsOrigin(allowed, origin), origin).toBe(false);
  expect(allowsOrigin(new Set(['*']), 'https://anywhere.example')).toBe(true);
  expect(allowsOrigin(new Set(), 'https://shop.example.org')).toBe(false);
});
