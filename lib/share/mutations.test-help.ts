import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { toBase64url } from './base64url.ts';
import { checksumOf } from './link.ts';
import { nastyTexts } from './playgrounds.test-help.ts';

/** Whole numbers from 0 to below n. */
export type Draw = (n: number) => number;

/** A link under a right checksum, whatever the JSON is. */
export function linkOf(json: string | Uint8Array): string {
  const payload = toBase64url(deflateRawSync(json));
  return `#v1.${payload}.${checksumOf(1, payload)}`;
}

/** The JSON in a link of this app. */
export function jsonOf(link: string): string {
  return inflateRawSync(Buffer.from(link.split('.')[1] ?? '', 'base64url')).toString();
}

const BASE64URL = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const pick = <T>(draw: Draw, list: readonly T[]): T => list[draw(list.length)] as T;
const cutAt = (text: string, at: number, gone: number, put: string) => text.slice(0, at) + put + text.slice(at + gone);
/** With its checksum made right again. */
const resummed = (link: string): string => {
  const [, payload = ''] = link.split('.');
  return `#v1.${payload}.${checksumOf(1, payload)}`;
};
const withPayload = (link: string, change: (bytes: Buffer) => Uint8Array): string => {
  const payload = toBase64url(change(Buffer.from(link.split('.')[1] ?? '', 'base64url')));
  return `#v1.${payload}.${checksumOf(1, payload)}`;
};

/** What may stand where something else is expected. Texts of JSON: some have no value in JavaScript. */
const hostileJson: readonly string[] = [
  ...nastyTexts.map((text) => JSON.stringify(text)),
  ...['null', 'true', '0', '-0', '-1', '1e999', '-1e999', '1e-999', '9007199254740993', '0.1', '64', '8'],
  ...['"NaN"', '"Infinity"', '"\\ud800"', '"\\udfff x"', '""', '[]', '{}', '[[]]', '[null]', '[0,0,0,0,0,0,0,0,0,0,0]'],
  ...['{"__proto__":{"polluted":1}}', '{"constructor":{"prototype":{"polluted":1}}}', '{"length":1,"0":"x"}'],
  ...['{"toString":1,"valueOf":2}', '{"a":1,"a":2}', '["__proto__"]', '"hasOwnProperty"', '"own"', '["own",null]'],
  ...[`${'['.repeat(5000)}${']'.repeat(5000)}`, `${'{"a":'.repeat(3000)}1${'}'.repeat(3000)}`, '['.repeat(9000)],
  ...[JSON.stringify('x'.repeat(300_000)), JSON.stringify('\u0301'.repeat(20_000)), JSON.stringify('ﷺ'.repeat(9000))],
];

/** Ways to spoil a link. What comes of one is a link that is refused, or one that holds a playground all the same. */
export const mutations: Readonly<Record<string, (link: string, draw: Draw, other: string) => string>> = {
  character: (link, draw) => cutAt(link, draw(link.length), 1, pick(draw, Array.from(BASE64URL))),
  truncated: (link, draw) => link.slice(0, draw(link.length)),
  headless: (link, draw) => link.slice(draw(link.length)),
  splice: (link, draw, other) => link.slice(0, draw(link.length)) + other.slice(draw(other.length)),
  doubled: (link, draw) => cutAt(link, draw(link.length), 0, link),
  hole: (link, draw) => cutAt(link, draw(link.length), 1 + draw(40), ''),
  mangled: (link, draw) =>
    cutAt(
      link,
      draw(link.length),
      0,
      pick(draw, ['\n', ' ', '%', '%2E', '>', '\u200B', '#', '.', '\u202E', '\ud800', '%00']),
    ),
  version: (link, draw) =>
    link.replace('v1', `v${pick(draw, ['0', '2', '10', '01', '-1', '1e9', '999999999', '9'.repeat(400), ''])}`),
  'payload of another': (link, _, other) => `#v1.${other.split('.')[1] ?? ''}.${link.split('.')[2] ?? ''}`,
  'bit under a right checksum': (link, draw) =>
    withPayload(link, (bytes) => {
      const at = draw(bytes.length);
      bytes[at] = (bytes[at] ?? 0) ^ (1 << draw(8));
      return bytes;
    }),
  'cut under a right checksum': (link, draw) => withPayload(link, (bytes) => bytes.subarray(0, draw(bytes.length))),
  'more under a right checksum': (link, draw) =>
    withPayload(link, (bytes) =>
      Buffer.concat([bytes, Buffer.from(Array.from({ length: 1 + draw(9) }, () => draw(256)))]),
    ),
  'joined under a right checksum': (link, _, other) =>
    resummed(`#v1.${link.split('.')[1] ?? ''}${other.split('.')[1] ?? ''}.x`),
  bomb: (_, draw) => pick(draw, bombs),
  'value in the JSON': (link, draw) => {
    const json = jsonOf(link);
    const values = [...json.matchAll(/"(?:[^"\\]|\\.)*"|-?\d[\d.e+-]*|null|\[|\]/g)];
    const value = pick(draw, values);
    return linkOf(cutAt(json, value.index, value[0].length, pick(draw, hostileJson)));
  },
  'list in the JSON': (link, draw) => {
    const tree = JSON.parse(jsonOf(link)) as unknown;
    const lists = listsIn(tree);
    const list = pick(draw, lists);
    const from = pick(draw, pick(draw, lists));
    const put: unknown = from === undefined ? null : JSON.parse(JSON.stringify(from));
    list.splice(draw(list.length + 1), draw(3), ...Array.from({ length: draw(3) }, () => put));
    return linkOf(JSON.stringify(tree));
  },
  'byte in the JSON': (link, draw) => {
    const bytes = Buffer.from(jsonOf(link));
    bytes[draw(bytes.length)] = draw(256);
    return linkOf(bytes);
  },
  'whole JSON': (_, draw) => linkOf(pick(draw, hostileJson)),
};

/** Far more, or just more, than may come out: zeros, a text that is too long, brackets, values. */
const bombs: readonly string[] = [
  Buffer.alloc(16 * 1024 * 1024),
  Buffer.from(`["math",["${'A'.repeat(1024 * 1024)}"]]`),
  Buffer.from('['.repeat(1024 * 1024)),
  Buffer.from(`["math",[${'0,'.repeat(400_000)}0]]`),
  Buffer.from(`[${'{},'.repeat(300_000)}{}]`),
].map(linkOf);

function listsIn(value: unknown): unknown[][] {
  return Array.isArray(value) ? [value as unknown[], ...(value as unknown[]).flatMap(listsIn)] : [];
}
