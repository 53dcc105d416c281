import { defaultKey, EMBEDDED } from '../catalogue/built-in.ts';
import type { Fault } from '../model/fault.ts';
import type { WeightsSource } from '../protocol/engine.ts';
import type { ModelOnOrigin } from '../protocol/models.ts';
import type { EnginePool } from './engine-pool.ts';
import type { ModelsClient } from './models-client.ts';

export interface EmbeddedWorld {
  readonly base: string;
  readonly pool: Pick<EnginePool, 'load' | 'unload' | 'view'>;
  readonly client: Pick<ModelsClient, 'offer' | 'removeEmbedded'>;
  readonly onOffer: (offer: ModelOnOrigin) => void;
  readonly onFault: (why: Fault) => void;
}

/** The embedded model's weights: beside the app, from the hub or from a file. Nothing here rejects. */
export class EmbeddedWeights {
  source: WeightsSource = { kind: 'origin' };

  constructor(private readonly world: EmbeddedWorld) {}

  async load(source: WeightsSource): Promise<void> {
    const { pool } = this.world;
    const before = this.source;
    this.source = source;
    pool.unload(defaultKey);
    await pool.load(defaultKey);
    // A file that could not be used must not stand in the way of what worked before.
    if (pool.view(defaultKey).status === 'failed') this.source = before;
  }

  async remove(): Promise<void> {
    await this.world.client.removeEmbedded();
    await this.readOffer();
  }

  async readOffer(): Promise<void> {
    const offer = await this.world.client.offer(this.world.base, EMBEDDED);
    if (offer.ok) this.world.onOffer(offer.value);
    else this.world.onFault(offer.fault);
  }
}
