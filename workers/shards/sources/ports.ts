/** A file of a source: dropped, behind an address, or of a data set. Nothing is read or asked for until it is needed. */
export interface SourceFile {
  /** For people and for rejections; with its path where it has one. */
  readonly name: string;
  /** As it lies there, so before decompression; null when nobody says. */
  readonly bytes: number | null;
  /**
   * The bytes as they lie there, from the start, anew at each call. The stream breaks with a FaultError `download-failed`
   * (an address), `source-changed` (a dropped file that changed or went away, an address that serves another file now).
   */
  stream(signal: AbortSignal): Promise<ReadableStream<Uint8Array>>;
  /** Bytes `from` up to `to` alone; left out where the place of the file cannot do that. Faults as `stream`. */
  slice?(from: number, to: number, signal?: AbortSignal): Promise<ArrayBuffer>;
}
