import { type BenchSite, startWorkerSite } from '../worker-site.ts';

/** The joins in a worker, and a field for the file of texts. */
export const startLexicalSite = (): Promise<BenchSite> =>
  startWorkerSite({
    title: 'Dedup bench',
    page: 'lexical.page',
    scripts: {
      'lexical.page': 'bench/dedup/pages/lexical.page.ts',
      'lexical.worker': 'bench/dedup/pages/lexical.worker.ts',
    },
    body: '<input type="file" id="file" aria-label="Rows">',
  });

/** The app's embed worker with the encoder's files and the runtime. */
export const startEmbedSite = (): Promise<BenchSite> =>
  startWorkerSite({
    title: 'Encoder bench',
    page: 'embed.page',
    scripts: { 'embed.page': 'bench/dedup/pages/embed.page.ts', 'embed.worker': 'workers/embed.worker.ts' },
    folders: ['models', 'ort'],
  });
