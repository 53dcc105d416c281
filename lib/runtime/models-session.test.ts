import { describe, expect, it, vi } from 'vitest';
import { builtInEntries, defaultKey, embeddedOnGpu } from '../catalogue/built-in.ts';
import { type CatalogueEntry, type DeviceFacts, modelKey } from '../model/catalogue.ts';
import { fault } from '../model/fault.ts';
import type { NamedBlob, Outcome } from '../protocol/engine.ts';
import type { KeptModel, ModelPackage, ModelsWorkerApi } from '../protocol/models.ts';
import { EnginePool } from './engine-pool.ts';
import { FakeWorker } from './fake-link.test-help.ts';
import type { WorkerLink } from './link.ts';
import { ModelsClient } from './models-client.ts';
import { ModelsSession, type ModelsWorld } from './models-session.ts';
import type { ModelsState } from './models-state.ts';

const device: DeviceFacts = {
  cores: 2,
  memoryGiB: 8,
  isolated: true,
  gpu: null,
  noGpu: 'no-adapter',
  promptApi: null,
  mobile: false,
};

const big: CatalogueEntry = {
  choice: { engine: 'web-llm', model: 'Big-3B-q4f16_1-MLC', name: 'Big 3B' },
  family: 'Big',
  parameters: 3e9,
  quantisation: 'q4f16_1',
  licence: null,
  contextTokens: 4096,
  downloadBytes: null,
  memoryBytes: 2e9,
  needs: ['webgpu', 'shader-f16'],
  source: { kind: 'web-llm', model: 'https://hub.test/big/', library: 'https://hub.test/big.wasm' },
  origin: 'catalogue',
};
const bigKey = modelKey(big.choice);

const ok = <T>(value: T): Promise<Outcome<T>> => Promise.resolve({ ok: true, value });

/** A models worker in this thread, which keeps what it is told. */
function fakeModels() {
  const kept = new Map<string, KeptModel>();
  let release: (outcome: Outcome<void>) => void = () => undefined;
  const pack: ModelPackage = {
    key: bigKey,
    source: big.source,
    files: [
      { url: 'https://hub.test/a', path: 'a', bytes: 60, exact: true, hash: { algorithm: 'md5', hex: '00' } },
      { url: 'https://hub.test/b', path: 'b', bytes: 40, exact: true, hash: null },
    ],
    totalBytes: 100,
  };
  const api = {
    connect: () => Promise.resolve(),
    offer: () =>
      ok({
        info: { id: 'smollm2-135m', name: 'SmolLM2', licence: 'Apache-2.0', downloadBytes: 10, contextTokens: 8192 },
        onOrigin: true,
        reason: null,
        keptBytes: 10,
        hub: { host: 'hub.test', bytes: 9 },
      }),
    removeEmbedded: () => ok(undefined),
    inspect: vi.fn(() => ok(pack)),
    kept: () => ok([...kept.values()]),
    download: () => new Promise<Outcome<void>>((resolve) => (release = resolve)),
    pause: () => {
      release({ ok: false, fault: fault('cancelled', 'Paused.') });
      return Promise.resolve();
    },
    keep: (key: string, files: readonly NamedBlob[]) => {
      const bytes = files.reduce((sum, { blob }) => sum + blob.size, 0);
      kept.set(key, { key, keptBytes: bytes, totalBytes: bytes, complete: true });
      return ok(undefined);
    },
    open: () => ok([]),
    remove: (key: string) => {
      kept.delete(key);
      return ok(undefined);
    },
  };
  const link: WorkerLink<ModelsWorkerApi> = {
    remote: api as unknown as WorkerLink<ModelsWorkerApi>['remote'],
    died: new Promise(() => undefined),
    end: () => undefined,
  };
  return { api, link, kept, end: (outcome: Outcome<void>) => release(outcome) };
}

