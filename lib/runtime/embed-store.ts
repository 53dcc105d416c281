import type { Fault } from '../model/fault.ts';
import type { SharedPlayground } from '../model/share.ts';
import { ShareClient } from './share-client.ts';
import { readLink } from './share-open.ts';
import { StateBox } from './state-box.ts';
import { spawnShare } from './spawn.ts';

/** What the read-only view shows; replaced, never mutated. */
export type EmbedState =
  | { readonly kind: 'none' }
  | { readonly kind: 'reading' }
  /** Null when the view itself could not be loaded. */
  | { readonly kind: 'failed'; readonly fault: Fault | null }
  | { readonly kind: 'playground'; readonly playground: SharedPlayground };

/** The read-only view's whole runtime: the share worker, and nothing that keeps or fetches anything. */
export class EmbedStore {
  private readonly box = new StateBox<{ readonly shown: EmbedState }>({ shown: { kind: 'none' } });
  private readonly client: Pick<ShareClient, 'unpack' | 'dispose'>;
  private last = 0;

  /** @param client another one than the browser's, for tests */
  constructor(client: Pick<ShareClient, 'unpack' | 'dispose'> = new ShareClient(spawnShare)) {
    this.client = client;
  }

  getState = (): EmbedState => this.box.get().shown;
  subscribe = (listener: () => void): (() => void) => this.box.subscribe(listener);

  /** @param fragment as the address has it; empty where there is none */
  async open(fragment: string): Promise<void> {
    const mine = ++this.last;
    if (!/^#v\d/.test(fragment)) {
      this.box.set({ shown: { kind: 'none' } });
      return;
    }
    this.box.set({ shown: { kind: 'reading' } });
    const read = await readLink(this.client, fragment);
    if (mine !== this.last) return;
    this.box.set({
      shown: read.ok ? { kind: 'playground', playground: read.value } : { kind: 'failed', fault: read.fault },
    });
  }

  dispose(): void {
    this.box.close();
    this.client.dispose();
  }
}
