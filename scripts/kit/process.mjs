// Runs before any dependency is installed: Node's own modules only.
import { spawn } from 'node:child_process';
import { readFileSync, realpathSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const projectRoot = fileURLToPath(new URL('../../', import.meta.url)).replace(/[\\/]$/, '');

// The end of the output is where tools say what went wrong; more is not kept of a streamed command.
const TAIL = 64 * 1024;

/** @type {typeof import('./process.d.mts').run} */
export const run = (command, args, { cwd, env, output = 'show' } = {}) =>
  new Promise((resolve) => {
    // Tools drop their colours when they do not see a terminal; with `tee` the terminal is ours.
    const colours = output === 'tee' && process.stdout.isTTY ? { FORCE_COLOR: '1' } : {};
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...colours, ...env },
      stdio: output === 'show' ? 'inherit' : ['ignore', 'pipe', 'pipe'],
      // npm is a .cmd file on Windows, which only a shell can start. No argument of ours needs quoting.
      shell: process.platform === 'win32' && command === 'npm',
    });
    let text = '';
    let stdout = '';
    /** @param {NodeJS.WriteStream} stream @param {boolean} isStdout @returns {(chunk: string) => void} */
    const take = (stream, isStdout) => (chunk) => {
      if (output === 'tee') {
        stream.write(chunk);
        text = (text + chunk).slice(-TAIL);
        return;
      }
      text += chunk;
      if (isStdout) stdout += chunk;
    };
    child.stdout?.setEncoding('utf8').on('data', take(process.stdout, true));
    child.stderr?.setEncoding('utf8').on('data', take(process.stderr, false));
    // Ctrl+C reaches the child by itself; a kill of this process alone must be passed on.
    const passOn = () => child.kill('SIGTERM');
    const wait = () => undefined;
    process.on('SIGTERM', passOn).on('SIGINT', wait);
    /** @param {number} code */
    const done = (code) => {
      process.off('SIGTERM', passOn).off('SIGINT', wait);
      resolve({ code, text, stdout });
    };
    child.once('error', (error) => {
      text += error.message;
      done(127);
    });
    child.once('close', (code, signal) => {
      if (signal) text += `\nended by ${signal}`;
      done(code ?? 128 + (signal ? constants.signals[signal] : 0));
    });
  });

/** @type {typeof import('./process.d.mts').bin} */
export const bin = (root, pkg, name = pkg) => {
  const folder = join(root, 'node_modules', ...pkg.split('/'));
  /** @type {{ bin: string | Record<string, string> }} */
  const { bin: bins } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = typeof bins === 'string' ? bins : bins[name];
  if (!file) throw new Error(`The package ${pkg} has no command ${name}.`);
  return join(folder, file);
};

/** @type {typeof import('./process.d.mts').runNode} */
export const runNode = (args, options) => run(process.execPath, args, options);

/** @type {typeof import('./process.d.mts').runNpm} */
export const runNpm = (args, options) => {
  const npm = process.env.npm_execpath;
  // Other package managers set npm_execpath to themselves.
  return npm && /npm-cli\.[cm]?js$/.test(npm) ? runNode([npm, ...args], options) : run('npm', args, options);
};

/** @type {typeof import('./process.d.mts').isMain} */
export const isMain = (moduleUrl) => {
  try {
    return realpathSync(process.argv[1] ?? '') === realpathSync(fileURLToPath(moduleUrl));
  } catch {
    return false;
  }
};
