import type { JobId } from '../../../lib/model/ids.ts';
import type { JobEvent, JobListener } from '../../../lib/model/job.ts';
import { isEnd } from '../../../lib/model/job.ts';

/** Gathers events, checks their order as they come and lets a test wait for some of them. */
export class Collector {
  readonly events: JobEvent[] = [];
  /** What no engine may do; a test that ends with any fails. */
  readonly violations: string[] = [];
  private readonly ends = new Map<JobId, JobEvent>();
  private readonly started = new Set<JobId>();
  private waiting: (() => void)[] = [];

  readonly listen: JobListener = (events) => {
    for (const event of events) this.take(event);
    for (const wake of this.waiting.splice(0)) wake();
  };

  private take(event: JobEvent): void {
    const { id, type } = event;
    if (this.ends.has(id)) this.violations.push(`${id} had ended when ${type} came`);
    if (type === 'started' && this.started.has(id)) this.violations.push(`${id} started twice`);
    if ((type === 'delta' || type === 'done') && !this.started.has(id))
      this.violations.push(`${type} of ${id} came before it started`);
    this.events.push(event);
    if (type === 'started') this.started.add(id);
    if (isEnd(event)) this.ends.set(id, event);
  }

  /** Resolves once so many such events have come, also before this call. */
  async until(wanted: (event: JobEvent) => boolean, times = 1): Promise<void> {
    while (this.events.filter(wanted).length < times) await new Promise<void>((wake) => this.waiting.push(wake));
  }

  /** Resolves once all of these ended. */
  async ended(...ids: readonly string[]): Promise<void> {
    while (!ids.every((id) => this.ends.has(id as JobId))) await new Promise<void>((wake) => this.waiting.push(wake));
  }

  end(id: string): JobEvent | undefined {
    return this.ends.get(id as JobId);
  }

  of(id: string): JobEvent[] {
    return this.events.filter((event) => event.id === id);
  }

  text(id: string): string {
    return this.of(id)
      .map((event) => (event.type === 'delta' ? event.text : ''))
      .join('');
  }
}
