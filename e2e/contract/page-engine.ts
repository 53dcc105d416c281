import type { Page } from '@playwright/test';
import { fault, type Fault, FaultError } from '../../lib/model/fault.ts';
import type { JobId } from '../../lib/model/ids.ts';
import { type GenerateJob, isEnd, type JobEvent, type JobListener } from '../../lib/model/job.ts';
import type { EngineInfo, LoadProgress } from '../../lib/model/model-info.ts';
import type { Engine } from '../../lib/protocol/engine.ts';
import type { LoadPlan, Report } from './protocol.ts';

/** Opened pages and the engines on them: everything that the page reports goes to the engine that it is about. */
export class ContractPage {
  private readonly engines = new Map<number, PageEngine>();
  private made = 0;

  private constructor(
    readonly page: Page,
    private readonly plan: LoadPlan,
  ) {}

  static async open(page: Page, url: string, plan: LoadPlan): Promise<ContractPage> {
    const opened = new ContractPage(page, plan);
    await page.exposeFunction('polyphonyReport', (report: Report) => opened.engines.get(report.id)?.hear(report));
    await page.goto(url);
    return opened;
  }

  async make(emit: JobListener): Promise<PageEngine> {
    const id = this.made++;
    const engine = new PageEngine(this.page, id, this.plan, emit);
    this.engines.set(id, engine);
    await this.page.evaluate((n) => globalThis.polyphonyContract.start(n), id);
    return engine;
  }
}

/** An engine in a worker of a page. Gives a job that its worker leaves behind an end, as the app's host does. */
export class PageEngine implements Engine {
  private readonly running = new Set<JobId>();
  private outbox: GenerateJob[] = [];
  private gone: Fault | null = null;
  private onGone: (why: Fault) => void = () => undefined;
  private readonly lost = new Promise<Fault>((resolve) => (this.onGone = resolve));
  private onProgress: ((progress: LoadProgress) => void) | null = null;

  constructor(
    private readonly page: Page,
    private readonly id: number,
    private readonly plan: LoadPlan,
    private readonly emit: JobListener,
  ) {}

  async load(onProgress: (progress: LoadProgress) => void): Promise<EngineInfo> {
    this.onProgress ??= onProgress;
    const { id, plan } = this;
    const loading = this.page.evaluate(([n, p]) => globalThis.polyphonyContract.load(n, p), [id, plan] as const);
    const outcome = await Promise.race([loading, this.lost.then((why) => ({ ok: false as const, fault: why }))]);
    if (!outcome.ok) throw new FaultError(outcome.fault);
    return outcome.value;
  }

  /** Jobs of one turn go in one message, as the app sends them. */
  generate(job: GenerateJob): void {
    if (this.gone) {
      this.emit([{ type: 'failed', id: job.id, fault: this.gone }]);
      return;
    }
    this.running.add(job.id);
    this.outbox.push(job);
    if (this.outbox.length === 1) queueMicrotask(() => this.flush());
  }

  cancel(job: JobId): void {
    if (this.gone) return;
    this.flush();
    this.call(this.page.evaluate(([n, j]) => globalThis.polyphonyContract.cancel(n, [j]), [this.id, job] as const));
  }

  async dispose(): Promise<void> {
    if (this.gone) return;
    this.lose(fault('cancelled', 'Unloaded.'));
    await this.page.evaluate((n) => globalThis.polyphonyContract.end(n), this.id);
  }

  /** Ends the worker as a browser short of memory would. */
  async kill(): Promise<void> {
    await this.page.evaluate((n) => globalThis.polyphonyContract.kill(n), this.id);
  }

  async ping(): Promise<void> {
    await this.page.evaluate((n) => globalThis.polyphonyContract.ping(n), this.id);
  }

  hear(report: Report): void {
    if (this.gone) return;
    if (report.kind === 'died') this.lose(report.why);
    else if (report.kind === 'progress') this.onProgress?.(report.progress);
    else this.pass(report.events);
  }

  private pass(events: readonly JobEvent[]): void {
    for (const event of events) if (isEnd(event)) this.running.delete(event.id);
    this.emit(events);
  }

  private flush(): void {
    const jobs = this.outbox;
    this.outbox = [];
    if (jobs.length === 0 || this.gone) return;
    this.call(this.page.evaluate(([n, j]) => globalThis.polyphonyContract.generate(n, j), [this.id, jobs] as const));
  }

  private lose(why: Fault): void {
    this.gone = why;
    this.onGone(why);
    const events = [...this.running].map((id): JobEvent =>
      why.code === 'cancelled' ? { type: 'cancelled', id, usage: null } : { type: 'failed', id, fault: why },
    );
    this.running.clear();
    if (events.length > 0) this.emit(events);
  }

  private call(sent: Promise<unknown>): void {
    sent.catch((thrown: unknown) => this.lose(fault('internal', String(thrown))));
  }
}
