'use client';

import { ModelProvider } from '../models/model-context.tsx';
import { Tips } from '../ui/tips.tsx';
import { Announcer } from './announcer.tsx';
import { Board } from './board.tsx';
import { BoardBar } from './board-bar.tsx';
import { Header } from './header.tsx';
import { Notices } from './notices.tsx';
import { PickerProvider } from './picker-context.tsx';
import { PromptProvider } from './prompt-context.tsx';
import { RunBar } from './run-bar.tsx';
import { SetupBar } from './setup-bar.tsx';

/**
 * The whole screen under a PlayProvider. On a desk it fills the window and only the board scrolls, so that no control
 * ever moves; elsewhere the page scrolls, and the run bar stays at the bottom.
 */
export function PlayScreen() {
  return (
    <ModelProvider>
      <PickerProvider>
        <PromptProvider>
          <div className="flex min-h-dvh flex-col desk:h-dvh">
            <a
              href="#answers"
              className="sr-only z-50 rounded-small bg-accent px-3 py-2 text-on-accent focus:not-sr-only focus:absolute focus:top-2 focus:left-2"
            >
              Skip to the answers
            </a>
            <Header />
            <main className="flex min-h-0 flex-1 flex-col">
              <SetupBar />
              <div className="flex flex-wrap items-center gap-x-5 gap-y-2 px-4 py-2 wide:min-h-13 wide:px-6">
                <RunBar />
                <BoardBar />
              </div>
              <Notices />
              <Board />
            </main>
          </div>
          <Announcer />
          <Tips />
        </PromptProvider>
      </PickerProvider>
    </ModelProvider>
  );
}
