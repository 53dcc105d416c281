import { existsSync, readFileSync } from 'node:fs';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fault, FaultError } from '../../lib/model/fault.ts';
import type { PersonaId, ShardId } from '../../lib/model/ids.ts';
import type { Persona } from '../../lib/model/persona.ts';
import type { PackedPart, ShardInfo } from '../../lib/model/shard.ts';
import { IMPORTER_VERSION } from '../../lib/personas/importing/importer-version.ts';
import { personaId } from '../../lib/personas/normalise.ts';
import { createMemoryStores } from '../../lib/store/memory.ts';
import type { ShardStore } from '../../lib/store/ports.ts';
import { codeOf, packedShard, plainRows, putShard, testCore, testWorld, value } from './core.test-help.ts';

const STARTER = 'starter' as ShardId;
const URL_ = 'https://polyphony.test/personas/starter.json';
const realFile = new URL('../../public/personas/starter.json', import.meta.url);

function starterFile(count: number, prefix = 'A nurse'): string {
  const personas = Array.from({ length: count }, (_, i) => ({
    text: `${prefix} number ${i} in Porto`,
    labels: { region: i % 2 ? 'Europe' : 'none' },
  }));
  return JSON.stringify({ format: 'polyphony-personas', version: 1, name: 'T', licence: 'CC0', source: 't', personas });
}

const texts = (personas: readonly Persona[]) => personas.map((persona) => persona.text);

let store: ShardStore;
let file: string | Error;
const fetchFile = () => (file instanceof Error ? Promise.reject(file) : Promise.resolve(new Response(file)));
const start = () => testCore({ ...testWorld(store), fetch: fetchFile });
const partsHeld = async () =>
  (await store.parts(STARTER, [0, 1, 2])).filter((part): part is PackedPart => part !== null);

beforeEach(() => {
  store = createMemoryStores().shards;
  file = starterFile(10);
});

describe('ensureStarter', () => {
  it('imports the file in parts and says what it holds', async () => {
    file = starterFile(5000);
    const info = value(await start().ensureStarter(URL_));
    expect(info).toMatchObject({ id: STARTER, name: 'T', licence: 'CC0', source: 't', count: 5000 });
    expect(info.hash).toMatch(/^[0-9a-f]{64}$/);
    expect(await store.getShard(STARTER)).toEqual(info);
    expect((await partsHeld()).map((part) => part.count)).toEqual([4096, 904]);
  });

  it('writes once while file and importer stay the same', async () => {
    const put = vi.spyOn(store, 'putShard');
    const first = value(await start().ensureStarter(URL_));
    expect(value(await start().ensureStarter(URL_))).toEqual(first);
    expect(put).toHaveBeenCalledTimes(1);
  });

  it('imports again when the file, the importer or the kept parts differ', async () => {
    const first = value(await start().ensureStarter(URL_));
    file = starterFile(12);
    const second = value(await start().ensureStarter(URL_));
    expect(second.hash).not.toBe(first.hash);
    expect(await partsHeld()).toHaveLength(1);
    expect(await store.listShards()).toEqual([second]);

    const parts = await partsHeld();
    await store.putShard({ ...second, importerVersion: IMPORTER_VERSION - 1 }, parts);
    await start().ensureStarter(URL_);
    expect(await store.getShard(STARTER)).toEqual(second);

    const damaged = parts.map((part) => ({ ...part, text: part.text.map(() => 0xff) }));
    await store.putShard(second, damaged);
    await start().ensureStarter(URL_);
    expect(await partsHeld()).toEqual(parts);
  });

  it('leaves the import of a newer tab alone and answers from its own', async () => {
    value(await start().ensureStarter(URL_));
    const parts = await partsHeld();
    const newer = {
      ...((await store.getShard(STARTER)) as ShardInfo),
      importerVersion: IMPORTER_VERSION + 1,
      name: 'N',
    };
    await store.putShard(newer, parts);
    expect(value(await start().ensureStarter(URL_)).name).toBe('T');
    expect(await store.getShard(STARTER)).toEqual(newer);
  });

  it('answers what is held when the file cannot be had', async () => {
    const info = value(await start().ensureStarter(URL_));
    for (const problem of [new TypeError('Failed to fetch'), '<html>Please log in</html>']) {
      file = problem;
      const core = start();
      expect(value(await core.ensureStarter(URL_))).toEqual(info);
      expect(value(await core.search({ text: 'nurse', limit: 1 })).total).toBe(10);
    }
  });

  it('names the fault when nothing is held either', async () => {
    file = new TypeError('Failed to fetch');
    expect(codeOf(await start().ensureStarter(URL_))).toBe('download-failed');
    file = 'not JSON';
    expect(codeOf(await start().ensureStarter(URL_))).toBe('bad-input');
  });

  it('needs no room on disk', async () => {
    const full = new FaultError(fault('storage-full', 'Full.'));
    vi.spyOn(store, 'putShard').mockRejectedValue(full);
    vi.spyOn(store, 'listShards').mockRejectedValue(full);
    vi.spyOn(store, 'getShard').mockRejectedValue(full);
    const core = start();
    expect(codeOf(await core.search({ text: '', limit: 1 }))).toBe('storage-full');
    expect(value(await core.ensureStarter(URL_)).count).toBe(10);
    expect(value(await core.search({ text: 'nurse', limit: 2 })).total).toBe(10);
    expect(value(await core.sample(STARTER, 3, 1, []))).toHaveLength(3);
  });
});

