import type { Locks } from './ports.ts';

/** Locks of this worker alone, for browsers without Web Locks. A shared lock is let in beside others that share it. */
export class LocalLocks implements Locks {
  private readonly held = new Map<string, { readonly shared: boolean; readonly ends: Set<Promise<unknown>> }>();

  alone<T>(name: string, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    return this.enter(name, false, signal, work);
  }

  shared<T>(name: string, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    return this.enter(name, true, signal, work);
  }

  async ifFree(name: string, work: () => Promise<void>): Promise<boolean> {
    if (this.held.has(name)) return false;
    await this.take(name, false, work);
    return true;
  }

  private async enter<T>(name: string, shared: boolean, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    for (;;) {
      signal.throwIfAborted();
      const holder = this.held.get(name);
      if (!holder || (shared && holder.shared)) return this.take(name, shared, work);
      await Promise.race([Promise.all(holder.ends), aborted(signal)]);
    }
  }

  private async take<T>(name: string, shared: boolean, work: () => Promise<T>): Promise<T> {
    const holder = this.held.get(name) ?? { shared, ends: new Set<Promise<unknown>>() };
    this.held.set(name, holder);
    const running = work();
    const end = running.catch(() => undefined);
    holder.ends.add(end);
    try {
      return await running;
    } finally {
      holder.ends.delete(end);
      if (holder.ends.size === 0) this.held.delete(name);
    }
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
