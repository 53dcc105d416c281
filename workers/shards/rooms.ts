import type { ShardsRoom } from './api.ts';
import { createLabelling, type Labelling } from './labelling/labelling.ts';
import type { LabelReader, ShardsWorld, Shelves } from './ports.ts';
import type { Removals } from './removals/removals.ts';
import type { Rows } from './rows.ts';
import { createSearch, type Search } from './search/search.ts';
import { createSources } from './sources/sources.ts';

/** The rooms that work by themselves in the background or on the network; a test may bring plainer ones. */
export interface Rooms {
  readonly sources: (world: ShardsWorld) => ShardsRoom<'inspect' | 'listDataset'>;
  readonly labelling: (world: ShardsWorld, shelves: Shelves) => Labelling;
  readonly search: (
    world: ShardsWorld,
    shelves: Shelves,
    labels: LabelReader,
    removals: Removals,
    rows: Pick<Rows, 'rows'>,
  ) => Search;
}

/** Those of the app. */
export const allRooms: Rooms = { sources: createSources, labelling: createLabelling, search: createSearch };
