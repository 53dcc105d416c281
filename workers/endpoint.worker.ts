import type { EndpointWorkerApi } from '../lib/protocol/endpoint.ts';
import { EndpointEngine } from './engines/endpoint/engine.ts';
import { listModels } from './engines/endpoint/list-models.ts';
import { EndpointServer } from './engines/endpoint/server.ts';
import { workerWorld } from './engines/endpoint/world.ts';
import { notForThisWorker, serveEngine } from './serve-engine.ts';
import { outcome } from './serve.ts';

/** Wiring only: one model of one server. */
const world = workerWorld();

const more: Pick<EndpointWorkerApi, 'listModels'> = {
  listModels: (url, key) =>
    outcome(async () => {
      const models = await listModels(new EndpointServer(world, url, key), new AbortController().signal);
      return models.map(({ id }) => id);
    }),
};

serveEngine(
  (options, emit) => {
    if (options.engine !== 'endpoint') throw notForThisWorker(options);
    return new EndpointEngine({ load: options, world, emit });
  },
  more,
  'endpoint',
);
