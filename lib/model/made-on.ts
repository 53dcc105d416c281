/** Where the arithmetic happens. */
export type ComputeDevice = 'cpu' | 'gpu' | 'remote' | 'browser';

/** What a run was made on, so that two runs of one recipe can be told apart. Words for people; null is unknown. */
export interface RunEnvironment {
  /** The app's version. */
  readonly app: string;
  /** Such as `Chromium 156`. */
  readonly browser: string | null;
  /** Such as `Linux x86_64`. */
  readonly system: string | null;
  readonly cores: number | null;
  /** Without it engines on the processor run on one thread. */
  readonly isolated: boolean;
  readonly gpu: string | null;
}

/** Where an answer was computed. */
export interface CellDevice {
  readonly device: ComputeDevice;
  readonly threads: number | null;
  /** Of the weights, as the catalogue names it; null where nobody says. */
  readonly quantisation: string | null;
}
