import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { large, someBytes, text, wasmStart, webLlmRepository } from '../../e2e/fixtures/hub.ts';
import { FaultError } from '../../lib/model/fault.ts';
import { Desk, failure, ggufSource, KEY, llmSource } from './desk.test-help.ts';
import { readListing } from './hub-index.ts';
import { continues, journalOf, parseJournal } from './journal.ts';
import { filePath, keyOf } from './paths.ts';
import { parseRecord } from './record.ts';
import { webLlmFiles } from './web-llm-index.ts';

describe('inspect', () => {
  let desk: Desk;
  beforeEach(async () => {
    desk = await Desk.open();
    desk.hub.raw.set('/v1/shared.wasm', someBytes(3000, 5, wasmStart));
    desk.hub.serve('mlc/one', webLlmRepository([70_000, 30_000]));
  });
  afterEach(() => desk.hub.close());

  it('reads a WebLLM model’s files, sizes and hashes without fetching weights', async () => {
    const pack = await desk.models.inspect('web-llm/one', llmSource('one'));
    expect(pack.files.map(({ path, bytes, exact, hash }) => [path, bytes, exact, hash?.algorithm ?? null])).toEqual([
      ['mlc-chat-config.json', expect.any(Number), true, 'git-blob'],
      ['tensor-cache.json', expect.any(Number), true, 'git-blob'],
      ['params_shard_0.bin', 70_000, true, 'sha256'],
      ['params_shard_1.bin', 30_000, true, 'sha256'],
      ['tokenizer.json', expect.any(Number), true, 'git-blob'],
      ['library/shared.wasm', 3000, false, null],
    ]);
    expect(pack.totalBytes).toBe(pack.files.reduce((sum, file) => sum + (file.bytes ?? 0), 0));
    // Everything is pinned to one commit.
    expect(pack.files[2]?.url).toContain(`/resolve/${desk.hub.commit('mlc/one')}/`);
    expect(desk.hub.requests.filter(({ host }) => host === 'store')).toEqual([]);
  });

  it('takes sizes and MD5 from the index where no hub lists the files', async () => {
    for (const [path, { bytes }] of Object.entries(webLlmRepository([5000]))) desk.hub.raw.set(`/m/resolve/v1/${path}`, bytes);
    const source = { kind: 'web-llm', model: 'https://elsewhere.test/m/resolve/v1', library: 'https://l.test/v1/shared.wasm' };
    const pack = await desk.models.inspect('web-llm/own', source as never);
    expect(pack.files.find(({ path }) => path === 'params_shard_0.bin')?.hash?.algorithm).toBe('md5');
    await desk.models.download(pack);
    expect(await desk.models.kept()).toMatchObject([{ key: 'web-llm/own', complete: true }]);
  });

  it('lists a repository over several pages, with its licence', async () => {
    desk.hub.pageSize = 2;
    const listing = await desk.models.listHub('mlc/one', 'main');
    expect(listing.files.map(({ path }) => path)).toContain('params_shard_1.bin');
    expect(listing).toMatchObject({ licence: 'apache-2.0', commit: desk.hub.commit('mlc/one') });
    expect(listing.files.length).toBe(6);
  });

  it.each([
    ['a repository that is not there', { ...ggufSource, repository: 'owner/none' }, 'download-failed'],
    ['a name that is none', { ...ggufSource, repository: 'https://huggingface.co/x' }, 'bad-input'],
    ['a file that it does not have', { ...ggufSource, files: ['other.gguf'] }, 'model-missing'],
    ['no file at all', { ...ggufSource, files: [] }, 'bad-input'],
    ['a server', { kind: 'endpoint', endpoint: 'x' }, 'bad-input'],
    ['a folder without an index', { kind: 'web-llm', model: 'https://x.test/m', library: 'https://x.test/l' }, 'download-failed'],
    ['half an address', { kind: 'web-llm', model: '/m', library: '/l.wasm' }, 'bad-input'],
  ] as const)('refuses %s', async (_, source, code) => {
    await expect(desk.models.inspect(KEY, source as never)).rejects.toEqual(failure(code));
  });

  it('says so when the index is a web page or a model is of a kind that WebLLM cannot read', async () => {
    desk.hub.plan('tensor-cache.json', { kind: 'html' });
    await expect(desk.models.inspect('k/1', llmSource('one'))).rejects.toThrow('a web page');
    const bare = webLlmRepository([1000]);
    desk.hub.serve('mlc/one', { ...bare, 'mlc-chat-config.json': text({ tokenizer_files: ['vocab.txt'] }) });
    await expect(desk.models.inspect('k/1', llmSource('one'))).rejects.toEqual(failure('model-unsupported'));
    desk.hub.serve('mlc/one', { ...bare, 'params_shard_0.bin': large(someBytes(999)) });
    await expect(desk.models.inspect('k/1', llmSource('one'))).rejects.toThrow('differ about the size');
  });

  const answered = (json: unknown) => ({
    ...desk.world,
    fetch: () => Promise.resolve(new Response(JSON.stringify(json), { headers: { 'content-length': '5' } })),
  });
  const sha = 'a'.repeat(40);
  const loose = fc.oneof(
    fc.jsonValue(),
    fc.array(fc.record({ type: fc.constantFrom('file', 'directory', 'x'), path: fc.string(), size: fc.jsonValue(), lfs: fc.jsonValue() }, { requiredKeys: [] })),
    fc.record({
      sha: fc.constant(sha),
      tokenizer_files: fc.constant(['tokenizer.json']),
      records: fc.array(fc.record({ dataPath: fc.oneof(fc.string(), fc.constant('../x')), nbytes: fc.oneof(fc.nat(), fc.double()) })),
    }),
  );
  const fine = async (work: Promise<unknown>) => {
    const error: unknown = await work.then(() => null, (thrown: unknown) => thrown);
    if (error !== null) {
      expect(error).toBeInstanceOf(FaultError);
      expect(['download-failed', 'bad-input', 'model-unsupported']).toContain((error as FaultError).fault.code);
    }
  };

  it('turns any answer into files or a clear fault', async () => {
    await fc.assert(
      fc.asyncProperty(loose, async (json) => {
        await fine(readListing(answered(json), 'a/b', 'main'));
        await fine(webLlmFiles(answered(json), { model: 'https://x.test/m', library: 'https://x.test/l.wasm' }));
      }),
    );
  });

  it('reads back what it wrote, and damaged journals and records as none', () => {
    const file = { url: 'https://x.test/f', path: 'f', bytes: 5, exact: true, hash: null };
    const good = JSON.stringify(journalOf(file, '"mark"'));
    expect(continues(parseJournal(good) as never, file)).toBe(true);
    expect(continues(journalOf(file, 'W/"weak"'), file)).toBe(false);
    expect(continues(journalOf(file, null), file)).toBe(false);
    fc.assert(
      fc.property(fc.nat(good.length - 1), fc.string({ maxLength: 3 }), (at, dirt) => {
        const journal = parseJournal(good.slice(0, at) + dirt + good.slice(at + 1));
        // What still reads as a journal is either the same file's or not gone on with.
        if (journal && continues(journal, file)) expect([journal.url, journal.bytes]).toEqual([file.url, 5]);
        parseRecord(good.slice(0, at) + dirt);
      }),
    );
  });

  it('finds the key in a folder’s name, and lets no path climb', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), fc.string({ minLength: 1, maxLength: 30 }), (key, path) => {
        let at: string;
        try {
          at = filePath(key, path);
        } catch (thrown) {
          return thrown instanceof FaultError || thrown instanceof URIError;
        }
        const inside = at.split('/').slice(3);
        return keyOf(at) === key && inside.every((part) => part !== '' && part !== '.' && part !== '..');
      }),
    );
  });
});
