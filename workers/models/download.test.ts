import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { large, someBytes } from '../../e2e/fixtures/hub.ts';
import { Desk, failure, GGUF_BYTES, ggufSource, KEY } from './desk.test-help.ts';

const gguf = someBytes(GGUF_BYTES, 7, 'GGUF');

describe('download', () => {
  let desk: Desk;
  beforeEach(async () => {
    desk = await Desk.open();
  });
  afterEach(() => {
    // Whatever went wrong: what was shown never ran backwards.
    for (const run of desk.runs) {
      const done = run.map((each) => each.doneBytes);
      expect(done).toEqual([...done].sort((a, b) => a - b));
    }
    desk.hub.close();
  });

  it('knows the size before, follows the redirect, verifies, and asks for nothing the second time', async () => {
    const pack = await desk.models.inspect(KEY, ggufSource);
    expect(pack).toMatchObject({ totalBytes: GGUF_BYTES, files: [{ hash: { algorithm: 'sha256' }, exact: true }] });
    expect(pack.source).toMatchObject({ revision: desk.hub.commit('owner/tiny') });
    expect(desk.taken('model.gguf')).toEqual([]);
    await desk.models.download(pack);
    expect((await desk.bytes())[0]?.equals(gguf)).toBe(true);
    expect(desk.taken('model.gguf')).toEqual([0]);
    expect(desk.runs[0]?.at(-1)).toMatchObject({ doneBytes: GGUF_BYTES, totalBytes: GGUF_BYTES });
    await desk.restart().download(pack);
    expect(desk.taken('model.gguf')).toEqual([]);
    expect(await desk.models.kept()).toEqual([
      { key: KEY, keptBytes: GGUF_BYTES, totalBytes: GGUF_BYTES, complete: true },
    ]);
    expect([...desk.store.files.keys()].filter((path) => path.includes('.part'))).toEqual([]);
  });

  it('goes on where the connection dropped, at 10, 50 and 99 %', async () => {
    desk.hub.plan('model.gguf', ...[0.1, 0.5, 0.99].map((at) => ({ kind: 'cut', at }) as const));
    await desk.download();
    expect(desk.taken('model.gguf')).toEqual([0, 100_000, 500_000, 990_000]);
    expect((await desk.bytes())[0]?.equals(gguf)).toBe(true);
  });

  it('starts again where the server knows no ranges, and the bar stays where it was', async () => {
    desk.hub.plan('model.gguf', { kind: 'cut', at: 0.5 }, { kind: 'no-range' });
    await desk.download();
    expect(desk.taken('model.gguf')).toEqual([0, 500_000]);
    expect((await desk.bytes())[0]?.equals(gguf)).toBe(true);
  });

  it('pauses in the middle and goes on from there in another session', async () => {
    desk.hub.plan('model.gguf', { kind: 'hold', at: 0.4 });
    const ended = desk.download();
    await desk.held(400_000);
    await desk.models.pause(KEY);
    await expect(ended).rejects.toEqual(failure('cancelled'));
    expect(await desk.models.kept()).toEqual([
      { key: KEY, keptBytes: 400_000, totalBytes: GGUF_BYTES, complete: false },
    ]);
    await expect(desk.models.open(KEY)).rejects.toEqual(failure('model-missing'));
    desk.taken('model.gguf');
    desk.restart();
    await desk.download();
    expect(desk.taken('model.gguf')).toEqual([400_000]);
    expect((await desk.bytes())[0]?.equals(gguf)).toBe(true);
  });

  it.each([
    ['damaged', '{"version":1,"url"'],
    ['of another file', JSON.stringify({ version: 1, url: 'x', bytes: 5, hash: null, etag: null })],
    ['of a later version', JSON.stringify({ version: 2 })],
    ['empty', ''],
  ])('starts a file again whose journal is %s', async (_, journal) => {
    desk.hub.plan('model.gguf', { kind: 'hold', at: 0.4 });
    const ended = desk.download();
    await desk.held(400_000);
    await desk.models.pause(KEY);
    await expect(ended).rejects.toBeDefined();
    const path = [...desk.store.files.keys()].find((each) => each.endsWith('.part.json'));
    desk.store.files.set(path ?? '', new Uint8Array(Buffer.from(journal)));
    desk.taken('model.gguf');
    await desk.download();
    expect(desk.taken('model.gguf')).toEqual([0]);
    expect((await desk.bytes())[0]?.equals(gguf)).toBe(true);
  });

  it('notices a damaged part at its end, and fetches the file again from the start', async () => {
    desk.hub.plan('model.gguf', { kind: 'hold', at: 0.4 });
    const ended = desk.download();
    await desk.held(400_000);
    await desk.models.pause(KEY);
    await expect(ended).rejects.toBeDefined();
    const part = [...desk.store.files].find(([path]) => path.endsWith('.part'))?.[1];
    if (part) part[1000] = (part[1000] ?? 0) ^ 1;
    desk.taken('model.gguf');
    await desk.download();
    expect(desk.taken('model.gguf')).toEqual([400_000, 0]);
    expect((await desk.bytes())[0]?.equals(gguf)).toBe(true);
  });

  it('fetches a file with a flipped bit again once, and refuses it the second time', async () => {
    desk.hub.plan('model.gguf', { kind: 'flip', at: 0.7 });
    await desk.download();
    expect(desk.taken('model.gguf')).toEqual([0, 0]);
    expect((await desk.bytes())[0]?.equals(gguf)).toBe(true);
    await desk.models.remove(KEY);
    desk.hub.plan('model.gguf', { kind: 'flip', at: 0.7 }, { kind: 'flip', at: 0.2 });
    await expect(desk.download()).rejects.toEqual(failure('model-corrupt'));
    await expect(desk.models.open(KEY)).rejects.toEqual(failure('model-missing'));
  });

  it('says that the server sent a web page instead of weights', async () => {
    desk.hub.plan('model.gguf', { kind: 'html' });
    const error: unknown = await desk.download().catch((thrown: unknown) => thrown);
    expect(error).toEqual(failure('download-failed'));
    expect(String(error)).toContain('a web page');
    await desk.download();
    expect((await desk.bytes())[0]?.equals(gguf)).toBe(true);
  });

  it('refuses a file that is not what its name says', async () => {
    desk.hub.serve('owner/tiny', { 'model.gguf': large(someBytes(5000, 3)) });
    await expect(desk.download()).rejects.toThrow('not a GGUF file');
    expect(desk.store.used).toBeLessThan(2000);
  });

  it('waits as long as a busy server asks, and gives up after five tries without a byte', async () => {
    desk.hub.plan('model.gguf', { kind: 'status', status: 429, retryAfter: 3 }, { kind: 'status', status: 503 });
    await desk.download();
    expect(desk.waits).toEqual([3000, 1000]);
    await desk.models.remove(KEY);
    desk.waits.length = 0;
    desk.hub.plan('model.gguf', ...Array.from({ length: 5 }, () => ({ kind: 'status', status: 500 }) as const));
    await expect(desk.download()).rejects.toEqual(failure('download-failed'));
    expect(desk.waits).toEqual([500, 1000, 2000, 4000]);
  });

  it('gives up on a line that stands still, then goes on', async () => {
    desk.hub.plan('model.gguf', { kind: 'hold', at: 0.3 });
    desk.restart({ stallMs: 300 });
    await desk.download();
    expect(desk.taken('model.gguf')).toEqual([0, 300_000]);
    expect((await desk.bytes())[0]?.equals(gguf)).toBe(true);
  });

  it('asks for room before it fetches', async () => {
    desk.restart({ free: () => Promise.resolve(GGUF_BYTES - 1) });
    const error: unknown = await desk.download().catch((thrown: unknown) => thrown);
    expect(error).toEqual(failure('storage-full'));
    expect(String(error)).toContain('1.0 MB');
    expect(desk.taken('model.gguf')).toEqual([]);
  });

  it('stops at a full disk in the middle, keeps what it has, and goes on or lets go of it', async () => {
    desk.store.quota = 600_000;
    await expect(desk.download()).rejects.toEqual(failure('storage-full'));
    const [partial] = await desk.models.kept();
    expect(partial?.keptBytes).toBeGreaterThan(400_000);
    expect(partial?.complete).toBe(false);
    desk.store.quota = Infinity;
    desk.taken('model.gguf');
    await desk.download();
    expect(desk.taken('model.gguf')).toEqual([partial?.keptBytes]);
    expect((await desk.bytes())[0]?.equals(gguf)).toBe(true);
    await desk.models.remove(KEY);
    expect(desk.store.used).toBe(0);
  });

  it('does without going on where the store cannot, and where nothing can tell whether the file changed', async () => {
    desk.store.resumable = false;
    desk.hub.plan('model.gguf', { kind: 'cut', at: 0.5 });
    await desk.download();
    expect(desk.taken('model.gguf')).toEqual([0, 0]);
    await desk.models.remove(KEY);
    desk.store.resumable = true;
    desk.hub.plan('model.gguf', { kind: 'cut', at: 0.5 });
    const pack = await desk.models.inspect(KEY, ggufSource);
    await desk.models.download({ ...pack, files: pack.files.map((file) => ({ ...file, hash: null })) });
    // The host of large files lets nobody read its mark of the version, and no hash is there to tell at the end.
    expect((await desk.bytes())[0]?.equals(gguf)).toBe(true);
  });

  it('fetches a file once for two tabs at a time', async () => {
    const pack = await desk.models.inspect(KEY, ggufSource);
    desk.hub.plan('model.gguf', { kind: 'hold', at: 0.5 });
    const first = desk.models.download(pack);
    await desk.held(500_000);
    const second = desk.restart().download(pack);
    desk.hub.release();
    await Promise.all([first, second]);
    expect(desk.taken('model.gguf')).toEqual([0]);
  });

  it('lets the second tab take over where the first one paused', async () => {
    const pack = await desk.models.inspect(KEY, ggufSource);
    desk.hub.plan('model.gguf', { kind: 'hold', at: 0.5 });
    const firstModels = desk.models;
    const first = firstModels.download(pack);
    await desk.held(500_000);
    const second = desk.restart().download(pack);
    await expect(desk.restart().remove(KEY)).rejects.toEqual(failure('bad-input'));
    await firstModels.pause(KEY);
    await expect(first).rejects.toEqual(failure('cancelled'));
    await second;
    expect(desk.taken('model.gguf')).toEqual([0, 500_000]);
  });

  it('replaces what an earlier commit left', async () => {
    desk.hub.serve('owner/tiny', { 'model.gguf': large(gguf), 'extra.bin': large(someBytes(500)) });
    const both = { ...ggufSource, files: ['model.gguf', 'extra.bin'] } as typeof ggufSource;
    await desk.download(KEY, both);
    const newer = someBytes(GGUF_BYTES, 8, 'GGUF');
    desk.hub.serve('owner/tiny', { 'model.gguf': large(newer) });
    await desk.download();
    const files = await desk.bytes();
    expect([files.length, files[0]?.equals(newer)]).toEqual([1, true]);
    expect([...desk.store.files.keys()].filter((path) => path.includes('extra'))).toEqual([]);
  });
});
