/**
 * Everything that can go wrong, as codes. Screens switch on the code; nobody searches a message.
 * Engine text is turned into codes in `workers/engines` only.
 */
export const faultCodes = [
  'cancelled', // the user or the caller ended it
  'worker-crashed', // the worker ended or threw outside a job
  'worker-unresponsive', // the watchdog heard nothing
  'engine-start-failed', // the runtime (WebAssembly) could not start
  'out-of-memory',
  'device-lost', // the GPU went away in the middle
  'gpu-unavailable', // no WebGPU adapter, or one without what the model needs
  'unsupported', // this engine cannot do what the job asks (a format, a setting)
  'endpoint-unreachable', // no answer: not running, CORS, or the local network is not allowed
  'endpoint-refused', // it answered with an error
  'rate-limited', // it asked to wait, longer than we do by ourselves
  'model-missing', // no weights on this origin, in the cache or from the user
  'model-corrupt', // weights do not match their hashes, or the file is not what it says
  'model-unsupported', // a well-formed file that this engine cannot run
  'download-failed', // network or server refused
  'storage-full',
  'storage-blocked', // IndexedDB or caches are not available here
  'storage-lost', // the browser emptied our database
  'context-overflow', // prompt and answer do not fit the model's context
  'file-corrupt', // a file that breaks off, inflates beyond all measure or is not what it says
  'source-changed', // the file or address is no longer the one that an import began with
  'shard-corrupt', // kept personas that do not match their hash
  'share-corrupt', // a link or playground file that is cut off or was altered
  'share-newer', // a link or playground file of a later version of the app
  'share-too-large', // beyond what is read, or what a link may hold
  'bad-input', // a template, setting or file that cannot be used
  'internal',
] as const;

export type FaultCode = (typeof faultCodes)[number];

/** Plain data, so that it crosses workers, IndexedDB and links unchanged. */
export interface Fault {
  readonly code: FaultCode;
  /** What happened, in a sentence for people. */
  readonly message: string;
  /** Whether the same call may succeed if repeated. */
  readonly retryable: boolean;
  /** What the user can do next. */
  readonly hint: string;
}

const retryableCodes: ReadonlySet<FaultCode> = new Set<FaultCode>([
  'cancelled',
  'worker-crashed',
  'worker-unresponsive',
  'download-failed',
  'out-of-memory',
  'device-lost',
  'endpoint-unreachable',
  'rate-limited',
]);

const hints: Readonly<Record<FaultCode, string>> = {
  cancelled: 'Start it again when you like.',
  'worker-crashed': 'Redo this cell: the engine starts afresh.',
  'worker-unresponsive': 'Redo this cell: the engine starts afresh.',
  'engine-start-failed': 'Reload the page; a current Chrome, Edge, Firefox or Safari is needed.',
  'out-of-memory': 'Close other tabs, or use fewer columns or fewer tokens.',
  'device-lost': 'Redo this cell: the model is loaded afresh. If it happens again, choose a smaller model.',
  'gpu-unavailable': 'Choose a model that runs on the processor, or a browser with WebGPU.',
  unsupported: 'Choose another engine for this, or leave the option out.',
  'endpoint-unreachable': 'Is the server running, and does it allow requests from this page (CORS)?',
  'endpoint-refused': 'Check the address, the key and the model’s name.',
  'rate-limited': 'Wait a minute, or ask for fewer answers at once.',
  'model-missing': 'Open Model to fetch the weights or to choose a GGUF file.',
  'model-corrupt': 'Open Model and remove the stored copy, then load it again.',
  'model-unsupported': 'Choose the SmolLM2-135M-Instruct Q4_1 file that Model names.',
  'download-failed': 'Check the connection and try again.',
  'storage-full': 'Free disk space or remove stored models, then try again.',
  'storage-blocked': 'This browser keeps nothing here (private window?). Results are lost on reload.',
  'storage-lost': 'The browser emptied this site’s storage. What was kept is gone; new runs are saved again.',
  'context-overflow': 'Shorten the template or the persona, or lower max tokens.',
  'file-corrupt': 'Get the file again, or choose another one.',
  'source-changed': 'Keep what was read, or import the file anew.',
  'shard-corrupt': 'Open Personas and verify this set: what is whole stays usable.',
  'share-corrupt': 'Ask for it again: a link must be copied whole, up to its last character.',
  'share-newer': 'Reload this page to get the newest version, then open it again.',
  'share-too-large': 'Ask for a .polyphony file instead of a link, or for fewer answers.',
  'bad-input': 'Correct what is marked.',
  internal: 'Try again; if it stays, reload the page.',
};

/** Builds a fault; hint and retryable follow from the code unless given. */
export function fault(code: FaultCode, message: string, hint = hints[code]): Fault {
  return { code, message, retryable: retryableCodes.has(code), hint };
}

/** Carries a fault through `throw` inside one thread. */
export class FaultError extends Error {
  readonly fault: Fault;
  constructor(f: Fault) {
    super(f.message);
    this.name = 'FaultError';
    this.fault = f;
  }
}

/** Refuses what a caller gave. @param message what is wrong with it, in a sentence. */
export function badInput(message: string): FaultError {
  return new FaultError(fault('bad-input', message));
}

/** The fault of anything thrown; what is not a FaultError becomes `otherwise` with its message. */
export function faultOf(thrown: unknown, otherwise: FaultCode = 'internal'): Fault {
  if (thrown instanceof FaultError) return thrown.fault;
  if (thrown instanceof Error && thrown.name === 'AbortError') return fault('cancelled', 'Cancelled.');
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return fault(otherwise, message);
}