async function open(part: Partial<ModelsWorld> = {}, worker = new FakeWorker()) {
  const models = fakeModels();
  let saved: unknown = null;
  const pool: EnginePool = new EnginePool({
    spawn: () => worker.link,
    model: (key) => session.poolModel(key),
    onView: (key, view) => session.engineChanged(key, view),
    budgetBytes: 1e9,
    onLoading: () => undefined,
    forbids: (key) => session.forbids(key),
    advice: (key) => session.advice(key),
  });
  const world: ModelsWorld = {
    base: 'https://app.test/',
    pool,
    client: new ModelsClient(
      () => models.link,
      () => undefined,
    ),
    spawnEndpoint: () => {
      throw new Error('no endpoint here');
    },
    device: () => Promise.resolve(device),
    storage: () => Promise.resolve({ usedBytes: 1, quotaBytes: 2, persisted: false }),
    persist: () => Promise.resolve(true),
    readCatalogue: () => Promise.resolve([big]),
    readSaved: () => Promise.resolve(saved),
    save: (next) => {
      saved = JSON.parse(JSON.stringify(next));
      return Promise.resolve();
    },
    crashMark: { set: () => undefined, left: () => [] },
    now: () => 1,
    newId: () => 'id',
    ...part,
  };
  const session: ModelsSession = new ModelsSession(world);
  await session.start();
  const until = (holds: (state: ModelsState) => boolean) =>
    new Promise<ModelsState>((resolve) => {
      const look = () => {
        if (!holds(session.getState())) return;
        stop();
        resolve(session.getState());
      };
      const stop = session.subscribe(look);
      look();
    });
  const files = (key: string) => session.getState().status.get(key)?.files;
  return { session, actions: session.actions, state: session.getState, until, models, files, saved: () => saved };
}

