import { parquetWriteBuffer } from 'hyparquet-writer';
import { gzipSync } from 'node:zlib';
import { importText } from './import-rows.ts';

const text = (words: string) => new TextEncoder().encode(words);
const jsonl = (...personas: string[]) => personas.map((persona) => `${JSON.stringify({ persona })}\n`).join('');

function utf16(words: string, little: boolean): Uint8Array {
  const bytes = Buffer.from(`\uFEFF${words}`, 'utf16le');
  return little ? bytes : bytes.swap16();
}

function joined(...pieces: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat(pieces);
}

/** Texts inside structures and beside lists; the second row misses some. */
function nestedParquet(): Uint8Array {
  const some = 'OPTIONAL' as const;
  const words = { type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: some } as const;
  const buffer = parquetWriteBuffer({
    schema: [
      { name: 'root', num_children: 3 },
      { name: 'person', repetition_type: some, num_children: 2 },
      { name: 'text', ...words },
      { name: 'age', type: 'INT32', repetition_type: some },
      { name: 'tags', converted_type: 'LIST', repetition_type: some, num_children: 1 },
      { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
      { name: 'element', ...words },
      { name: 'other', ...words },
    ],
    columnData: [
      { name: 'person', data: [{ text: 'A potter', age: 40 }, { text: 'A sailor' }, null, { text: 'A potter' }] },
      { name: 'tags', data: [['clay', 'kiln'], null, ['none'], []] },
      { name: 'other', data: ['a', 'b', 'c', 'd'] },
    ],
  });
  return new Uint8Array(buffer);
}

/** Files that imports stumble over, by name. Not by the name .gz, which a server takes for its own compression. */
export function faultFiles(): Record<string, Uint8Array> {
  const many = text(importText(30_000));
  const packed = gzipSync(many);
  return {
    'bomb.bin': joined(gzipSync(joined(text(jsonl('The first', 'The second')), new Uint8Array(400_000_000)))),
    'truncated.bin': packed.subarray(0, Math.floor(packed.length * 0.7)),
    'whole.bin': packed,
    'malformed.jsonl': text(
      `${jsonl('A weaver')}{"persona": \n[1]\n"text"\n{"other": 1}\n{"persona": ""}\n\n${jsonl('A weaver', 'A miller')}`,
    ),
    'long-line.jsonl': joined(
      text(jsonl('Before')),
      new Uint8Array(50_000_000).fill(0x61),
      text(`\n${jsonl('After')}`),
    ),
    'utf16le.txt': utf16('Zoë\n一位渔夫\nA judge\n', true),
    'utf16be.txt': utf16('Zoë\n一位渔夫\nA judge\n', false),
    'marked.txt': text('\uFEFFZoë\n一位渔夫\nA judge\n'),
    'invalid.txt': joined(text('Zoë\nA '), Uint8Array.of(0xff, 0xc3), text(' one\nA judge\n')),
    'nested.parquet': nestedParquet(),
    'empty.jsonl': new Uint8Array(0),
  };
}
