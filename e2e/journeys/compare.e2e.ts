import { expect, test } from '../fixtures/app.ts';

const prefixes = { 'Math problem': 'Math problem:', 'User prompt': 'User prompt:' };

test('a new user hears three personas and the control on two tasks, and nothing leaves the origin', async ({
  play,
  requests,
  site,
}) => {
  await expect(play.columns).toHaveCount(4);
  await play.set('Max tokens', 40);
  for (const [task, prefix] of [
    ['Math problem', prefixes['Math problem']],
    ['User prompt', prefixes['User prompt']],
  ] as const) {
    if (task !== 'Math problem') await play.chooseTask(task);
    await play.set('Max tokens', 40);
    const cells = await play.generate();
    expect(cells.map((cell) => cell.state)).toEqual(['done', 'done', 'done', 'done']);
    for (const cell of cells) {
      expect(cell.text.startsWith(prefix)).toBe(true);
      expect(cell.text.length).toBeGreaterThan(prefix.length + 10);
      expect(cell.usage?.completionTokens).toBeGreaterThan(5);
    }
    expect(new Set(cells.map((cell) => cell.text)).size).toBe(4);
    for (const [i, cell] of cells.entries())
      await expect(play.columns.nth(i)).toContainText(cell.text.slice(prefix.length + 1, 30).trim());
  }
  for (const request of requests) expect(new URL(request.url()).origin).toBe(new URL(site.url).origin);
});

test('the same set-up gives the same text again, and a reload brings everything back', async ({ play }) => {
  await play.set('Max tokens', 24);
  await play.set('Seed', 7);
  const first = await play.generate();
  await play.columns.first().getByRole('button', { name: 'Good answer' }).click();
  await expect.poll(async () => (await play.cells())[0]?.vote).toBe(1);
  await play.page.reload();
  await play.ready();
  const shown = first[0]?.text.slice('Math problem: '.length, 40).trim() ?? '';
  await expect(play.columns.first()).toContainText(shown);
  await expect(play.page.getByRole('spinbutton', { name: 'Seed' })).toHaveValue('7');
  await expect(play.columns.first().getByRole('button', { pressed: true })).toHaveCount(1);
  const again = await play.generate();
  expect(again.map((cell) => cell.text)).toEqual(first.map((cell) => cell.text));
});

test('redo takes the next seed and keeps the first take; repeats are added below', async ({ play }) => {
  await play.set('Max tokens', 16);
  await play.generate();
  await play.columns.nth(1).getByRole('button', { name: /^Redo/ }).click();
  let cells = await play.ended();
  const takes = cells.filter((cell) => cell.column === 1);
  expect(takes.map((cell) => cell.attempt)).toEqual([0, 1]);
  expect(takes[0]?.text).not.toBe(takes[1]?.text);
  await expect(play.columns.nth(1)).toContainText('take 2');
  await play.page.getByRole('button', { name: 'Add repeats' }).click();
  const more = play.page.getByRole('menuitem').first();
  if (await more.isVisible().catch(() => false)) await more.click();
  cells = await play.ended();
  expect(cells.filter((cell) => cell.repeat === 1).length).toBe(4);
});
