import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { projectRoot } from '../../../scripts/kit/process.mjs';
import { ANSWER } from './child.ts';

/** Runs a native engine in a process of its own: its memory is given back, and it can be ended. */
export function askChild<Answer>(script: string, ask: unknown, limitMs: number): Promise<Answer> {
  const path = fileURLToPath(new URL(script, import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', path], { cwd: projectRoot, stdio: 'pipe' });
  const end = () => child.kill('SIGKILL');
  const late = setTimeout(end, limitMs);
  process.once('exit', end);
  let out = '';
  let errors = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (out += chunk));
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (errors = (errors + chunk).slice(-2000)));
  child.stdin.on('error', () => undefined); // it ended before it had read everything; its exit says why
  child.stdin.end(JSON.stringify(ask));
  return new Promise<Answer>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => {
      const line = out.split('\n').find((one) => one.startsWith(ANSWER));
      if (line) resolve(JSON.parse(line.slice(ANSWER.length)) as Answer);
      else reject(new Error(`${script} ended with ${signal ?? code ?? '?'}: ${errors.trim()}`));
    });
  }).finally(() => {
    clearTimeout(late);
    process.off('exit', end);
  });
}
