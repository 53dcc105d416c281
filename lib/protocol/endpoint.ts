import type { EngineWorkerApi, Outcome } from './engine.ts';

/** The endpoint worker: the only one whose policy lets it reach hosts other than the app's own and the model hub. */
export interface EndpointWorkerApi extends EngineWorkerApi {
  /**
   * Asks a server for its models, in its own order; works before any load.
   * @param url base address as typed. @param key sent to the exact origin of `url` and nowhere else.
   */
  listModels(url: string, key: string | null): Promise<Outcome<readonly string[]>>;
}
