import { it } from 'vitest';
import { buildPrompt } from '../../../lib/prompt/build.ts';
import { chooseTask, tasks } from '../../../lib/prompt/tasks.ts';
import { nodeEngine } from '../chorus/node-engine.test-help.ts';
import { Collector } from './collector.ts';
import { askJob } from './jobs.ts';
it('x', async () => {
  const t0 = performance.now(); const lap = (n: string) => console.log(n, (performance.now() - t0).toFixed(0));
  const seen = new Collector();
  const e = nodeEngine((events) => { seen.listen(events); }, { threads: 1 });
  await e.load(() => undefined); lap('load');
  const { schema } = tasks.tool; if (!schema) throw 1;
  const prompt = buildPrompt({ ...chooseTask('tool'), schema, shots: 'zero' }, { kind: 'control' });
  const jobs = [1, 2, 3, 4].map((s) => ({ ...askJob(`t${s}`, '', { seed: s as never, temperature: 1, maxTokens: 400 }), prompt, format: { kind: 'json', schema } as const }));
  for (const j of jobs) e.generate(j);
  await seen.until((x) => x.type === 'started'); lap('started');
  const tick = setInterval(() => { lap(String(seen.events.length)); }, 20000);
  await seen.ended(...jobs.map((j) => j.id)); clearInterval(tick); lap('ended');
  for (const j of jobs) { console.log(JSON.stringify(seen.end(j.id))); console.log(seen.text(j.id)); try { JSON.parse(seen.text(j.id)); console.log('parses'); } catch (x) { console.log('NOT', String(x)); } }
  await e.dispose(); lap('disposed');
}, 900000);
