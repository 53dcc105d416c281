/**
 * What Node, workers and pages all have, for the rooms that compile without the dom lib. Only what is used.
 */
declare class TextEncoder {
  encode(text?: string): Uint8Array<ArrayBuffer>;
  encodeInto(text: string, into: Uint8Array): { read: number; written: number };
}
declare class TextDecoder {
  constructor(label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean });
  decode(bytes?: ArrayBufferView | ArrayBuffer, options?: { stream?: boolean }): string;
}
interface AbortSignal {
  readonly aborted: boolean;
  readonly reason: unknown;
  throwIfAborted(): void;
  addEventListener(type: 'abort', listener: () => void, options?: { once?: boolean }): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}
declare const performance: { now(): number };
declare class URL {
  constructor(url: string, base?: string);
  static canParse(url: string): boolean;
  readonly protocol: string;
  readonly username: string;
  readonly password: string;
  readonly origin: string;
  readonly host: string;
  readonly hostname: string;
  readonly pathname: string;
}
declare const crypto: {
  readonly subtle: { digest(algorithm: 'SHA-256', bytes: ArrayBufferView<ArrayBuffer>): Promise<ArrayBuffer> };
};
interface File extends Blob {
  readonly name: string;
}
interface MessagePort {
  close(): void;
}
interface ByteReader {
  read(): Promise<{ done: false; value: Uint8Array<ArrayBuffer> } | { done: true; value: undefined }>;
  cancel(): Promise<void>;
  readonly closed: Promise<unknown>;
}
interface ByteWriter {
  write(bytes: Uint8Array<ArrayBuffer>): Promise<void>;
  close(): Promise<void>;
  abort(): Promise<void>;
  readonly closed: Promise<unknown>;
}
declare class CompressionStream {
  constructor(format: 'deflate-raw' | 'gzip');
  readonly readable: { getReader(): ByteReader };
  readonly writable: { getWriter(): ByteWriter };
}
declare class DecompressionStream {
  constructor(format: 'deflate-raw' | 'gzip');
  readonly readable: { getReader(): ByteReader };
  readonly writable: { getWriter(): ByteWriter };
}
declare function atob(base64: string): string;
declare namespace WebAssembly {
  interface Memory {
    readonly buffer: ArrayBuffer;
  }
  const Module: new (bytes: ArrayBufferView<ArrayBuffer>) => Module;
  type Module = object;
  const Memory: new (size: { initial: number }) => Memory;
  const Instance: new (module: Module, imports: { env: { memory: Memory } }) => { readonly exports: unknown };
}
