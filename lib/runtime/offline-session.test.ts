import { describe, expect, it } from 'vitest';
import { fault } from '../model/fault.ts';
import type { OfflineReport } from '../protocol/offline.ts';
import { OfflineSession, type OfflineWorld, type Registration } from './offline-session.ts';

/** A service worker as the page sees it. */
class FakeWorker extends EventTarget {
  state: ServiceWorkerState = 'installing';
  readonly orders: unknown[] = [];
  postMessage(order: unknown): void {
    this.orders.push(order);
  }
  become(state: ServiceWorkerState): void {
    this.state = state;
    this.dispatchEvent(new Event('statechange'));
  }
}

class FakeRegistration extends EventTarget {
  installing: FakeWorker | null = null;
  waiting: FakeWorker | null = null;
  active: FakeWorker | null = null;
  gone = false;
  unregister(): Promise<boolean> {
    this.gone = true;
    return Promise.resolve(true);
  }
  /** A newer file was found. */
  update(): FakeWorker {
    const worker = new FakeWorker();
    this.installing = worker;
    this.dispatchEvent(new Event('updatefound'));
    return worker;
  }
  installed(): void {
    const { installing } = this;
    this.installing = null;
    if (this.active) this.waiting = installing;
    else this.active = installing;
    installing?.become(this.active === installing ? 'activated' : 'installed');
  }
  failed(): void {
    const { installing } = this;
    this.installing = null;
    installing?.become('redundant');
  }
}

function browser(registered: FakeRegistration | null = null) {
  const site = { registered, registrations: 0, bytes: 0, reloads: 0, controlled: registered !== null };
  let tell: (report: OfflineReport) => void = () => undefined;
  let control: () => void = () => undefined;
  const world: OfflineWorld = {
    workers: {
      controlled: () => site.controlled,
      find: () => Promise.resolve((site.registered ?? undefined) as unknown as Registration | undefined),
      register: () => {
        site.registrations += 1;
        site.registered = new FakeRegistration();
        site.registered.installing = new FakeWorker();
        return Promise.resolve(site.registered as unknown as Registration);
      },
      onController: (listener) => (control = listener),
    },
    secure: true,
    fetchOffer: () => Promise.resolve({ version: 1, build: 'one', count: 2, bytes: 30 }),
    measure: () => Promise.resolve(site.bytes),
    deleteCaches: () => {
      site.bytes = 0;
      return Promise.resolve();
    },
    listen: (listener) => (tell = listener),
    reload: () => (site.reloads += 1),
    now: () => 0,
  };
  return { site, world, tell: (report: OfflineReport) => tell(report), controllerChanged: () => control() };
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 0));
const at = (doneFiles: number): OfflineReport => ({
  ...{ kind: 'progress', build: 'one', doneFiles, totalFiles: 2 },
  ...{ doneBytes: doneFiles * 15, totalBytes: 30 },
});

async function started(registered: FakeRegistration | null = null) {
  const fake = browser(registered);
  const session = new OfflineSession(fake.world);
  await session.start();
  return { ...fake, session };
}

async function kept() {
  const registration = new FakeRegistration();
  registration.active = new FakeWorker();
  return { ...(await started(registration)), registration, active: registration.active };
}

