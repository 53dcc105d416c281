import { APP_VERSION } from '../model/app-version.ts';
import type { GpuFacts } from '../model/catalogue.ts';
import type { RunEnvironment } from '../model/made-on.ts';

/** The parts of a browser that are read here; all of them may be missing. */
export interface EnvironmentParts {
  readonly hardwareConcurrency?: number;
  readonly userAgent?: string;
  readonly userAgentData?: {
    readonly brands: readonly { readonly brand: string; readonly version: string }[];
    readonly platform: string;
  };
}

/**
 * What a run is made on, in words for people. Asks the browser for what it says of itself to every page; no network.
 * @param gpu as far as it is measured by now
 */
export function readEnvironment(
  browser: EnvironmentParts,
  page: { readonly isolated: boolean; readonly gpu: GpuFacts | null },
): RunEnvironment {
  const { hardwareConcurrency, userAgent = '', userAgentData } = browser;
  return {
    app: APP_VERSION,
    browser: brandOf(userAgentData?.brands ?? []) ?? browserOf(userAgent),
    system: systemOf(userAgent) ?? (userAgentData?.platform || null),
    cores: hardwareConcurrency ?? null,
    isolated: page.isolated,
    gpu: page.gpu && gpuWords(page.gpu),
  };
}

/** Such as `Google Chrome 156`; Chromium itself where nothing is built on it. One brand of the list is made up. */
function brandOf(brands: readonly { readonly brand: string; readonly version: string }[]): string | null {
  const real = brands.filter(({ brand }) => !/not.{0,2}a.{0,2}brand/i.test(brand));
  const one = real.find(({ brand }) => brand !== 'Chromium') ?? real[0];
  return one ? `${one.brand} ${one.version}` : null;
}

// What a browser is built on stands in its line, too: the more special name comes first.
const browsers: readonly (readonly [name: string, version: RegExp])[] = [
  ['Edge', /\bEdgA?\/(\d+)/],
  ['Opera', /\bOPR\/(\d+)/],
  ['Firefox', /\b(?:Firefox|FxiOS)\/(\d+)/],
  ['Chrome', /\b(?:Chrome|CriOS)\/(\d+)/],
  ['Safari', /\bVersion\/(\d+(?:\.\d+)?)\S* (?:Mobile\/\S+ )?Safari\//],
];

function browserOf(userAgent: string): string | null {
  for (const [name, version] of browsers) {
    const found = version.exec(userAgent)?.[1];
    if (found !== undefined) return `${name} ${found}`;
  }
  return null;
}

/** Without a version: browsers freeze the one that they name. */
function systemOf(userAgent: string): string | null {
  const inside = /\(([^)]*)\)/.exec(userAgent)?.[1] ?? '';
  if (/iPhone|iPad/.test(inside)) return 'iOS';
  if (inside.includes('Android')) return 'Android';
  if (inside.includes('Macintosh')) return 'macOS';
  if (inside.includes('Windows')) return /Win64|x64/.test(inside) ? 'Windows x64' : 'Windows';
  return /\b(Linux|CrOS) \w+/.exec(inside)?.[0] ?? null;
}

function gpuWords({ vendor, architecture, description, software }: GpuFacts): string | null {
  const words = description || [vendor, architecture].filter((one) => one !== '').join(' ');
  if (words === '') return software ? 'software' : null;
  return software && !/software/i.test(words) ? `${words} (software)` : words;
}
