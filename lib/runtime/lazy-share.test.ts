import { expect, it } from 'vitest';
import { LazyShare } from './lazy-share.ts';
import { blankPlay } from './play-state.ts';
import { firstDraft } from './play-draft.ts';
import { nothingShared, type ShareActions, type ShareState } from './share-state.ts';
import { StateBox } from './state-box.ts';

function lazy(loads: boolean) {
  const box = new StateBox<ShareState>(nothingShared);
  const called: string[] = [];
  const seen = { loads: 0, play: 0, called };
  const deed = (name: string) => () => void called.push(name);
  const actions = {
    openLink: deed('openLink'),
    openFile: deed('openFile'),
    openAddress: deed('openAddress'),
    close: deed('close'),
    unsaved: () => Promise.resolve('draft'),
  } as unknown as ShareActions;
  const share = new LazyShare(() => {
    seen.loads += 1;
    if (!loads) return Promise.reject(new Error('offline'));
    return Promise.resolve({
      actions,
      getState: box.get,
      subscribe: box.subscribe,
      playChanged: () => void (seen.play += 1),
      dispose: () => undefined,
    });
  });
  return { share, seen };
}

const play = blankPlay(firstDraft([]));
const soon = () => new Promise((resolve) => setImmediate(resolve));

it('fetches nothing before something is opened, or Play’s run repeats a recording', async () => {
  const { share, seen } = lazy(true);
  share.playChanged(play);
  share.actions.close();
  expect(await share.actions.unsaved()).toBeNull();
  await soon();
  expect(seen.loads).toBe(0);
  share.playChanged({ ...play, run: { id: 'r', reproduces: 'q' } as never });
  await soon();
  expect(seen).toMatchObject({ loads: 1, play: 1 });
});

it('says at once that something is being read', async () => {
  const { share, seen } = lazy(true);
  share.actions.openLink('#v1');
  expect(share.getState().opened).toEqual({ from: { kind: 'link', fragment: '#v1' }, kind: 'reading' });
  await soon();
  expect(seen.called).toEqual(['openLink']);
  expect(await share.actions.unsaved()).toBe('draft');
});

it('says of what was to be opened that its code could not be fetched', async () => {
  const { share } = lazy(false);
  share.actions.openAddress('https://host.test/a');
  await soon();
  expect(share.getState().opened).toMatchObject({ kind: 'failed', from: { kind: 'address' } });
  expect((await share.actions.keep()).ok).toBe(false);
});
