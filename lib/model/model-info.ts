import type { JobFormat, Sampling } from './job.ts';
import type { ComputeDevice } from './made-on.ts';

/** What the page knows of a model before and after loading it. Null is unknown. */
export interface ModelInfo {
  readonly id: string;
  readonly name: string;
  readonly licence: string | null;
  /** What crosses the network on first load, in bytes; 0 for a model that lies elsewhere. */
  readonly downloadBytes: number | null;
  readonly contextTokens: number | null;
}

/** What an engine makes of a job; screens say what it leaves out. */
export interface EngineAbilities {
  /** Whether the same job gives the same text again: always, usually (a server's promise), or never. */
  readonly seeds: 'exact' | 'best-effort' | 'none';
  /** The settings that it heeds; the others do nothing. */
  readonly sampling: readonly Exclude<keyof Sampling, 'seed'>[];
  readonly formats: readonly JobFormat['kind'][];
  /** Whether an answer can be begun for the model. */
  readonly answerPrefix: boolean;
}

/** What the device gave the engine. */
export interface EngineInfo {
  readonly model: ModelInfo;
  readonly device: ComputeDevice;
  /** Null where threads say nothing: a GPU, a server. */
  readonly threads: number | null;
  /** Without it an engine on the processor runs on one thread. */
  readonly crossOriginIsolated: boolean;
  /** Rows that the engine decodes together at most; 1: columns take turns. */
  readonly width: number;
  readonly loadMs: number;
  readonly abilities: EngineAbilities;
}

export type LoadPhase = 'runtime' | 'download' | 'verify' | 'convert' | 'start';

/** `done` of `total` bytes or steps of the whole load; the host makes sure it never runs backwards. */
export interface LoadProgress {
  readonly phase: LoadPhase;
  /** 0 to 1, over all phases. */
  readonly fraction: number;
  readonly doneBytes: number;
  readonly totalBytes: number;
}
