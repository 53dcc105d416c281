import type { EngineWorkerApi } from '../protocol/engine.ts';
import type { ShardsWorkerApi } from '../protocol/shards.ts';
import { linkWorker, type WorkerLink } from './link.ts';

/** The only file that names worker files, so that the bundler finds them and nobody else starts one. */
export function spawnEngine(): WorkerLink<EngineWorkerApi> {
  return linkWorker(
    (name) => new Worker(new URL('../../workers/engine.worker.ts', import.meta.url), { type: 'module', name }),
  );
}

export function spawnShards(): WorkerLink<ShardsWorkerApi> {
  return linkWorker(
    (name) => new Worker(new URL('../../workers/shards.worker.ts', import.meta.url), { type: 'module', name }),
  );
}
