import { describe, expect, it } from 'vitest';
import { faultOf, type FaultCode } from '../model/fault.ts';
import { settingDefaults, taskDefaults } from './defaults.v1.ts';
import fixtures from './fixtures/links.v1.json' with { type: 'json' };
import { MAX_LINK_CHARS, MAX_LINK_PLAIN_BYTES } from './limits.ts';
import { packLink, unpackLink } from './link.ts';
import { jsonOf, linkOf } from './mutations.test-help.ts';
import { checkedPlayground } from './shape.ts';
import { checkSteps } from './versions.ts';

const still = () => 0;
const [first] = fixtures;
const sample = first?.link ?? '';
const playground = checkedPlayground(first?.playground, 'link');

async function codeOf(text: string, now = still): Promise<FaultCode | 'read'> {
  try {
    await unpackLink(text, now);
    return 'read';
  } catch (thrown) {
    return faultOf(thrown).code;
  }
}

describe('links that are out there', () => {
  it.each(fixtures)('stay readable: $name', async ({ link, playground: kept }) => {
    expect(await unpackLink(link, still)).toEqual(kept);
    // What is written today may be shorter some day; it must mean the same.
    expect(await unpackLink((await packLink(checkedPlayground(kept, 'link'))).fragment, still)).toEqual(kept);
  });

  it('leave out what version 1 leaves out, and nothing that the app may change', () => {
    expect(Object.keys(fixtures)).toHaveLength(6);
    const math = taskDefaults('math');
    expect(math && settingDefaults(math)).toEqual({
      ...{ temperature: 0.7, topP: 0.95, topK: 0, minP: 0, repetitionPenalty: 1.1, maxTokens: 160 },
      ...{ repeats: 1, seed: 1 },
    });
  });

  it('have a way from each version to the next', () => {
    const upgrade = (old: unknown) => old;
    expect(() => checkSteps([{ version: 1, upgrade: null }])).not.toThrow();
    expect(() => checkSteps([])).toThrow('cannot be read any more');
    expect(() => checkSteps([{ version: 1, upgrade }])).toThrow();
    expect(() => checkSteps([{ version: 2, upgrade: null }])).toThrow();
  });
});

