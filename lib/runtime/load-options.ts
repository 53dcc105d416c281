import type { CatalogueEntry, DeviceFacts } from '../model/catalogue.ts';
import { fault, FaultError } from '../model/fault.ts';
import type { EngineLoadOptions, NamedBlob, WeightsSource } from '../protocol/engine.ts';
import type { PoolModel } from './engine-pool.ts';

export interface LoadWorld {
  /** Absolute address of the folder that the app is served from, ending in a slash. */
  readonly base: string;
  /** Where the embedded model's weights are taken from now. */
  readonly embedded: () => WeightsSource;
  /** The kept files of a model in their order. @throws FaultError when they are not all there */
  readonly files: () => Promise<readonly NamedBlob[]>;
  /** Whether all files of a model from the hub are kept here. */
  readonly complete: () => Promise<boolean>;
  /** @throws FaultError for an endpoint that is not there any more. */
  readonly endpoint: (id: string) => { readonly url: string; readonly key: string | null; readonly parallel: number };
}

// Each retry after out of memory halves the context; 1,024 tokens still hold a few-shot prompt and an answer.
const LEAST_CONTEXT = 1024;
// Of a GGUF's context, which may be 128 thousand tokens: what a prompt and a long answer need.
export const GGUF_CONTEXT = 4096;

/** The absolute addresses of a model in WebLLM's layout. */
export function webLlmAddresses(entry: CatalogueEntry, base: string): { weights: string; library: string } | null {
  const { source } = entry;
  if (source.kind === 'web-llm') return { weights: source.model, library: source.library };
  if (source.kind !== 'origin' || entry.choice.engine !== 'web-llm') return null;
  const folder = new URL(source.folder, base).href;
  return { weights: `${folder}resolve/main/`, library: `${folder}smollm2-135m-q4f32.wasm` };
}

/** What a worker is asked to load for an entry. @throws FaultError */
export async function loadOptionsOf(
  entry: CatalogueEntry,
  shrink: number,
  world: LoadWorld,
): Promise<EngineLoadOptions> {
  const { base } = world;
  const { engine, model, name } = entry.choice;
  const { licence, source } = entry;
  const context = (most: number | null) =>
    shrink === 0 ? most : Math.max(LEAST_CONTEXT, Math.floor((most ?? GGUF_CONTEXT) / 2 ** shrink));
  switch (engine) {
    case 'chorus':
      if (source.kind === 'origin') return { engine, base, model, source: world.embedded(), threads: 0, width: 0 };
      return {
        engine: 'chorus-files',
        base,
        model,
        name,
        files: await world.files(),
        device: 'auto',
        threads: 0,
        width: 0,
      };
    case 'web-llm': {
      const found = webLlmAddresses(entry, base);
      if (!found) break;
      // WebLLM would fetch by itself, without a check and without a way to go on after a cut.
      if (source.kind === 'web-llm' && !(await world.complete())) throw notHere(name);
      const f16 = entry.needs.includes('shader-f16');
      return { engine, base, model, name, licence, f16, ...found, contextTokens: context(entry.contextTokens) };
    }
    case 'wllama': {
      const most = Math.min(entry.contextTokens ?? GGUF_CONTEXT, GGUF_CONTEXT);
      const files = await world.files();
      return { engine, base, model, name, licence, files, contextTokens: context(most), slots: 0, gpu: true };
    }
    case 'endpoint':
      if (source.kind !== 'endpoint') break;
      // A model's id carries its endpoint, so that two servers may offer models of one name.
      return {
        engine,
        base,
        model: model.slice(source.endpoint.length + 1),
        name,
        ...world.endpoint(source.endpoint),
      };
    case 'prompt-api':
      return { engine, base, model };
    case 'scripted':
      break;
  }
  throw new FaultError(fault('model-unsupported', `${name} cannot be loaded here.`));
}

export function notHere(name: string): FaultError {
  return new FaultError(
    fault('model-missing', `${name} is not on this device yet.`, 'Download it on the Models screen, then try again.'),
  );
}

/** An entry as the pool runs it. */
export function poolModelOf(entry: CatalogueEntry, device: DeviceFacts | null, world: LoadWorld): PoolModel {
  return {
    engine: engineOf(entry),
    lane: laneOf(entry, device),
    memoryBytes: entry.memoryBytes,
    options: (shrink) => loadOptionsOf(entry, shrink, world),
  };
}

function engineOf({ choice, source }: CatalogueEntry): PoolModel['engine'] {
  return choice.engine === 'chorus' && source.kind !== 'origin' ? 'chorus-files' : choice.engine;
}

/** A software adapter computes on the processor, as the other engines do. */
function laneOf({ choice, source }: CatalogueEntry, device: DeviceFacts | null): string {
  if (source.kind === 'endpoint') return `remote ${source.endpoint}`;
  if (source.kind === 'browser') return 'browser';
  return choice.engine === 'web-llm' && device?.gpu?.software === false ? 'gpu' : 'cpu';
}
