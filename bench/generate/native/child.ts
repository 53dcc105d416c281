/** The child's side of `askChild`: reads the question, answers on one marked line. */
import { text } from 'node:stream/consumers';

export const ANSWER = 'polyphony-bench-answer ';

export function answerParent(work: (ask: unknown) => Promise<unknown>): void {
  text(process.stdin)
    .then(async (asked) => {
      const line = `${ANSWER}${JSON.stringify(await work(JSON.parse(asked)))}\n`;
      // Engines leave threads behind that would keep the process up.
      process.stdout.write(line, () => process.exit(0));
    })
    .catch((thrown: unknown) => {
      process.stderr.write(`${thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)}\n`);
      process.exit(1);
    });
}
