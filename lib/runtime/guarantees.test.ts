import { describe, expect, it } from 'vitest';
import { headersFor, type SentHeaders } from '../../scripts/kit/site.mjs';
import { pagePolicy } from '../../scripts/kit/policy.mjs';
import { askHost, type GuaranteeWorld, hostGuarantees } from './guarantees.ts';

const PAGE = 'https://host.test/runs';
const SCRIPT = 'https://host.test/_next/static/chunks/a.js';

function world(sent: SentHeaders, over: Partial<GuaranteeWorld> = {}): GuaranteeWorld & { asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    isolated: !sent.bare && sent.isolation !== false,
    address: PAGE,
    script: SCRIPT,
    meta: pagePolicy('/runs', [], true),
    head: (address) => {
      asked.push(address);
      return Promise.resolve(new Headers(headersFor(new URL(address).pathname, sent)));
    },
    ...over,
  };
}

const held = (list: ReturnType<typeof hostGuarantees>) => list.map(({ id, held: is }) => `${id} ${is}`).join(', ');

describe('what a host guarantees', () => {
  it('says before any request what the page knows of itself', () => {
    const own = world({});
    expect(held(hostGuarantees(own))).toBe('threads yes, page yes, workers unknown, framing unknown');
    expect(own.asked).toEqual([]);
    expect(held(hostGuarantees(world({ bare: true }, { meta: null })))).toContain('threads no, page unknown');
  });

  it('holds everything with the headers of our own server', async () => {
    const own = world({});
    expect(held(await askHost(undefined, own))).toBe('threads yes, page yes, workers yes, framing yes');
    expect(own.asked).toEqual([PAGE, SCRIPT]);
  });

  it('keeps on a bare host what the page carries, and says what is lost', async () => {
    const report = await askHost(undefined, world({ bare: true }));
    expect(held(report)).toBe('threads no, page yes, workers no, framing no');
    for (const { text } of report) expect(text).not.toBe('');
  });

  it('takes a policy of somebody else for none', async () => {
    const head = () => Promise.resolve(new Headers({ 'Content-Security-Policy': 'upgrade-insecure-requests' }));
    expect(held(await askHost(undefined, world({}, { head, meta: null })))).toContain(
      'page no, workers no, framing no',
    );
  });

  it('sees the policy among several that a host joined', async () => {
    const head = () =>
      Promise.resolve(
        new Headers({
          'Content-Security-Policy': "upgrade-insecure-requests, default-src 'none'; frame-ancestors 'none'",
        }),
      );
    expect(held(await askHost(undefined, world({}, { head, meta: null })))).toContain(
      'page yes, workers yes, framing yes',
    );
  });

  it('passes on that nobody answers', async () => {
    const head = () => Promise.reject(new TypeError('Failed to fetch'));
    await expect(askHost(undefined, world({}, { head }))).rejects.toThrow('Failed to fetch');
  });
});
