import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCheck, type Checked, type CheckName } from './kit/checks.mjs';
import { projectRoot } from './kit/process.mjs';

// Each checker, with this project's own settings, must pass a small clean project and stop at one fault planted in it.
// The project is a temporary folder: a plant in the repository could be left behind or be seen by a check of the moment.
const settings = [
  '.dependency-cruiser.cjs',
  '.prettierrc.json',
  'eslint.config.js',
  'tsconfig.json',
  'tsconfig.pure.json',
  'vitest.config.ts',
  'lib/model/globals.d.ts',
  'scripts/kit/property-seed.ts',
];

const clean: Readonly<Record<string, string>> = {
  'package.json': '{ "name": "planted", "private": true, "type": "module" }\n',
  'lib/sampling/later.ts': 'export const later = (): Promise<number> => Promise.resolve(1);\n',
  'lib/sampling/later.test.ts':
    "import { expect, it } from 'vitest';\nimport { later } from './later.ts';\n\n" +
    "it('comes', async () => {\n  expect(await later()).toBe(1);\n});\n",
};

interface Plant {
  readonly check: CheckName;
  readonly fault: string;
  readonly path: string;
  readonly code: string;
  /** What the output must tell of it. */
  readonly told: RegExp;
}

const plants: readonly Plant[] = [
  {
    check: 'types',
    fault: 'a wrong type',
    path: 'lib/run/plant.ts',
    code: "export const count: number = 'one';\n",
    told: /plant\.ts.*TS2322/,
  },
  {
    check: 'types',
    fault: 'the page in a pure room',
    path: 'lib/sampling/plant.ts',
    code: 'export const title = (): string => document.title;\n',
    told: /plant\.ts.*TS(2584|2304)/,
  },
  {
    check: 'lint',
    fault: 'a floating promise',
    path: 'lib/sampling/plant.ts',
    code: "import { later } from './later.ts';\n\nexport const start = (): void => {\n  later();\n};\n",
    told: /no-floating-promises/,
  },
  {
    check: 'format',
    fault: 'bad formatting',
    path: 'lib/sampling/plant.ts',
    code: 'export const  x = [1,2 ]\n',
    told: /plant\.ts/,
  },
  {
    check: 'boundaries',
    fault: 'an import against the order of rooms',
    path: 'lib/model/plant.ts',
    code: "export * from '../sampling/later.ts';\n",
    told: /model-imports-nothing: lib\/model\/plant\.ts/,
  },
  {
    check: 'unit',
    fault: 'a test that fails',
    path: 'lib/sampling/plant.test.ts',
    code: "import { expect, it } from 'vitest';\n\nit('fails', () => {\n  expect(1).toBe(2);\n});\n",
    told: /plant\.test\.ts/,
  },
];

interface Job {
  readonly check: CheckName;
  readonly plant?: Plant;
  /** Modules beside the plant; as many as make dependency-cruiser's answer believable. */
  readonly modules: number;
}

const names: readonly CheckName[] = ['lint', 'types', 'boundaries', 'unit', 'format'];
const cleanJobs = names.map((check): Job => ({ check, modules: 20 }));
const plantJobs = plants.map((plant): Job => ({ check: plant.check, plant, modules: 20 }));
const emptyJob: Job = { check: 'boundaries', modules: 0 };
const outcomes = new Map<Job, Checked>();
let folder = '';

/** A small project with this one's settings and perhaps a fault. */
function project(root: string, { plant, modules }: Job): string {
  const put = (path: string, content: string) => {
    mkdirSync(join(root, path, '..'), { recursive: true });
    writeFileSync(join(root, path), content);
  };
  for (const path of settings) put(path, readFileSync(join(projectRoot, path), 'utf8'));
  for (const [path, content] of Object.entries(clean)) put(path, content);
  for (const name of ['app', 'components', 'workers']) mkdirSync(join(root, name));
  for (let i = 0; i < modules; i++) put(`lib/model/m${i}.ts`, `export const m${i} = ${i};\n`);
  // The settings are the real project's to format.
  put('.prettierignore', 'results\nnode_modules\n*.config.*\n.*\n*.json\n*.d.ts\n');
  symlinkSync(join(projectRoot, 'node_modules'), join(root, 'node_modules'), 'junction');
  if (plant) put(plant.path, plant.code);
  return root;
}

// Two at a time: one after the other they take half a minute, mostly the start of each tool.
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'polyphony-planted-'));
  const queue = [...cleanJobs, ...plantJobs, emptyJob];
  const lane = async () => {
    for (let job = queue.shift(); job; job = queue.shift()) {
      const root = project(mkdtempSync(join(folder, 'project-')), job);
      outcomes.set(job, await runCheck(job.check, root, join(root, 'results')));
    }
  };
  await Promise.all([lane(), lane()]);
}, 180_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const outcome = (job: Job): Checked => {
  const found = outcomes.get(job);
  if (!found) throw new Error(`${job.check} was not run`);
  return found;
};

describe('each checker', () => {
  it.each(cleanJobs)('$check passes what is clean', (job) => {
    const { count, text } = outcome(job);
    expect(count, text).toMatchObject({ passed: 1, failed: 0 });
  });

  it.each(plantJobs)('$check stops at $plant.fault', (job) => {
    const { count, text } = outcome(job);
    expect(count.failed, text).toBe(1);
    expect(text).toMatch(job.plant?.told ?? /never/);
  });

  it('boundaries does not believe in a project of hardly any modules', () => {
    const { count, text } = outcome(emptyJob);
    expect(count.failed).toBe(1);
    expect(text).toContain('modules only');
  });
});
