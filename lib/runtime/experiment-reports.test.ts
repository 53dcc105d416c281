import { describe, expect, it } from 'vitest';
import { openExperiments, valueOf } from './experiment-session.test-help.ts';

async function analysed() {
  const tab = await openExperiments();
  tab.actions.setDraft({ n: 4 });
  const id = valueOf(await tab.actions.begin());
  await tab.quiet();
  tab.actions.run();
  await tab.quiet();
  return { ...tab, id };
}

describe('a report', () => {
  it('needs a result', async () => {
    const tab = await openExperiments();
    expect((await tab.actions.exportReport('json', [])).ok).toBe(false);
    tab.actions.setDraft({ n: 4 });
    valueOf(await tab.actions.begin());
    await tab.quiet();
    expect((await tab.actions.exportReport('json', [])).ok).toBe(false);
  });

  it('goes as Markdown and HTML, named after the experiment', async () => {
    const tab = await analysed();
    tab.actions.rename(tab.id, 'Käfer & Lighthouses!');
    await tab.until(({ open }) => open?.experiment.name.startsWith('K') ?? false);
    const markdown = valueOf(await tab.actions.exportReport('markdown', []));
    expect(markdown.name).toBe('experiment-kafer-lighthouses.md');
    expect(await markdown.blob.text()).toContain('Lighthouses');
    const html = valueOf(await tab.actions.exportReport('html', []));
    expect([html.name, html.blob.type]).toEqual(['experiment-kafer-lighthouses.html', 'text/html']);
    expect(await html.blob.text()).toContain('<html');
  });

  it('comes back as a recording, is kept once, and can be repeated', async () => {
    const tab = await analysed();
    const { blob } = valueOf(await tab.actions.exportReport('json', []));
    const other = await openExperiments();
    const id = valueOf(await other.actions.importReport(blob));
    expect(valueOf(await other.actions.importReport(blob))).toBe(id);
    expect(other.state().list).toMatchObject([{ experiment: { id, recorded: true }, calls: 13, ended: 13 }]);
    expect(other.open()).toMatchObject({ ended: 13, analysis: { status: 'done', result: { rounds: 13 } } });
    expect(other.measured).toEqual([]);
    other.actions.run();
    other.actions.retryFailed();
    expect(other.open().status).toBe('idle');
    expect((await other.actions.addMore(1)).ok).toBe(false);

    valueOf(await other.actions.reproduce(id));
    await other.quiet();
    other.actions.run();
    await other.quiet();
    expect(other.open()).toMatchObject({
      experiment: { recorded: false, reproduces: id },
      reproduction: { of: { id }, identical: 13, different: 0, missing: 0 },
    });
  });

  it('is refused where it is none', async () => {
    const tab = await openExperiments();
    const refused = await tab.actions.importReport(new Blob(['{"polyphony": 1}']));
    expect(refused).toMatchObject({ ok: false, fault: { code: 'share-corrupt' } });
    expect(tab.state().list).toEqual([]);
  });
});