describe('search', () => {
  it('finds personas with ids, labels and shard, after a restart too', async () => {
    value(await start().ensureStarter(URL_));
    const page = value(await start().search({ text: 'PORTO 7', limit: 5 }));
    const text = 'A nurse number 7 in Porto';
    expect(page).toEqual({
      total: 1,
      personas: [{ id: personaId(text), text, labels: { region: 'Europe' }, shard: STARTER }],
    });
  });

  it('looks through all shards', async () => {
    const core = start();
    value(await core.ensureStarter(URL_));
    await putShard(store, await packedShard('another', plainRows(10)));
    const page = value(await start().search({ text: '', limit: 11 }));
    expect(page.total).toBe(20);
    const another = 'another' as ShardId;
    expect(page.personas.map((persona) => persona.shard)).toEqual([...Array<ShardId>(10).fill(another), STARTER]);
  });

  it('finds nothing where nothing is held, and refuses a wrong limit', async () => {
    expect(value(await start().search({ text: '', limit: 5 }))).toEqual({ total: 0, personas: [] });
    expect(codeOf(await start().search({ text: '', limit: -1 }))).toBe('bad-input');
  });
});

describe('sample', () => {
  it('draws the same for the same seed, across parts and restarts, without repeats', async () => {
    file = starterFile(5000);
    const core = start();
    value(await core.ensureStarter(URL_));
    const drawn = value(await core.sample(STARTER, 200, 7, []));
    expect(new Set(drawn.map((persona) => persona.id)).size).toBe(200);
    expect(value(await start().sample(STARTER, 200, 7, []))).toEqual(drawn);
    expect(texts(value(await core.sample(STARTER, 3, 7, [])))).toEqual(texts(drawn.slice(0, 3)));
    expect(value(await core.sample(STARTER, 200, 8, []))).not.toEqual(drawn);
  });

  it('leaves out the excluded', async () => {
    const core = start();
    value(await core.ensureStarter(URL_));
    const all = value(await core.sample(STARTER, 99, 1, []));
    expect(all).toHaveLength(10);
    const exclude = [...all.slice(0, 4).map((persona) => persona.id), 'nobody' as PersonaId];
    expect(value(await core.sample(STARTER, 99, 1, exclude))).toEqual(all.slice(4));
  });

  it('reads only the parts that it draws from', async () => {
    await putShard(store, await packedShard('large', plainRows(40_000)));
    const read = vi.spyOn(store, 'parts');
    const drawn = value(await start().sample('large' as ShardId, 3, 5, []));
    expect(drawn).toHaveLength(3);
    expect(read.mock.calls.flatMap(([, indexes]) => indexes).length).toBeLessThanOrEqual(3);
  });

  it('refuses what cannot be drawn', async () => {
    const core = start();
    value(await core.ensureStarter(URL_));
    expect(codeOf(await core.sample('nowhere' as ShardId, 1, 1, []))).toBe('bad-input');
    expect(codeOf(await core.sample(STARTER, -1, 1, []))).toBe('bad-input');
    expect(codeOf(await core.sample(STARTER, 1, 0.5, []))).toBe('bad-input');
  });
});

describe.runIf(existsSync(realFile))('the real starter file', () => {
  it('imports, searches and samples', async () => {
    file = readFileSync(realFile, 'utf8');
    const core = start();
    const info = value(await core.ensureStarter(URL_));
    const page = value(await core.search({ text: '', limit: 1 }));
    expect(page.total).toBe(info.count);
    const drawn = value(await core.sample(STARTER, info.count, 1, []));
    expect(new Set(drawn.map((persona) => persona.id)).size).toBe(info.count);
  });
});
