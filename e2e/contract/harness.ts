import { chromiumArgs, findChromium, webGpuArgs } from '../../scripts/chromium.mjs';
import { engineCases } from '../../workers/engines/contract/cases.ts';
import { ContractRig } from '../../workers/engines/contract/rig.ts';
import type { ContractWorld } from '../../workers/engines/contract/world.ts';
import { test } from '../fixtures/guard.ts';
import { browserCases } from './browser-cases.ts';
import { ContractPage } from './page-engine.ts';
import type { LoadPlan } from './protocol.ts';
import { type ContractSite, openSite } from './site.ts';

export interface BrowserContract {
  readonly name: string;
  /** The worker's source from the project's root. */
  readonly worker: string;
  readonly load: LoadPlan;
  /** Absolute paths of files that the site has under `/files/`, by name. */
  readonly files?: Readonly<Record<string, string>>;
  /** Starts Chromium with WebGPU, computed on the processor unless told otherwise. */
  readonly webgpu?: boolean;
  /** For one case. */
  readonly timeoutMs?: number;
  readonly world: Omit<ContractWorld, 'make' | 'behindHost'>;
}

/** Declares one test for each promise of the engine port, run in a real worker. Call it at the top of an e2e file. */
export function contractTests(contract: BrowserContract): void {
  const executablePath = findChromium();
  const args = contract.webgpu ? webGpuArgs : chromiumArgs;
  test.use({ launchOptions: { args: [...args], ...(executablePath && { executablePath }) } });

  test.describe(`Engine contract in Chromium: ${contract.name}`, () => {
    test.describe.configure({ timeout: contract.timeoutMs ?? 240_000 });
    let site: ContractSite;
    let opened: ContractPage;
    let rig: ContractRig;
    const world: ContractWorld = { ...contract.world, behindHost: true, make: (emit) => opened.make(emit) };

    test.beforeAll(async ({ browser }) => {
      site = await openSite(contract.worker, contract.files ?? {});
      opened = await ContractPage.open(await browser.newPage(), site.url, contract.load);
      rig = new ContractRig(world);
    });
    test.afterEach(() => rig.afterCase());
    test.afterAll(async () => {
      await rig.close();
      await opened.page.close();
      await site.close();
    });

    for (const { name, skip, run } of engineCases) {
      const why = skip?.(world) ?? null;
      test(name, async () => {
        test.skip(why !== null, why ?? '');
        await run(rig);
      });
    }
    for (const { name, skip, run } of browserCases) {
      const why = skip?.(world) ?? null;
      test(name, async () => {
        test.skip(why !== null, why ?? '');
        await run(rig, opened.page);
      });
    }
  });
}
