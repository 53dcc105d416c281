import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tempFolder } from '../kit/temp.ts';
import { extract, findEntry, type Bytes } from './zip.ts';

interface Item {
  readonly name: string;
  readonly data: Buffer;
  readonly deflate?: boolean;
  readonly size?: number;
}

/** A zip file as wheels are: local heads with data, directory, end with a comment. */
function makeZip(items: readonly Item[], comment = ''): Buffer {
  const files: Buffer[] = [];
  const list: Buffer[] = [];
  let at = 0;
  for (const { name, data, deflate = false, size = data.length } of items) {
    const packed = deflate ? deflateRawSync(data) : data;
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(name.length, 26);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    central.writeUInt16LE(deflate ? 8 : 0, 10);
    central.writeUInt32LE(packed.length, 20);
    central.writeUInt32LE(size, 24);
    central.writeUInt16LE(name.length, 28);
    central.writeUInt32LE(at, 42);
    files.push(local, Buffer.from(name), packed);
    list.push(central, Buffer.from(name));
    at += 30 + name.length + packed.length;
  }
  const directory = Buffer.concat(list);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(items.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(at, 16);
  end.writeUInt16LE(comment.length, 20);
  return Buffer.concat([...files, directory, end, Buffer.from(comment)]);
}

const inMemory = (data: Buffer): Bytes => ({
  size: data.length,
  read: (at, length) => Promise.resolve(data.subarray(at, at + length)),
});

async function extractFrom(zip: Buffer, name: string): Promise<Buffer> {
  const folder = tempFolder();
  writeFileSync(join(folder, 'a.zip'), zip);
  await extract(join(folder, 'a.zip'), name, join(folder, 'out'));
  return readFileSync(join(folder, 'out'));
}

const text = Buffer.from('All work and no play. '.repeat(5000));

describe('zip', () => {
  it('takes out stored, deflated and empty entries, behind a comment, too', async () => {
    const zip = makeZip(
      [
        { name: 'a/stored', data: text },
        { name: 'a/packed', data: text, deflate: true },
        { name: 'empty', data: Buffer.alloc(0) },
      ],
      'a comment with PK\x05\x06 in it, which is not an end',
    );
    expect((await extractFrom(zip, 'a/stored')).equals(text)).toBe(true);
    expect((await extractFrom(zip, 'a/packed')).equals(text)).toBe(true);
    expect(await extractFrom(zip, 'empty')).toHaveLength(0);
  });

  it('says when an entry is not there, is cut off or lies about its size', async () => {
    const zip = makeZip([{ name: 'x', data: text, deflate: true }]);
    await expect(extractFrom(zip, 'y')).rejects.toThrow('This zip file has no y.');
    await expect(extractFrom(zip.subarray(0, -30), 'x')).rejects.toThrow('no directory at its end');
    const longer = makeZip([{ name: 'x', data: text, deflate: true, size: 10 }]);
    await expect(extractFrom(longer, 'x')).rejects.toThrow('x is longer than it says');
    const shorter = makeZip([{ name: 'x', data: text, deflate: true, size: 10_000_000 }]);
    await expect(extractFrom(shorter, 'x')).rejects.toThrow('x is shorter than it says');
  });

  it('answers random bytes with a clear error', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (bytes) => {
        await expect(findEntry(inMemory(Buffer.from(bytes)), 'x')).rejects.toThrow(/zip file/);
      }),
    );
  });

  it('finds the entry or says what is wrong when bytes of a good file are changed', async () => {
    const zip = makeZip([
      { name: 'first', data: Buffer.from('1') },
      { name: 'x', data: Buffer.from('22') },
    ]);
    const changes = fc.array(fc.tuple(fc.nat(zip.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(changes, async (list) => {
        const changed = Buffer.from(zip);
        for (const [at, value] of list) changed[at] = value;
        try {
          const entry = await findEntry(inMemory(changed), 'x');
          expect(entry.start + entry.compressed).toBeLessThanOrEqual(changed.length);
        } catch (error) {
          expect(String(error)).toMatch(/zip file|method/);
        }
      }),
    );
  });
});
