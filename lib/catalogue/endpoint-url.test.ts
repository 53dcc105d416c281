import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readEndpointUrl } from './endpoint-url.ts';

describe('the address of a server', () => {
  it.each([
    ['http://localhost:11434', 'http://localhost:11434/v1/', 'this-device'],
    ['http://localhost:1234/v1', 'http://localhost:1234/v1/', 'this-device'],
    [' http://127.0.0.1:8080/ ', 'http://127.0.0.1:8080/v1/', 'this-device'],
    ['http://127.1:8080', 'http://127.0.0.1:8080/v1/', 'this-device'],
    ['http://[::1]:8080/v1/', 'http://[::1]:8080/v1/', 'this-device'],
    ['https://api.example.com/openai/v1/', 'https://api.example.com/openai/v1/', 'internet'],
    ['HTTPS://API.Example.COM', 'https://api.example.com/v1/', 'internet'],
    ['https://192.168.1.7:8443', 'https://192.168.1.7:8443/v1/', 'local-network'],
  ])('reads %s', (typed, url, reach) => {
    expect(readEndpointUrl(typed)).toEqual({ ok: true, url, origin: new URL(url).origin, reach, warning: null });
  });

  it.each([
    'http://192.168.0.20:11434',
    'http://10.1.2.3',
    'http://172.16.0.1',
    'http://172.31.255.1',
    'http://169.254.3.4',
    'http://desk.local:1234',
    'http://[fd12:3456::1]:80',
    'http://[fe80::1]',
  ])('warns of plain http at %s', (typed) => {
    expect(readEndpointUrl(typed)).toMatchObject({
      ok: true,
      reach: 'local-network',
      warning: /others on this network/,
    });
  });

  it.each([
    ['', /Type the address/],
    ['localhost:11434', /Begin the address/],
    ['ftp://localhost/', /Only http/],
    ['javascript://localhost/%0aalert(1)', /Only http/],
    ['http://example.com/v1', /needs https/],
    ['http://8.8.8.8', /needs https/],
    ['http://172.32.0.1', /needs https/],
    ['http://192.169.0.1', /needs https/],
    ['http://127.0.0.1.example.com', /needs https/],
    ['http://localhost.example.com', /needs https/],
    ['http://local', /needs https/],
    ['http://[2001:db8::1]', /needs https/],
    ['http://[::ffff:8.8.8.8]', /needs https/],
    ['https://user:secret@example.com', /name and password/],
    ['https://@example.com', /name and password/],
    ['https://example.com@localhost', /name and password/],
    ['https://example.com/v1#x', /after #/],
    ['https://example.com/v1#', /after #/],
    ['https://example.com/v1?key=1', /after \?/],
    ['https://exa mple.com', /no spaces/],
    ['https:\\\\example.com', /no spaces/],
    ['https://', /not an address/],
    ['https://example.com:99999', /not an address/],
    [`https://example.com/${'a'.repeat(600)}`, /at most/],
  ])('refuses %s', (typed, reason) => {
    expect(readEndpointUrl(typed)).toEqual({ ok: false, reason: expect.stringMatching(reason) as string });
  });

  it('reads what it returns as itself, whatever was typed', () => {
    const host = fc.oneof(
      fc.domain(),
      fc.ipV4(),
      fc.ipV6().map((ip) => `[${ip}]`),
      fc.constant('localhost'),
    );
    const address = fc
      .tuple(fc.constantFrom('http', 'https', 'HTTP', 'ws', 'file'), host, fc.option(fc.nat(70_000)), fc.webPath())
      .map(([scheme, name, port, path]) => `${scheme}://${name}${port === null ? '' : `:${port}`}${path}`);
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.webUrl({ withQueryParameters: true, withFragments: true }), address),
        (typed) => {
          const read = readEndpointUrl(typed);
          if (!read.ok) {
            expect(read.reason).toMatch(/^[A-Z].*\.$/);
            return;
          }
          const url = new URL(read.url);
          expect(url.origin).toBe(read.origin);
          expect(['http:', 'https:']).toContain(url.protocol);
          expect([url.username, url.password, url.search, url.hash]).toEqual(['', '', '', '']);
          expect(read.url.endsWith('/')).toBe(true);
          if (url.protocol === 'http:') expect(read.reach).not.toBe('internet');
          expect(readEndpointUrl(read.url)).toEqual(read);
        },
      ),
      { numRuns: 300 },
    );
    // A busy machine takes its time.
  }, 60_000);
});
