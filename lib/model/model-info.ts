/** What the page knows of a model before and after loading it. */
export interface ModelInfo {
  readonly id: string;
  readonly name: string;
  readonly licence: string;
  /** What crosses the network on first load, in bytes. */
  readonly downloadBytes: number;
  readonly contextTokens: number;
}

/** What the device gave the engine. */
export interface EngineInfo {
  readonly model: ModelInfo;
  readonly threads: number;
  /** Without it the engine runs on one thread. */
  readonly crossOriginIsolated: boolean;
  /** Rows that the engine decodes together at most. */
  readonly width: number;
  readonly loadMs: number;
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
