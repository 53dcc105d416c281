import { readFileSync } from 'node:fs';
import { expect, test } from '../fixtures/app.ts';

interface Oracle {
  readonly cases: readonly {
    readonly prompt: string;
    readonly greedyText: string;
    readonly margin: readonly number[];
  }[];
}

// Greedy int8 text in the browser against float32, whole words only: the first tokens are equal (how many, the model
// test states), later ones may part where float32 itself hardly preferred its token.
/** <|im_end|>, which is no text. */
const END = 2;

test('greedy text begins as the float32 oracle’s', async ({ play, page }) => {
  const file = new URL('../../lib/decoding/fixtures/oracle.json', import.meta.url);
  const { cases } = JSON.parse(readFileSync(file, 'utf8')) as Oracle;
  const tokens = JSON.parse(
    readFileSync(new URL('../../public/models/smollm2-135m/tokenizer.json', import.meta.url), 'utf8'),
  ) as {
    tokens: string[];
  };
  const asked = [cases[0], cases[3], cases[5]].map((c) => {
    const [, user = '', start = ''] =
      /user\n([\s\S]*)<\|im_end\|>\n<\|im_start\|>assistant\n([\s\S]*)$/.exec(c?.prompt ?? '') ?? [];
    const ids = (c as unknown as { greedyIds: number[] }).greedyIds.slice(0, 12).filter((id) => id !== END);
    // English words only in these cases: the byte alphabet's only surprise is the space.
    return {
      user,
      start,
      text: ids
        .map((id) => tokens.tokens[id] ?? '')
        .join('')
        .replaceAll('Ġ', ' ')
        .replaceAll('Ċ', '\n'),
    };
  });
  await play.chooseTask('Your own');
  await page.getByRole('button', { name: 'More' }).first().click();
  await page.getByRole('spinbutton', { name: 'Repetition penalty' }).fill('1');
  await page.keyboard.press('Escape');
  await play.set('Temperature', 0);
  await play.set('Max tokens', 12);
  for (const { user, start, text } of asked) {
    await page.getByRole('textbox', { name: /Answers start with/ }).fill(start);
    await page.getByRole('textbox', { name: /template/ }).fill(`${user}\n{persona}`);
    const cells = await play.generate();
    // The control's template is the user's text alone: exactly the oracle's prompt.
    expect(cells.at(-1)?.text).toBe(start + text);
  }
});
