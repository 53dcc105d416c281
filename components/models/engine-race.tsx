'use client';

import { defaultKey, embeddedOnGpu } from '../../lib/catalogue/built-in.ts';
import { modelKey } from '../../lib/model/catalogue.ts';
import { useModels, useModelsActions } from '../providers/models.tsx';
import { Button } from '../ui/button.tsx';
import { formatBytes, formatRate } from '../ui/format.ts';
import { useStatus } from './use-model.ts';

const gpuKey = modelKey(embeddedOnGpu.choice);

/** The embedded model runs on two engines where there is WebGPU; which is faster here is measured, not guessed. */
export function EngineRace() {
  const hasGpu = useModels((state) => state.device !== null && state.device.gpu !== null);
  const cpu = useStatus(defaultKey);
  const gpu = useStatus(gpuKey);
  const offer = useModels((state) => state.offer);
  const actions = useModelsActions();
  if (!hasGpu) return null;
  const running = cpu.measuring || gpu.measuring;
  const missing =
    Math.max(0, (offer?.info.downloadBytes ?? 0) - cpu.files.keptBytes) +
    Math.max(0, (embeddedOnGpu.downloadBytes ?? 0) - gpu.files.keptBytes);
  const rates = [cpu.benchmark?.tokensPerSecond ?? null, gpu.benchmark?.tokensPerSecond ?? null];
  const [onCpu = null, onGpu = null] = rates;
  return (
    <section aria-labelledby="race-title" className="rounded-box border border-line bg-sheet px-4 py-3">
      <h2 id="race-title" className="text-ui font-semibold">
        Processor or graphics for the embedded model?
      </h2>
      <p className="text-ui text-soft tabular-nums" role="status">
        {onCpu !== null && onGpu !== null
          ? `Measured here: ${formatRate(onCpu)} tokens/s on the processor (Chorus, ${cpu.benchmark?.rows ?? 1} answers together), ${formatRate(onGpu)} tokens/s on WebGPU (WebLLM, one after the other). The faster one is taken unless you choose.`
          : 'Which is faster depends on the device. Each writes for ten seconds, then the faster one is taken for new runs; you can choose otherwise.'}
      </p>
      <div className="mt-2 flex flex-wrap items-center gap-3">
        {running ? (
          <Button
            onClick={() => {
              actions.stopMeasure(defaultKey);
              actions.stopMeasure(gpuKey);
            }}
          >
            Stop measuring
          </Button>
        ) : (
          <Button onClick={() => actions.measureEngines()}>
            {onCpu !== null && onGpu !== null ? 'Measure both again' : 'Measure both'}
          </Button>
        )}
        {missing > 0 && (
          <span className="text-small text-soft tabular-nums">
            fetches up to {formatBytes(missing)} from this site first
          </span>
        )}
      </div>
    </section>
  );
}
