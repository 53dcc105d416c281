/** Held while a job runs; `leave` must be called once. */
export interface Turn {
  leave(): void;
}

interface Waiting<Key> {
  readonly key: Key;
  readonly go: (turn: Turn | null) => void;
}

/**
 * One device that several models take turns on. All who ask for the model at work go in at once; the others wait until it
 * has nothing left, then all who wait for the next model go in together: so a plan of many models loads each once.
 */
export class Lane<Key> {
  private key: Key | null = null;
  private inside = 0;
  private waiting: Waiting<Key>[] = [];

  /** Resolves when it is this model's turn; null when the signal came first. */
  enter(key: Key, signal: AbortSignal): Promise<Turn | null> {
    if (signal.aborted) return Promise.resolve(null);
    if (this.inside === 0 || this.key === key) return Promise.resolve(this.admit(key));
    return new Promise((resolve) => {
      const drop = () => {
        this.waiting = this.waiting.filter((one) => one !== waiting);
        resolve(null);
      };
      const waiting: Waiting<Key> = {
        key,
        go: (turn) => {
          signal.removeEventListener('abort', drop);
          resolve(turn);
        },
      };
      signal.addEventListener('abort', drop, { once: true });
      this.waiting.push(waiting);
    });
  }

  private admit(key: Key): Turn {
    this.key = key;
    this.inside++;
    let left = false;
    return {
      leave: () => {
        if (left) return;
        left = true;
        this.inside--;
        if (this.inside === 0) this.next();
      },
    };
  }

  private next(): void {
    const key = this.waiting[0]?.key;
    if (key === undefined) return;
    const going = this.waiting.filter((one) => one.key === key);
    this.waiting = this.waiting.filter((one) => one.key !== key);
    for (const one of going) one.go(this.admit(key));
  }
}