describe('ModelsSession', () => {
  it('lists what comes with the app, and the embedded model on the processor is chosen', async () => {
    const { state } = await open();
    expect(state()).toMatchObject({ restored: true, chosen: defaultKey, storage: { quotaBytes: 2 } });
    expect(state().entries).toEqual(builtInEntries(device));
    expect(state().status.get(defaultKey)?.files).toMatchObject({ complete: true, totalBytes: 10 });
  });

  it('fetches the embedded model for offline use from its folder on this site', async () => {
    const { actions, models, until } = await open();
    actions.download(defaultKey);
    await until(({ status }) => status.get(defaultKey)?.files.download?.state === 'running');
    await vi.waitFor(() => expect(models.api.inspect).toHaveBeenCalled());
    expect(models.api.inspect).toHaveBeenCalledWith(defaultKey, {
      kind: 'origin',
      folder: 'https://app.test/models/smollm2-135m/',
    });
  });

  it('remembers the choice, and reads the catalogue for it', async () => {
    const first = await open();
    first.actions.openCatalogue();
    await first.until(({ catalogue }) => catalogue === 'ready');
    first.actions.choose(bigKey);
    const second = await open({ readSaved: () => Promise.resolve(first.saved()) });
    expect(second.state()).toMatchObject({ chosen: bigKey, catalogue: 'ready' });
    expect(second.session.choice()).toEqual(big.choice);
  });

  it('falls back to the embedded model when what was chosen is gone', async () => {
    const saved = { version: 1, chosen: 'wllama/gone', added: [], endpoints: [], benchmarks: {} };
    const { state } = await open({ readSaved: () => Promise.resolve(saved) });
    expect(state().chosen).toBe(defaultKey);
  });

  it('downloads with a bar that never falls, pauses, and removes', async () => {
    const { actions, until, models, files, session, state } = await open();
    actions.openCatalogue();
    await until(({ catalogue }) => catalogue === 'ready');
    actions.download(bigKey);
    await until(() => files(bigKey)?.count === 2);
    expect(files(bigKey)).toMatchObject({ totalBytes: 100, hashed: 1, download: { state: 'running' } });
    for (const doneBytes of [30, 20]) {
      session.downloadProgress({ key: bigKey, doneBytes, totalBytes: 100, bytesPerSecond: 5, phase: 'download' });
      expect(files(bigKey)?.download?.doneBytes).toBe(30);
    }
    actions.pause(bigKey);
    await until(() => files(bigKey)?.download?.state === 'paused');
    actions.download(bigKey);
    await until(() => files(bigKey)?.download?.state === 'running');
    await new Promise((resolve) => setImmediate(resolve));
    models.end({ ok: true, value: undefined });
    await until(() => files(bigKey)?.complete === true);
    actions.remove(bigKey);
    await until(() => files(bigKey)?.complete === false);
    expect(state().status.get(bigKey)?.files.download).toBeNull();
  });

  it('does not let WebLLM fetch a model that was not downloaded', async () => {
    const { actions, until, state } = await open();
    actions.openCatalogue();
    await until(({ catalogue }) => catalogue === 'ready');
    actions.load(bigKey);
    await until(() => state().status.get(bigKey)?.engine.status === 'failed');
    expect(state().status.get(bigKey)?.engine.fault).toMatchObject({ code: 'model-missing' });
  });

  it('does not load by itself what crashed the tab', async () => {
    const { session, actions, until } = await open({ crashMark: { set: () => undefined, left: () => [defaultKey] } });
    expect(session.forbids(defaultKey)).toMatchObject({ code: 'worker-crashed' });
    actions.load(defaultKey);
    await until(({ status }) => status.get(defaultKey)?.engine.status === 'ready');
    expect(session.forbids(defaultKey)).toBeNull();
  });

  it('measures, keeps the figures and takes the faster engine unless the user chose', async () => {
    const worker = new FakeWorker();
    const { actions, until, state, saved } = await open({}, worker);
    actions.measure(defaultKey);
    await until(({ status }) => status.get(defaultKey)?.benchmark !== undefined && !status.get(defaultKey)?.measuring);
    expect(state().status.get(defaultKey)?.benchmark).toMatchObject({ version: 1, rows: 4 });
    const gpu = modelKey(embeddedOnGpu.choice);
    const fast = { version: 1, at: 1, rows: 1, tokensPerSecond: 1e9, firstTokenMs: 1, loadMs: 1, device: 'gpu' };
    const measured = { ...(saved() as object), benchmarks: { [gpu]: fast } };
    const second = await open({ readSaved: () => Promise.resolve(measured) });
    expect(second.state().chosen).toBe(gpu);
    second.actions.choose(defaultKey);
    expect(second.state().chosen).toBe(defaultKey);
  });

  it('measures the embedded model on both engines and takes the faster, whatever was chosen of the two', async () => {
    const { actions, until, state } = await open();
    const gpu = modelKey(embeddedOnGpu.choice);
    actions.choose(gpu);
    actions.measureEngines();
    const of = (key: string) => state().status.get(key);
    await until(() => of(gpu)?.benchmark != null && of(gpu)?.measuring === false);
    expect(of(defaultKey)?.benchmark).not.toBeNull();
    // The scripted engine tells no rate for either, and then the processor is taken.
    const rate = (key: string) => of(key)?.benchmark?.tokensPerSecond ?? 0;
    expect(state().chosen).toBe(rate(gpu) > rate(defaultKey) ? gpu : defaultKey);
  });

  it('keeps an endpoint’s key only when asked to, and forgets its models with it', async () => {
    const { actions, state, saved, until } = await open({
      spawnEndpoint: () => ({
        remote: { listModels: () => ok(['m']) } as never,
        died: new Promise(() => undefined),
        end: () => undefined,
      }),
    });
    const draft = { name: '', url: 'http://localhost:11434', key: 'secret', keepKey: false, parallel: 2 };
    expect(await actions.addEndpoint({ ...draft, url: 'ftp://x' })).toMatchObject({ code: 'bad-input' });
    expect(await actions.addEndpoint(draft)).toBeNull();
    await until(({ endpoints }) => endpoints[0]?.models.length === 1);
    expect(state().endpoints).toMatchObject([{ name: 'localhost:11434', hasKey: true, keyKept: false }]);
    expect(JSON.stringify([saved(), state()])).not.toContain('secret');
    actions.addEndpointModel('id', 'm');
    await until(({ entries }) => entries.some(({ choice }) => choice.engine === 'endpoint'));
    // Another origin must not get the old one's key.
    await actions.changeEndpoint('id', { ...draft, key: '', url: 'http://localhost:8080' });
    expect(state().endpoints[0]?.hasKey).toBe(false);
    actions.removeEndpoint('id');
    expect(state().entries.some(({ choice }) => choice.engine === 'endpoint')).toBe(false);
  });
});
