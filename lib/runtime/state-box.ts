/** A state that is replaced, never mutated, and whoever listens to it. */
export class StateBox<T extends object> {
  private readonly listeners = new Set<() => void>();
  private closed = false;

  constructor(private state: T) {}

  get = (): T => this.state;

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  set(part: Partial<T>): void {
    if (this.closed) return;
    this.state = { ...this.state, ...part };
    for (const listener of this.listeners) listener();
  }

  close(): void {
    this.closed = true;
    this.listeners.clear();
  }
}
