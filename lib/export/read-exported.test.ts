import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { FaultError } from '../model/fault.ts';
import { readKeptRun } from '../store/read-run.ts';
import { golden, goldenKept } from './golden.test-help.ts';
import { answerFormats, isExportedName, readExported } from './read-exported.ts';
import { bytesOf, calm, world } from './runs.test-help.ts';
import { writeAnswers } from './write-answers.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);
const fixture = async (name: string) => new Uint8Array(await readFile(new URL(`fixtures/${name}`, import.meta.url)));
const text = async (name: string) => new TextDecoder().decode(await fixture(name));
const read = (name: string, bytes: Uint8Array | string) =>
  readExported({ name, bytes: typeof bytes === 'string' ? utf8(bytes) : bytes }, readKeptRun);
const refused = async (name: string, bytes: Uint8Array | string) => {
  try {
    await read(name, bytes);
  } catch (thrown) {
    if (thrown instanceof FaultError) return `${thrown.fault.code}: ${thrown.fault.message}`;
    throw thrown;
  }
  return 'read';
};

describe.each(answerFormats)('the file of version 1 in %s', (format) => {
  it('is still read', async () => {
    expect(await read(`x.${format}`, await fixture(`answers.v1.${format}`))).toEqual(
      golden.map(({ run, cells }) => ({ run, cells })),
    );
  });

  it('is what is written today', async () => {
    const bytes = await bytesOf(await writeAnswers(goldenKept, format, world, calm));
    expect(Buffer.from(bytes).equals(await fixture(`answers.v1.${format}`))).toBe(true);
  });
});

describe('an edited table', () => {
  it('keeps edits of text, vote and finish, and the rest as it was', async () => {
    const [first, ...rest] = (await text('answers.v1.jsonl')).trimEnd().split('\n');
    const record = JSON.parse(first ?? '') as Record<string, unknown>;
    const edited = { ...record, 'synthesized text': '=better', vote: 1, 'input persona': 'not read' };
    const [run] = await read('x.jsonl', [JSON.stringify(edited), ...rest].join('\r\n'));
    const [was] = golden;
    expect(run?.run).toEqual(was?.run);
    expect(run?.cells[0]).toEqual({ ...was?.cells[0], text: '=better', vote: 1 });
    expect(run?.cells.slice(1)).toEqual(was?.cells.slice(1));
  });

  it('may be sorted otherwise, saved with semicolons and a mark, and lose rows', async () => {
    const lines = (await text('answers.v1.jsonl')).trimEnd().split('\n');
    expect(await read('x.jsonl', lines.toReversed().join('\n'))).toEqual(
      golden.map(({ run, cells }) => ({ run, cells })).toReversed(),
    );
    const [run] = await read('x.jsonl', lines[0] ?? '');
    expect(run?.cells).toEqual(golden[0]?.cells.slice(0, 1));
    const csv = '\ufeff' + 'a;b\r\n1;2\r\n';
    expect(await refused('x.csv', csv)).toContain('columns “synthesized text”, “answer”');
  });

  it('names what is missing', async () => {
    const lines = (await text('answers.v1.jsonl')).trimEnd().split('\n');
    const without = (name: string) =>
      lines
        .map((line) => JSON.parse(line) as object)
        .map((record) => JSON.stringify(Object.fromEntries(Object.entries(record).filter(([key]) => key !== name))))
        .join('\n');
    expect(await refused('x.jsonl', without('seed'))).toContain('the column “seed” is missing');
    expect(await refused('x.jsonl', lines.slice(1).join('\n'))).toContain('The row that carries the run “r1”');
    expect(await refused('x.jsonl', [...lines, lines[1]].join('\n'))).toContain('stands there twice');
    expect(await refused('x.jsonl', '{"input persona":"A","synthesized text":"B"}')).toMatch(/^bad-input: .*“answer”/);
  });
});

describe('other files', () => {
  it('are refused with what is wrong', async () => {
    expect(await refused('x.jsonl', '')).toContain('columns');
    expect(await refused('x.jsonl', '[1]')).toContain('Line 1 is not a JSON object');
    expect(await refused('x.jsonl', Uint8Array.of(0x22, 0xff))).toContain('not UTF-8');
    expect(await refused('x.parquet', Uint8Array.of(1, 2, 3))).toContain('not a whole Parquet file');
    expect(await refused('x.html', '<p>hello')).toContain('does not carry the data');
    expect(await refused('x.md', '<!-- polyphony {"polyphony":1} -->')).toContain('not what Polyphony writes');
    expect(await refused('x.md', '<!-- polyphony {"polyphony":1,"runs":[]} -->')).toContain('no answer');
    expect(await refused('x.md', '<!-- polyphony {"polyphony":2} -->')).toMatch(/^share-newer/);
    expect(await refused('x.md', '<!-- polyphony {"polyphony":1,"runs":[7]} -->')).toContain('damaged');
    expect(await refused('x.md', '<!-- polyphony null -->')).toContain('not what Polyphony writes');
    expect(await refused('x.txt', 'x')).toContain('.jsonl');
    const future = (await text('answers.v1.jsonl')).replaceAll(
      '{\\"version\\":2,\\"id\\":\\"r',
      '{\\"version\\":3,\\"id\\":\\"r',
    );
    expect(await refused('x.jsonl', future)).toMatch(/^share-newer/);
  });

  it('never name a server of this browser, nor carry an address', async () => {
    const bytes = await bytesOf(await writeAnswers(goldenKept, 'jsonl', world, calm));
    const written = new TextDecoder().decode(bytes);
    expect(written).not.toContain('localhost');
    expect(written).not.toContain('endpoint-7');
    const runs = await read('x.jsonl', bytes);
    expect(
      runs.flatMap(({ cells }) => cells.map(({ by }) => by)).filter(({ engine }) => engine === 'endpoint'),
    ).toEqual([{ engine: 'endpoint', model: 'elsewhere:Qwen', name: 'Qwen' }]);
  });

  it('are known by their endings', () => {
    expect(['a.CSV', 'b.htm', 'c.parquet'].every(isExportedName)).toBe(true);
    expect(['a', 'b.polyphony', 'csv'].some(isExportedName)).toBe(false);
  });
});
