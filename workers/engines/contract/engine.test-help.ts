import { afterAll, afterEach, beforeAll, describe, it } from 'vitest';
import { engineCases } from './cases.ts';
import { ContractRig } from './rig.ts';
import type { ContractWorld } from './world.ts';

/** Runs the engine contract under Vitest. */
export function testEngine(name: string, world: ContractWorld): void {
  describe(`Engine contract: ${name}`, () => {
    let rig: ContractRig;
    beforeAll(() => {
      rig = new ContractRig(world);
    });
    afterEach(() => rig.afterCase());
    afterAll(() => rig.close());
    for (const engineCase of engineCases) {
      const why = engineCase.skip?.(world) ?? null;
      if (why !== null) it.skip(`${engineCase.name} (${why})`, () => undefined);
      else it(engineCase.name, () => engineCase.run(rig));
    }
  });
}
