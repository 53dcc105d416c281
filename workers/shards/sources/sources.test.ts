import { parquetWriteBuffer } from 'hyparquet-writer';
import { describe, expect, it } from 'vitest';
import type { FileShape } from '../../../lib/model/file-shape.ts';
import { FaultError } from '../../../lib/model/fault.ts';
import type { ImportPreview, ImportSource } from '../../../lib/protocol/shards.ts';
import { gzipped, someLines } from './files.test-help.ts';
import { createSources } from './sources.ts';

const nowhere = () => Promise.reject(new TypeError('Failed to fetch'));
const space = () => Promise.resolve({ used: 100, quota: 1000 });

function inspectFile(
  name: string,
  content: string | Uint8Array,
  shape: Partial<FileShape> = {},
): Promise<ImportPreview> {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : new Uint8Array(content);
  const { inspect } = createSources({ fetch: nowhere, estimate: space });
  return inspect({ kind: 'files', files: [new File([bytes], name)] }, shape);
}

const mapped = ({ mapping }: ImportPreview) =>
  `${mapping.text} | ${mapping.columns.map(({ field, kind, role }) => `${field} ${kind}${role ? `=${role}` : ''}`).join(', ')}`;

describe('a file’s preview', () => {
  it('knows Persona Hub’s file, its licence and roughly how much it is', async () => {
    const bytes = someLines(50_000);
    const preview = await inspectFile('persona.jsonl', bytes);
    expect(preview).toMatchObject({
      schema: 'PersonaHub personas',
      licence: 'CC-BY-NC-SA-4.0',
      shape: { format: 'jsonl', compression: 'none', encoding: 'utf-8' },
      freeBytes: 900,
      rejected: [],
    });
    expect(mapped(preview)).toBe('persona | ');
    expect(preview.rows).toHaveLength(20);
    expect(Math.abs((preview.estimatedRows ?? 0) - 50_000)).toBeLessThan(2000);
  });

  it('looks into gzip, whose rows it estimates from its size', async () => {
    const preview = await inspectFile('mine.jsonl.gz', gzipped(someLines(50_000)));
    expect(preview.shape).toMatchObject({ format: 'jsonl', compression: 'gzip' });
    expect(preview.schema).toBeNull();
    expect(preview.licence).toBe('');
    expect(preview.name).toBe('mine');
    expect(Math.abs((preview.estimatedRows ?? 0) - 50_000)).toBeLessThan(5000);
  });

  it('maps Nemotron’s columns, and Parquet by its footer', async () => {
    const column = (name: string, value: (i: number) => string) => ({
      name,
      data: Array.from({ length: 500 }, (_, i) => value(i)),
      type: 'STRING' as const,
    });
    const bytes = parquetWriteBuffer({
      columnData: [
        column('uuid', (i) => `u${i}`),
        column('persona', (i) => `A careful person, number ${i}, who likes lists.`),
        column('professional_persona', (i) => `At work, number ${i} makes lists.`),
        column('hobbies_and_interests_list', () => `['lists', "maps"]`),
        column('sex', (i) => (i % 2 ? 'Female' : 'Male')),
        { name: 'age', data: Array.from({ length: 500 }, (_, i) => 20 + (i % 50)), type: 'INT32' },
        column('occupation', () => 'clerk'),
        column('country', () => 'USA'),
      ],
    });
    const preview = await inspectFile('train-00000.parquet', new Uint8Array(bytes));
    expect(preview.shape.format).toBe('parquet');
    expect(preview.estimatedRows).toBe(500);
    expect(preview.schema).toBe('Nemotron-Personas');
    expect(mapped(preview)).toBe(
      'persona | uuid text, sex category=gender, age integer=age, occupation category=occupation, country category=country',
    );
    expect(preview.fields.find(({ field }) => field === 'hobbies_and_interests_list')).toMatchObject({
      kind: 'list',
      samples: ['lists maps'],
    });
  });

  it('tells a person of TinyTroupe as a text', async () => {
    const oscar = {
      type: 'TinyPerson',
      persona: {
        name: 'Oscar',
        age: 30,
        residence: 'Berlin',
        occupation: { title: 'Architect', description: 'Draws.' },
      },
      mental_faculties: [{ kind: 'memory' }],
    };
    const preview = await inspectFile('oscar.agent.json', JSON.stringify(oscar, null, 2));
    expect(preview.schema).toBe('TinyTroupe agents');
    expect(preview.rows[0]?.persona).toBe('Oscar, 30, Berlin, Architect. Draws.');
    expect(mapped(preview)).toContain('persona | persona.name text, persona.age integer=age');
  });

  it('guesses the mapping of a file that nobody knows', async () => {
    const rows = Array.from({ length: 60 }, (_, i) => [
      i + 1,
      i % 2 ? 'f' : 'm',
      20 + i,
      `Somebody who keeps ${i} bees, and sells the honey`,
      i % 3 ? 'PT' : 'ES',
    ]);
    const csv = ['nr,sex,age,about,country', ...rows.map((row) => row.map((cell) => `"${cell}"`).join(','))].join(
      '\r\n',
    );
    const preview = await inspectFile('people.csv', `\ufeff${csv}\r\n1,2\r\n`);
    expect(preview.shape).toMatchObject({ format: 'csv', header: true });
    expect(mapped(preview)).toBe('about | nr integer, sex category=gender, age integer=age, country category=country');
    expect(preview.rejected).toEqual([{ file: 'people.csv', line: 62, reason: 'wrong-columns', excerpt: '1,2' }]);
  });

  it.each([
    ['a.txt', 'A nurse, from Porto.\nA cook.\n', 'lines', 'utf-8'],
    ['a', '{"a":"A nurse from Porto"}\n{"a":"b"}\n', 'jsonl', 'utf-8'],
    ['a.json', '{"a":"A nurse"}\n{"a":"b"}\n', 'jsonl', 'utf-8'],
    ['a.json', '{"data":[{"a":"A nurse"},\n{"a":"b"}]}', 'json', 'utf-8'],
    ['a', '[{"a":"A nurse"}]', 'json', 'utf-8'],
    ['a', 'a\tb\n1\t2\n3\t4\n', 'tsv', 'utf-8'],
    ['a', 'id,about\n1,x\n3,y\n', 'csv', 'utf-8'],
    ['a', 'A nurse, a cook\nA teacher, a pilot\nSomebody, somewhere.\n', 'lines', 'utf-8'],
    ['a.jsonl', new Uint8Array(Buffer.from('\ufeff{"a":"b"}\n', 'utf16le')), 'jsonl', 'utf-16le'],
    ['a.jsonl', new Uint8Array(Buffer.from('{"a":"b"}\n', 'utf16le').swap16()), 'jsonl', 'utf-16be'],
    ['empty.csv', '', 'csv', 'utf-8'],
  ])('recognises %s: %j', async (name, content, format, encoding) => {
    expect((await inspectFile(name, content)).shape).toMatchObject({ format, encoding });
  });

  it('lets the user say how a file is to be read', async () => {
    const preview = await inspectFile('a.txt', 'x,y\n1,2\n', { format: 'csv', header: false });
    expect(preview.fields.map(({ field }) => field)).toEqual(['1', '2']);
  });
});

