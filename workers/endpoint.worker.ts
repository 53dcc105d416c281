import { fault } from '../lib/model/fault.ts';
import type { JobListener } from '../lib/model/job.ts';
import type { LoadProgress } from '../lib/model/model-info.ts';
import type { EndpointWorkerApi } from '../lib/protocol/endpoint.ts';
import { coalesce } from './coalesce.ts';
import { EndpointEngine } from './engines/endpoint/engine.ts';
import { listModels } from './engines/endpoint/list-models.ts';
import { EndpointServer } from './engines/endpoint/server.ts';
import { workerWorld } from './engines/endpoint/world.ts';
import { FaultError } from '../lib/model/fault.ts';
import { outcome, serve } from './serve.ts';

/** Wiring only: one model of one server. */
let emit: JobListener = () => undefined;
let progress: (report: LoadProgress) => void = () => undefined;
let engine: EndpointEngine | null = null;
const world = workerWorld();

const api: EndpointWorkerApi = {
  connect(onEvents, onProgress) {
    emit = coalesce(onEvents, () => performance.now());
    progress = onProgress;
  },
  load: (options) =>
    outcome(async () => {
      if (options.engine !== 'endpoint') throw new FaultError(fault('internal', 'This worker speaks to servers only.'));
      engine ??= new EndpointEngine({ load: options, world, emit: (events) => emit(events) });
      try {
        return await engine.load((report) => progress(report));
      } catch (thrown) {
        // The next try may name another address or key.
        engine = null;
        throw thrown;
      }
    }),
  generate(jobs) {
    for (const job of jobs) engine?.generate(job);
  },
  cancel(ids) {
    for (const id of ids) engine?.cancel(id);
  },
  listModels: (url, key) =>
    outcome(async () => {
      const models = await listModels(new EndpointServer(world, url, key), new AbortController().signal);
      return models.map(({ id }) => id);
    }),
  ping: () => alive,
};

const alive = serve(api);
