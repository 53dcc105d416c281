import { type Fault, faultOf } from '../model/fault.ts';
import type { LoadProgress } from '../model/model-info.ts';
import type { EngineLoadOptions } from '../protocol/engine.ts';
import type { EngineHost } from './host.ts';
import type { EngineView } from './play-state.ts';

/** The model's part of a session: what is offered, where weights come from, how a load goes. Nothing here rejects. */
export class ModelDesk {
  view: EngineView = { status: 'idle', progress: null, info: null, fault: null, offer: null };
  private source: EngineLoadOptions['source'];

  constructor(
    private readonly host: Pick<EngineHost, 'load' | 'offer' | 'removeStored'>,
    private readonly defaults: EngineLoadOptions,
    private readonly onChange: (view: EngineView) => void,
  ) {
    this.source = defaults.source;
  }

  /** What a job is to be run with now. */
  options(): EngineLoadOptions {
    return { ...this.defaults, source: this.source };
  }

  /** @param source asks for another one than before; without it a model that is loaded or on its way is left alone. */
  async load(source?: EngineLoadOptions['source']): Promise<void> {
    const before = this.source;
    if (source) this.source = source;
    // Asking the host again for a load under way would only set its bar back.
    if (!source && (this.view.status === 'ready' || this.view.status === 'loading')) return;
    this.change({ status: 'loading', fault: null, progress: null });
    try {
      const info = await this.host.load(this.options());
      this.change({ status: 'ready', info, progress: null });
      void this.readOffer();
    } catch (thrown) {
      const why = faultOf(thrown);
      // A file that could not be used must not stand in the way of what worked before.
      if (source) this.source = before;
      if (why.code !== 'cancelled') this.change({ status: 'failed', fault: why, progress: null });
    }
  }

  async readOffer(): Promise<void> {
    const { base, model } = this.defaults;
    try {
      this.change({ offer: await this.host.offer(base, model) });
    } catch (thrown) {
      this.change({ fault: faultOf(thrown) });
    }
  }

  async removeStored(): Promise<void> {
    await this.host.removeStored();
    await this.readOffer();
  }

  /** The worker is gone; the next job builds a new one. */
  lost(why: Fault): void {
    this.change({ status: 'failed', progress: null, fault: why });
  }

  progress(progress: LoadProgress): void {
    if (this.view.status === 'loading') this.change({ progress });
  }

  private change(part: Partial<EngineView>): void {
    this.view = { ...this.view, ...part };
    this.onChange(this.view);
  }
}
