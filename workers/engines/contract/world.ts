import type { GenerateJob, JobListener } from '../../../lib/model/job.ts';
import type { ComputeDevice } from '../../../lib/model/made-on.ts';
import type { EngineAbilities } from '../../../lib/model/model-info.ts';
import type { Usage } from '../../../lib/model/run.ts';
import type { Engine } from '../../../lib/protocol/engine.ts';

/** How large the cases may be, so that an engine of four tokens a second takes minutes and not hours. */
export interface ContractScale {
  /** Tokens of a usual answer, at least 4. */
  readonly tokens: number;
  /** Tokens of an answer that a case stops in the middle: long enough not to end by itself. */
  readonly longTokens: number;
  /** Tokens that a small JSON object may take. */
  readonly formatTokens: number;
  /** Seeds for each format case. */
  readonly formatSeeds: number;
  /** Seeds whose first draw is looked at, at least 40; more find smaller faults. */
  readonly draws: number;
}

/** What differs between engines under one contract. */
export interface ContractWorld {
  /** A new engine, not loaded, whose events go to `emit`. The cases end each that they are given. */
  make(emit: JobListener): Engine | Promise<Engine>;
  /** What the engine must say of itself once it is loaded; cases for what it lacks are left out. */
  readonly abilities: EngineAbilities;
  readonly device: ComputeDevice;
  readonly scale: ContractScale;
  /** A job that this engine fails though others are fine; null takes one with a broken schema or format. */
  readonly badJob: ((id: string) => GenerateJob) | null;
  /** Figures of `Usage` that the engine cannot tell. */
  readonly unknown: readonly (keyof Usage)[];
  /**
   * Tokens of the model's context where the cases are to overflow it; null leaves them out. `fill` also writes an answer
   * up to the window's end, which costs a prompt of that size.
   */
  readonly context: { readonly tokens: number; readonly fill: boolean } | null;
  /** Likelihood of the answer's first piece of text to `drawJob`; null leaves the uniform draws out. */
  readonly firstTexts: FirstTexts | null;
  /** True where a server reports a stop string and the answer's own end alike. */
  readonly vagueEnds: boolean;
  /** False where a server that holds an answer to a format does not let it be begun as well. */
  readonly beginsFormats: boolean;
  /** True where a page stands in front of the engine, which sends it no job before its load has ended. */
  readonly behindHost: boolean;
}

/** Expected share of each first text, 0 to 1; what is missing to 1 is any other text. */
export type FirstTexts = ReadonlyMap<string, number>;

/** For an engine in this process or on this machine's processor. */
export const quickScale: ContractScale = { tokens: 8, longTokens: 400, formatTokens: 90, formatSeeds: 4, draws: 150 };

/** For an engine of a few tokens a second, such as software WebGPU. */
export const slowScale: ContractScale = { tokens: 4, longTokens: 200, formatTokens: 60, formatSeeds: 2, draws: 40 };
