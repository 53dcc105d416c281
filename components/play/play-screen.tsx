'use client';

import { ReproductionPlace } from '../share/reproduction/reproduction-place.tsx';
import { Shell } from '../shell/shell.tsx';
import { Announcer, RepetitionAnnouncer } from './announcer.tsx';
import { ArrangeProvider } from './arrange-context.tsx';
import { Board } from './board.tsx';
import { BoardBar } from './board-bar.tsx';
import { Notices } from './notices.tsx';
import { PickerProvider } from './picker-context.tsx';
import { PromptProvider } from './prompt-context.tsx';
import { RunBar } from './run-bar.tsx';
import { SetupBar } from './setup-bar.tsx';

/**
 * The whole screen under the providers. On a desk it fills the window and only the board scrolls, so that no control
 * ever moves; elsewhere the page scrolls, and the run bar stays at the bottom.
 */
export function PlayScreen() {
  return (
    <Shell skip={{ href: '#answers', label: 'Skip to the answers' }} className="desk:h-dvh">
      <PickerProvider>
        <ArrangeProvider>
          <PromptProvider>
            <main className="flex min-h-0 flex-1 flex-col">
              <h1 className="sr-only">
                Play: one task, many voices, and a control that tells whether the voices matter
              </h1>
              <SetupBar />
              <div className="flex shrink-0 flex-wrap items-center gap-x-5 gap-y-2 px-4 py-2 wide:min-h-13 wide:px-6">
                <RunBar />
                <BoardBar />
              </div>
              <Notices />
              <ReproductionPlace />
              <Board />
            </main>
          </PromptProvider>
        </ArrangeProvider>
      </PickerProvider>
      <Announcer />
      <RepetitionAnnouncer />
    </Shell>
  );
}
