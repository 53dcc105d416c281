import { readKeptRun } from '../lib/store/read-run.ts';
import { serve } from './serve.ts';
import { createShareCore } from './share/core.ts';

/** Wiring only: links and files are packed and taken apart, away from the page and from everything that is kept. */
void serve(createShareCore({ now: () => performance.now(), readRun: readKeptRun }));
