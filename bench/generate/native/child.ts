/** The child's side of `askChild`: reads the question, answers on one marked line. */
import { text } from 'node:stream/consumers';

export const ANSWER = 'polyphony-bench-answer ';

export function answerParent<Ask, Answer>(work: (ask: Ask) => Promise<Answer>): void {
  text(process.stdin)
    .then(async (asked) => {
      const line = `${ANSWER}${JSON.stringify(await work(JSON.parse(asked) as Ask))}\n`;
      // Engines leave threads behind that would keep the process up.
      process.stdout.write(line, () => process.exit(0));
    })
    .catch((thrown: unknown) => {
      process.stderr.write(`${thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)}\n`);
      process.exit(1);
    });
}
