import type { JobId } from '../../lib/model/ids.ts';
import type { Fault } from '../../lib/model/fault.ts';
import type { GenerateJob, JobEvent } from '../../lib/model/job.ts';
import type { EngineInfo, LoadProgress } from '../../lib/model/model-info.ts';
import type { EngineLoadOptions, Outcome } from '../../lib/protocol/engine.ts';

/** What a load asks for, without its blobs: those cannot be sent to a page, which fetches them from the test site. */
export interface LoadPlan {
  /** All but `base` and `files`. */
  readonly options: Readonly<Record<string, unknown>> & Pick<EngineLoadOptions, 'engine' | 'model'>;
  /** Paths on the test site by the name that the file has for the engine. */
  readonly files?: readonly { readonly name: string; readonly path: string }[];
}

/** The page's functions, called by the tests. Engines are told apart by a number. */
export interface ContractApi {
  start(id: number): void;
  load(id: number, plan: LoadPlan): Promise<Outcome<EngineInfo>>;
  generate(id: number, jobs: readonly GenerateJob[]): void;
  cancel(id: number, ids: readonly JobId[]): void;
  /** Resolves when the worker's event loop turns. */
  ping(id: number): Promise<void>;
  /** As the app ends a worker. */
  end(id: number): void;
  /** Ends the worker behind the app's back. */
  kill(id: number): void;
}

/** What the page tells the tests, in order. */
export type Report =
  | { readonly kind: 'events'; readonly id: number; readonly events: readonly JobEvent[] }
  | { readonly kind: 'progress'; readonly id: number; readonly progress: LoadProgress }
  | { readonly kind: 'died'; readonly id: number; readonly why: Fault };

declare global {
  var polyphonyContract: ContractApi;
  var polyphonyReport: (report: Report) => Promise<void>;
}
