import type { DedupWorkerApi } from '../protocol/dedup.ts';
import type { EmbedWorkerApi } from '../protocol/embed.ts';
import type { EndpointWorkerApi } from '../protocol/endpoint.ts';
import type { EngineLoadOptions, EngineWorkerApi } from '../protocol/engine.ts';
import { askingFor, readSender } from '../protocol/ledger.ts';
import type { MeasureWorkerApi } from '../protocol/measure.ts';
import type { ModelsWorkerApi } from '../protocol/models.ts';
import type { ShardsWorkerApi } from '../protocol/shards.ts';
import type { ShareWorkerApi } from '../protocol/share.ts';
import { linkLocal, linkWorker, type WorkerLink } from './link.ts';
import { randomId } from './random-id.ts';
import { workerEnded, workerStarted } from './worker-names.ts';

/** The only file that names worker files, so that the bundler finds them and nobody else starts one. */
export function spawnEngine(engine: EngineLoadOptions['engine']): WorkerLink<EngineWorkerApi> {
  switch (engine) {
    case 'chorus':
    case 'chorus-files':
      return linkWorker(
        (name) => new Worker(new URL('../../workers/chorus.worker.ts', import.meta.url), { type: 'module', name }),
      );
    case 'web-llm':
      return linkWorker(
        (name) => new Worker(new URL('../../workers/web-llm.worker.ts', import.meta.url), { type: 'module', name }),
      );
    case 'wllama':
      return linkWorker(
        (name) => new Worker(new URL('../../workers/wllama.worker.ts', import.meta.url), { type: 'module', name }),
      );
    case 'endpoint':
      return spawnEndpoint();
    case 'prompt-api':
      // The browser's model is offered to pages, not to workers.
      return linkLocal(() => import('../../workers/engines/prompt-api/api.ts').then((api) => api.createPromptApiApi()));
    case 'scripted':
      throw new RangeError('The scripted engine exists in tests only.');
  }
}

export function spawnEndpoint(): WorkerLink<EndpointWorkerApi> {
  // A file of its own, not the bundler's: the server gives it a policy of its own, by its name.
  return linkWorker((name) => new Worker(new URL('/workers/endpoint.js', location.href), { type: 'module', name }));
}

/** Reads one address that the user typed, under a policy of its own like the endpoint's. */
export function spawnFar(): Worker {
  const name = askingFor(`polyphony-${randomId()}`, 'playground');
  workerStarted(readSender(name).worker);
  const worker = new Worker(new URL('/workers/far.js', location.href), { type: 'module', name });
  const terminate = worker.terminate.bind(worker);
  worker.terminate = () => {
    terminate();
    workerEnded(readSender(name).worker);
  };
  return worker;
}

export function spawnModels(): WorkerLink<ModelsWorkerApi> {
  return linkWorker(
    (name) => new Worker(new URL('../../workers/models.worker.ts', import.meta.url), { type: 'module', name }),
  );
}

export function spawnShards(): WorkerLink<ShardsWorkerApi> {
  return linkWorker(
    (name) => new Worker(new URL('../../workers/shards.worker.ts', import.meta.url), { type: 'module', name }),
  );
}

export function spawnDedup(): WorkerLink<DedupWorkerApi> {
  return linkWorker(
    (name) => new Worker(new URL('../../workers/dedup.worker.ts', import.meta.url), { type: 'module', name }),
  );
}

export function spawnEmbed(): WorkerLink<EmbedWorkerApi> {
  return linkWorker(
    (name) => new Worker(new URL('../../workers/embed.worker.ts', import.meta.url), { type: 'module', name }),
  );
}

export function spawnMeasure(): WorkerLink<MeasureWorkerApi> {
  return linkWorker(
    (name) => new Worker(new URL('../../workers/measure.worker.ts', import.meta.url), { type: 'module', name }),
  );
}

export function spawnShare(): WorkerLink<ShareWorkerApi> {
  return linkWorker(
    (name) => new Worker(new URL('../../workers/share.worker.ts', import.meta.url), { type: 'module', name }),
  );
}
