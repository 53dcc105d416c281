import type { PersonaId, ShardId } from '../model/ids.ts';
import type { Persona, ShardInfo } from '../model/persona.ts';
import type { Outcome } from './engine.ts';

export interface PersonaQuery {
  /** Words that must all appear, case and accents folded; empty for all. */
  readonly text: string;
  readonly limit: number;
}

export interface PersonaPage {
  readonly total: number;
  readonly personas: readonly Persona[];
}

/** The methods of the shards worker, the only writer of shard tables. */
export interface ShardsWorkerApi {
  /** Imports the starter file when it is not held yet or its version is newer; answers what is held. */
  ensureStarter(url: string): Promise<Outcome<ShardInfo>>;
  search(query: PersonaQuery): Promise<Outcome<PersonaPage>>;
  /** `count` personas without repetition: the same for the same shard hash and seed in every browser. */
  sample(
    shard: ShardId,
    count: number,
    seed: number,
    exclude: readonly PersonaId[],
  ): Promise<Outcome<readonly Persona[]>>;
}