describe('the first copy', () => {
  it('is not begun by looking', async () => {
    const { session, site } = await started();
    session.actions.look();
    await settled();
    expect(session.getState()).toMatchObject({ phase: 'absent', offer: { bytes: 30 }, keptBytes: 0 });
    expect(site.registrations).toBe(0);
  });

  it('tells its progress and ends as kept', async () => {
    const { session, site, tell } = await started();
    session.actions.look();
    session.actions.keep();
    await settled();
    tell(at(1));
    expect(session.getState()).toMatchObject({ phase: 'filling', progress: { doneFiles: 1, doneBytes: 15 } });
    site.bytes = 30;
    site.registered?.installed();
    await settled();
    expect(session.getState()).toMatchObject({ phase: 'kept', update: 'none', progress: null, keptBytes: 30 });
  });

  it('can be cancelled, says what is there, and goes on at the next click', async () => {
    const { session, site, tell } = await started();
    session.actions.look();
    session.actions.keep();
    await settled();
    const first = site.registered;
    session.actions.cancel();
    expect(first?.installing?.orders).toEqual([{ kind: 'cancel' }]);
    site.bytes = 15;
    tell({ kind: 'failed', build: 'one', fault: fault('cancelled', 'Cancelled.') });
    first?.failed();
    await settled();
    expect(session.getState()).toMatchObject({ phase: 'absent', keptBytes: 15, fault: { code: 'cancelled' } });
    session.actions.keep();
    await settled();
    expect(session.getState()).toMatchObject({ phase: 'filling', fault: null });
    expect(site.registrations).toBe(2);
  });

  it('says when there is no room', async () => {
    const { session, site, tell } = await started();
    session.actions.keep();
    await settled();
    tell({ kind: 'failed', build: 'one', fault: fault('storage-full', 'No room.') });
    site.registered?.failed();
    await settled();
    expect(session.getState()).toMatchObject({ phase: 'absent', fault: { code: 'storage-full' } });
  });

  it.each([
    ['SecurityError', 'storage-blocked'],
    ['TypeError', 'download-failed'],
  ])('that a %s refuses says so', async (name, code) => {
    const fake = browser();
    const refused = Object.assign(new Error('no'), { name });
    const workers = fake.world.workers && { ...fake.world.workers, register: () => Promise.reject(refused) };
    const session = new OfflineSession({ ...fake.world, workers });
    await session.start();
    session.actions.keep();
    await settled();
    expect(session.getState()).toMatchObject({ phase: 'absent', fault: { code } });
  });

  it.each([
    [true, 'storage-blocked'],
    [false, 'unsupported'],
  ])('is not offered without service workers (secure: %s)', async (secure, code) => {
    const session = new OfflineSession({ ...browser().world, workers: null, secure });
    await session.start();
    session.actions.keep();
    expect(session.getState()).toMatchObject({ phase: 'unsupported', fault: { code } });
  });

  it('takes over the page that made it without a word of another version', async () => {
    const { session, site, controllerChanged } = await started();
    session.actions.keep();
    await settled();
    site.registered?.installed();
    controllerChanged();
    expect(session.getState().update).toBe('none');
    expect(site.reloads).toBe(0);
  });
});

describe('a newer version', () => {
  it('waits for a click, then takes over and reloads this tab alone', async () => {
    const { session, site, registration, controllerChanged } = await kept();
    const next = registration.update();
    expect(session.getState()).toMatchObject({ phase: 'kept', update: 'filling' });
    registration.installed();
    expect(session.getState()).toMatchObject({ update: 'ready', later: false });
    expect([next.orders, site.reloads]).toEqual([[], 0]);
    session.actions.reload();
    expect(next.orders).toEqual([{ kind: 'activate' }]);
    expect(site.reloads).toBe(0);
    controllerChanged();
    expect(site.reloads).toBe(1);
  });

  it('can be put off, and the next one is told again', async () => {
    const { session, registration } = await kept();
    registration.update();
    registration.installed();
    session.actions.later();
    expect(session.getState()).toMatchObject({ update: 'ready', later: true });
    registration.update();
    registration.installed();
    expect(session.getState()).toMatchObject({ update: 'ready', later: false });
  });

  it('that another tab took is told, and reloads nothing by itself', async () => {
    const { session, site, registration, controllerChanged } = await kept();
    registration.update();
    registration.installed();
    registration.active = registration.waiting;
    registration.waiting = null;
    registration.active?.become('activating');
    controllerChanged();
    registration.active?.become('activated');
    expect(session.getState().update).toBe('elsewhere');
    expect(site.reloads).toBe(0);
    session.actions.reload();
    expect(site.reloads).toBe(1);
  });

  it('that cannot be fetched leaves the copy as it is', async () => {
    const { session, registration, tell } = await kept();
    registration.update();
    tell({ kind: 'failed', build: 'two', fault: fault('download-failed', 'Gone.') });
    registration.failed();
    expect(session.getState()).toMatchObject({ phase: 'kept', update: 'none', fault: null });
  });

  it('has the active worker look for files of gone tabs at each start', async () => {
    expect((await kept()).active.orders).toEqual([{ kind: 'tidy' }]);
  });
});

it('removing takes the worker and its caches away, and says what that freed', async () => {
  const { session, site, registration } = await kept();
  site.bytes = 30;
  session.actions.remove();
  await settled();
  expect(registration.gone).toBe(true);
  expect(session.getState()).toMatchObject({ phase: 'absent', keptBytes: 0, freedBytes: 30, update: 'none' });
});