/** A server of files: HEAD, ranges, and a line that breaks once. */
function server(files: Readonly<Record<string, Uint8Array | string>>, cutAt = Infinity) {
  const asked: string[] = [];
  let broken = false;
  const fetch = (url: string, init: RequestInit = {}): Promise<Response> => {
    const range = new Headers(init.headers).get('range');
    asked.push(`${init.method ?? 'GET'} ${url}${range ? ` ${range}` : ''}`);
    const found = files[url];
    if (found === undefined) return Promise.resolve(new Response('', { status: 404 }));
    if (typeof found === 'string') {
      return Promise.resolve(new Response(found, { headers: { 'content-type': 'application/json' } }));
    }
    const from = Number(/=(\d+)/.exec(range ?? '')?.[1] ?? 0);
    const to = Number(/-(\d+)/.exec(range ?? '')?.[1] ?? found.length - 1) + 1;
    const part = new Uint8Array(found.subarray(from, to));
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        const breaks = !broken && part.length > cutAt && range === null && init.method !== 'HEAD';
        controller.enqueue(breaks ? part.subarray(0, cutAt) : part);
        if (!breaks) controller.close();
      },
      pull(controller) {
        broken = true;
        controller.error(new TypeError('network error'));
      },
    });
    const headers = { 'content-length': String(part.length), etag: '"1"' };
    return Promise.resolve(new Response(body, { status: range ? 206 : 200, headers }));
  };
  return { asked, fetch };
}

