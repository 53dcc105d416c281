/** Strings and numbers that must not be mixed up carry a brand; at run time they are plain. */
declare const brand: unique symbol;
export type Brand<T, Name extends string> = T & { readonly [brand]: Name };

/** 16 characters of Crockford base32: 80 bits of SHA-256 of a persona's normalised text. */
export type PersonaId = Brand<string, 'PersonaId'>;
/** Names one shard, for instance `starter`. */
export type ShardId = Brand<string, 'ShardId'>;
export type RunId = Brand<string, 'RunId'>;
/** `<run>/<column>/<repeat>/<attempt>`. */
export type CellId = Brand<string, 'CellId'>;
/** Names one call of an engine; unique within a page. */
export type JobId = Brand<string, 'JobId'>;
/** 1 to 2^31 - 1, already hashed: engines may use it raw. */
export type Seed = Brand<number, 'Seed'>;