describe('a link', () => {
  it('says its version, its payload and their checksum', () => {
    expect(sample).toMatch(/^#v1\.[\w-]+\.[\w-]{6}$/);
    expect(jsonOf(sample)).toMatch(/^\["math",\[/);
  });

  it.each([
    ['without its #', sample.slice(1)],
    ['as a whole address', `https://example.org/app/${sample}`],
    ['beside what looks like one', `https://v2.example.abcdef/v3.abc.abcdef/${sample}`],
    ['in angle brackets', `<https://example.org/${sample}>`],
    ['in Markdown', `[look](https://example.org/${sample}).`],
    ['in quotes, with a comma behind it', `“${sample}”,`],
    ['with words around it', `see ${sample} and tell me`],
    ['percent-encoded', `https://example.org/${encodeURIComponent(sample).replaceAll('.', '%2E')}`],
    ['percent-encoded twice', encodeURIComponent(encodeURIComponent(sample))],
    ['broken into lines', `https://example.org/${sample.replace(/.{40}/g, '$&\r\n')}`],
    ['quoted in a mail, broken in its checksum', `${sample.slice(0, -3)}\n ${sample.slice(-3)}`],
    ['with marks where it may break', sample.replace(/.{30}/g, '$&\u200B')],
  ])('is read %s', async (_, text) => {
    expect(await unpackLink(text, still)).toEqual(playground);
  });

  it.each([
    ['nothing', ''],
    ['another fragment', '#start'],
    ['cut off', sample.slice(0, -1)],
    ['cut off early', sample.slice(0, 30)],
    ['one character longer', `${sample}x`],
    ['one character changed', sample.replace(/.(?=.{20}$)/, (char) => (char === 'A' ? 'B' : 'A'))],
    ['another checksum', `${sample.slice(0, -6)}AAAAAA`],
    ['version 0', sample.replace('v1', 'v0')],
    ['no JSON', linkOf('["math"')],
    ['no UTF-8', linkOf(Buffer.from([0x22, 0xff, 0x22]))],
    ['no playground', linkOf('["math"]')],
    ['columns that are none', linkOf('["math",[]]')],
    ['nine columns', linkOf('["math",[0,0,0,0,0,0,0,0,0]]')],
    ['a number out of its range', linkOf('["math",[0],[1,9]]')],
    ['a number that JSON cannot hold', linkOf('["math",[0],[1e999]]')],
    ['half a character', linkOf('[["own",null,"\\ud800"],[0]]')],
    ['a cell that there is not', linkOf('["math",[0],null,null,null,[1,null,[[1,0,"x"]]]]')],
    ['a cell twice', linkOf('["math",[0],null,null,null,[1,null,[[0,0,"x"],[0,0,"y"]]]]')],
    ['an address where an id belongs', linkOf('["math",[0],null,["chorus","https://evil.example/m"]]')],
    ['an engine that is nobody’s business', linkOf('["math",[0],null,["endpoint","x"]]')],
    ['a name with a hidden character', linkOf('["math",[0],null,["gpt\u202E4"]]')],
  ])('is refused with %s', async (_, text) => {
    expect(await codeOf(text)).toBe('share-corrupt');
  });

  it('says when it is of a newer app', async () => {
    expect(await codeOf(sample.replace('v1', 'v2'))).toBe('share-newer');
    expect(await codeOf('#v12.whatever;that/will-be')).toBe('share-newer');
  });

  it('never becomes a prototype', async () => {
    const read = (await unpackLink(linkOf('["math",["~_~_proto~_~_"],null,["constructor"]]'), still)).recipe;
    expect(read.columns[0]).toMatchObject({ persona: { text: '__proto__' } });
    expect(await codeOf(linkOf('[["__proto__"],[0]]'))).toBe('share-corrupt');
    expect(await codeOf(linkOf('{"__proto__":["math",[0]],"length":2}'))).toBe('share-corrupt');
    expect(Object.getPrototypeOf(read)).toBe(Object.prototype);
  });
});

describe('limits of a link', () => {
  it('are 32 KiB on the way in', async () => {
    expect(await codeOf('A'.repeat(MAX_LINK_CHARS))).toBe('share-corrupt');
    expect(await codeOf('A'.repeat(MAX_LINK_CHARS + 1))).toBe('share-too-large');
  });

  it('are a mebibyte on the way out, counted while it comes', async () => {
    expect(await codeOf(linkOf(Buffer.alloc(MAX_LINK_PLAIN_BYTES, 0x20)))).toBe('share-corrupt');
    expect(await codeOf(linkOf(Buffer.alloc(MAX_LINK_PLAIN_BYTES + 1, 0x20)))).toBe('share-too-large');
    // 16 MiB: given up long before it is all there.
    let looks = 0;
    expect(await codeOf(linkOf(Buffer.alloc(16 * 1024 * 1024)), () => (looks += 0.01))).toBe('share-too-large');
    expect(looks).toBeLessThan(2);
  });

  it('are 100 milliseconds, three times: a busy machine may hold anybody up', async () => {
    let time = 0;
    expect(await codeOf(sample, () => (time += 20))).toBe('read');
    let looks = 0;
    expect(await codeOf(sample, () => (looks += 1) * 101)).toBe('share-too-large');
    expect(looks).toBe(6);
    // Held up twice.
    looks = 0;
    expect(await codeOf(sample, () => ((looks += 1) <= 4 ? looks * 101 : 500))).toBe('read');
  });

  it('are a depth and a number of values, whatever comes of them', async () => {
    expect(await codeOf(linkOf('['.repeat(20)))).toBe('share-too-large');
    expect(await codeOf(linkOf(`[${'1,'.repeat(5000)}1]`))).toBe('share-too-large');
    expect(await codeOf(linkOf(`[["own",null,"${'[,{'.repeat(2000)}"],[0]]`))).toBe('read');
  });

  it('hold for what is packed, too', async () => {
    const noise = Array.from({ length: 40_000 }, (_, i) => String.fromCharCode(0x4e00 + ((i * 7919) % 20_000))).join(
      '',
    );
    const { recipe } = playground;
    const cells = [0, 1].map((column) => ({
      ...{ column, repeat: 0, attempt: 0, text: noise, finish: null, tokens: null },
      ...{ tokensPerSecond: null, device: null, threads: null, quantisation: null },
    }));
    const large = { ...playground, recipe, recording: { at: 1, environment: null, cells } };
    await expect(packLink(large)).rejects.toMatchObject({ fault: { code: 'share-too-large' } });
  });
});