describe('sources elsewhere', () => {
  const hub = 'https://huggingface.co';

  it('lists the data files of a data set, over pages, and reads its licence', async () => {
    const entry = (path: string) => ({ type: 'file', path, size: 10, oid: 'x' });
    const { fetch } = server({
      [`${hub}/api/datasets/a/b/tree/main?recursive=true`]: JSON.stringify([
        entry('README.md'),
        { type: 'directory', path: 'data' },
        { ...entry('data/train.parquet'), lfs: { size: 5000, oid: 'y' } },
        entry('a.jsonl.gz'),
      ]),
      [`${hub}/api/datasets/a/b`]: JSON.stringify({ cardData: { license: 'cc-by-4.0' }, tags: [] }),
      [`${hub}/datasets/a/b/resolve/main/a.jsonl.gz`]: gzipped(someLines(30)),
    });
    const { inspect, listDataset } = createSources({ fetch, estimate: () => Promise.resolve(null) });
    expect(await listDataset('a/b', 'main')).toEqual([
      { path: 'a.jsonl.gz', bytes: 10 },
      { path: 'data/train.parquet', bytes: 5000 },
    ]);
    const preview = await inspect({ kind: 'hub', dataset: 'a/b', revision: 'main', paths: ['a.jsonl.gz'] }, {});
    expect(preview).toMatchObject({
      licence: 'cc-by-4.0',
      name: 'b',
      source: 'a/b',
      estimatedRows: 30,
      freeBytes: null,
    });
  });

  it('takes a file’s page on the hub for the file, and goes on where a line broke', async () => {
    const url = `${hub}/datasets/a/b/resolve/main/x.jsonl`;
    const { fetch, asked } = server({ [url]: someLines(3000) }, 10_000);
    const { inspect } = createSources({ fetch, estimate: space });
    const preview = await inspect({ kind: 'url', url: `${hub}/datasets/a/b/blob/main/x.jsonl` }, {});
    expect(preview).toMatchObject({ estimatedRows: 3000, files: [{ name: 'x.jsonl' }] });
    expect(asked).toEqual([`HEAD ${url}`, `GET ${url}`, `GET ${url} bytes=10000-`]);
  });

  it.each<[string, ImportSource, string, RegExp]>([
    ['no answer', { kind: 'url', url: 'https://elsewhere.example/a.jsonl' }, 'download-failed', /CORS/],
    ['no address', { kind: 'url', url: 'file:///etc/passwd' }, 'bad-input', /address/],
    ['no name', { kind: 'hub', dataset: '../x', revision: 'main', paths: ['a'] }, 'bad-input', /owner\/name/],
  ])('explains %s', async (_, source, code, message) => {
    const { inspect } = createSources({ fetch: nowhere, estimate: space });
    const thrown: unknown = await inspect(source, {}).catch((caught: unknown) => caught);
    expect(thrown).toBeInstanceOf(FaultError);
    expect((thrown as FaultError).fault.code).toBe(code);
    expect((thrown as FaultError).message).toMatch(message);
  });

  it('says that a file is not there', async () => {
    const { inspect } = createSources({ fetch: server({}).fetch, estimate: space });
    await expect(inspect({ kind: 'url', url: 'https://elsewhere.example/a' }, {})).rejects.toThrow(
      'is not there (404)',
    );
  });
});
