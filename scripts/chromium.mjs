/** The browser for tests and benches: found, or installed where that is possible without asking anybody. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isMain, run } from './kit/process.mjs';
import { adviceFor, say, sayError, Stop } from './kit/terminal.mjs';

const isRoot = process.getuid?.() === 0;

/** @type {typeof import('./chromium.d.mts').chromiumArgs} */
export const chromiumArgs = [
  // Chromium refuses to sandbox itself under root; everybody else keeps the sandbox.
  ...(isRoot ? ['--no-sandbox'] : []),
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Nothing but this machine has an address: a request that a test did not redirect here fails, whoever made it.
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1, EXCLUDE [::1]',
];

/** @type {typeof import('./chromium.d.mts').webGpuArgs} */
export const webGpuArgs = [
  // That flag would take WebGPU away, too.
  ...chromiumArgs.filter((arg) => arg !== '--disable-gpu'),
  '--enable-unsafe-webgpu',
  '--enable-features=Vulkan',
  // SwiftShader computes on the processor: an adapter for machines without a graphics card.
  ...(process.env.POLYPHONY_GPU === '1' ? [] : ['--use-webgpu-adapter=swiftshader']),
];

/** @param {string} platform @param {Readonly<Record<string, string | undefined>>} env @returns {string[]} */
const usualPlaces = (platform, env) => {
  if (platform === 'darwin')
    return ['Chromium', 'Google Chrome', 'Microsoft Edge'].flatMap((name) =>
      ['', env.HOME ?? ''].map((home) => `${home}/Applications/${name}.app/Contents/MacOS/${name}`),
    );
  if (platform === 'win32')
    return [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA].flatMap((folder) =>
      folder
        ? ['Chromium\\Application\\chrome.exe', 'Google\\Chrome\\Application\\chrome.exe'].map((file) =>
            join(folder, file),
          )
        : [],
    );
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
  const folders = ['/usr/bin', ...(env.PATH ?? '').split(':').filter(Boolean)];
  return names.flatMap((name) => folders.map((folder) => `${folder}/${name}`));
};

/** @type {typeof import('./chromium.d.mts').findChromium} */
export const findChromium = (env = process.env, platform = process.platform, exists = existsSync) => {
  const told = env.POLYPHONY_CHROMIUM;
  if (told) {
    if (exists(told)) return told;
    throw new Stop(
      `POLYPHONY_CHROMIUM says ${told}, but there is no such file.`,
      'correct it, or unset it to have a browser looked for.',
    );
  }
  return usualPlaces(platform, env).find((path) => exists(path)) ?? null;
};

const howToInstall = () => {
  if (process.platform === 'darwin') return 'install one (`brew install --cask chromium`)';
  if (process.platform === 'win32') return 'install Google Chrome';
  if (existsSync('/etc/debian_version')) return 'type `sudo apt-get update && sudo apt-get install chromium`';
  return 'install the package chromium of your distribution';
};

/** @param {string[]} args */
const apt = async (args) => {
  const { code, text } = await run('apt-get', args, { output: 'tee', env: { DEBIAN_FRONTEND: 'noninteractive' } });
  if (code !== 0)
    throw new Stop(
      `Chromium could not be installed (apt-get ${args[0] ?? ''} failed, see above).`,
      /Could not get lock/.test(text)
        ? 'another apt is running: wait until it is done and run the same command again.'
        : adviceFor(text) || `${howToInstall()} yourself, or set POLYPHONY_CHROMIUM to a browser's path.`,
    );
};

/** @type {typeof import('./chromium.d.mts').ensureChromium} */
export const ensureChromium = async () => {
  const found = findChromium();
  if (found) return found;
  if (!isRoot || !existsSync('/usr/bin/apt-get'))
    throw new Stop(
      'There is no Chromium on this machine, which the tests in the browser need.',
      `${howToInstall()}, or set POLYPHONY_CHROMIUM to the path of a Chromium, Chrome or Edge.`,
    );
  say('Installing Chromium for the tests (apt-get); this takes a minute or two ...');
  await apt(['update', '-q']);
  await apt(['install', '-y', '-q', '--no-install-recommends', 'chromium']);
  const installed = findChromium();
  if (installed) return installed;
  throw new Stop('apt-get installed Chromium, but it is at none of the usual places.', 'set POLYPHONY_CHROMIUM to it.');
};

if (isMain(import.meta.url)) {
  ensureChromium().then(say, (/** @type {unknown} */ error) => {
    sayError(error);
    process.exitCode = 1;
  });
}
