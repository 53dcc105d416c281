import type { CDPSession, Page } from '@playwright/test';

interface HeapUsage {
  readonly usedSize: number;
  /** Array buffers, which is where the shards worker keeps nearly everything. */
  readonly backingStorageSize?: number;
}

/** Watches the memory of a page's worker, by the address that ends so. */
export class WorkerHeap {
  private next = 0;
  private readonly waiting = new Map<number, (usage: HeapUsage | null) => void>();
  private worker: string | null = null;
  private timer: NodeJS.Timeout | undefined;
  peakBytes = 0;
  startBytes = 0;

  private constructor(private readonly session: CDPSession) {}

  static async attach(page: Page, script: string): Promise<WorkerHeap> {
    const session = await page.context().newCDPSession(page);
    const heap = new WorkerHeap(session);
    session.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
      if (targetInfo.url.endsWith(script)) heap.worker = sessionId;
    });
    session.on('Target.receivedMessageFromTarget', ({ message }) => {
      const { id, result } = JSON.parse(message) as { id?: number; result?: HeapUsage };
      if (id !== undefined) heap.waiting.get(id)?.(result ?? null);
    });
    // Messages by hand, because the test library has no session for a worker.
    await session.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: false, flatten: false });
    return heap;
  }

  /** In bytes; null while there is no such worker. */
  async used(collect = false): Promise<number | null> {
    const { worker } = this;
    if (worker === null) return null;
    if (collect) await this.ask(worker, 'HeapProfiler.collectGarbage');
    const usage = await this.ask(worker, 'Runtime.getHeapUsage');
    return usage ? usage.usedSize + (usage.backingStorageSize ?? 0) : null;
  }

  /** From now on the largest use is kept, looked at ten times a second. */
  async start(): Promise<void> {
    this.startBytes = (await this.used(true)) ?? 0;
    this.peakBytes = this.startBytes;
    this.timer = setInterval(() => {
      void this.used().then((bytes) => (this.peakBytes = Math.max(this.peakBytes, bytes ?? 0)));
    }, 100);
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private async ask(sessionId: string, method: string): Promise<HeapUsage | null> {
    this.next += 1;
    const id = this.next;
    const answer = new Promise<HeapUsage | null>((resolve) => this.waiting.set(id, resolve));
    await this.session.send('Target.sendMessageToTarget', { sessionId, message: JSON.stringify({ id, method }) });
    return answer.finally(() => this.waiting.delete(id));
  }
}
