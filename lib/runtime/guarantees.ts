/** What protects the user here; `unknown` until the host was asked. */
export type Guarantee = 'threads' | 'page' | 'workers' | 'framing';
export type Held = 'yes' | 'no' | 'unknown';

export interface HostGuarantee {
  readonly id: Guarantee;
  readonly held: Held;
  /** A sentence for the user: what is so, or what is not guaranteed and what that means. */
  readonly text: string;
}

/** What is read of the page and its host. */
export interface GuaranteeWorld {
  /** `crossOriginIsolated`. */
  readonly isolated: boolean;
  /** This page, without query and fragment. */
  readonly address: string;
  /** Any script of the app; workers' files are sent in the same way. Null when there is none. */
  readonly script: string | null;
  /** The policy that the page carries in itself. */
  readonly meta: string | null;
  /** Asks for the headers of an address alone. Rejects when there is no answer. */
  readonly head: (address: string, signal?: AbortSignal) => Promise<Headers>;
}

const sentences: Readonly<Record<Guarantee, Readonly<Record<Held, string>>>> = {
  threads: {
    yes: 'The host isolates this page, so models may use several processor cores.',
    no: 'The host does not isolate this page (no Cross-Origin-Opener-Policy and Cross-Origin-Embedder-Policy): models run on one processor core, more slowly.',
    unknown: '',
  },
  page: {
    yes: 'A policy in this page lets only this site’s own scripts run and keeps the page from asking any other site.',
    no: 'Neither the host nor this page sets a policy: only the app’s own code keeps it from asking other sites.',
    unknown: 'This page carries no policy itself; whether the host sends one is not known before it is asked.',
  },
  workers: {
    yes: 'Workers, where models run, are kept by the host’s policy to this site and to the places that models come from.',
    no: 'The host sends no policy with workers, where models run: only the app’s own code keeps them from asking other sites.',
    unknown: 'Whether the host sends a policy with workers, where models run, is not known before it is asked.',
  },
  framing: {
    yes: 'No other site can show this page inside its own and lead your clicks.',
    no: 'The host lets other sites show this page inside their own, where a click may not be what it seems.',
    unknown: 'Whether other sites may show this page inside their own is not known before the host is asked.',
  },
};

const tell = (held: Readonly<Record<Guarantee, Held>>): HostGuarantee[] =>
  (['threads', 'page', 'workers', 'framing'] as const).map((id) => ({
    id,
    held: held[id],
    text: sentences[id][held[id]],
  }));

/** `default-src 'none'` is what all policies of the app begin with. */
const isOurs = (policy: string | null): boolean => policy !== null && /(^|[;,]\s*)default-src 'none'/.test(policy);

const yesNo = (held: boolean): Held => (held ? 'yes' : 'no');

/**
 * What is known without asking anybody.
 * @returns one entry for each guarantee, always in the same order.
 */
export function hostGuarantees(world: GuaranteeWorld = browserWorld()): HostGuarantee[] {
  const page = isOurs(world.meta) ? 'yes' : 'unknown';
  return tell({ threads: yesNo(world.isolated), page, workers: 'unknown', framing: 'unknown' });
}

/**
 * The same after two HEAD requests to the app's own host: for this page and for one of its scripts. Call it from a click.
 * @throws TypeError when the host does not answer; AbortError when `signal` aborts.
 */
export async function askHost(signal?: AbortSignal, world: GuaranteeWorld = browserWorld()): Promise<HostGuarantee[]> {
  const [page, script] = await Promise.all([
    world.head(world.address, signal),
    world.script === null ? null : world.head(world.script, signal),
  ]);
  const policy = page.get('Content-Security-Policy');
  const workers = script?.get('Content-Security-Policy') ?? null;
  return tell({
    threads: yesNo(world.isolated),
    page: yesNo(isOurs(world.meta) || isOurs(policy)),
    workers: yesNo(isOurs(workers)),
    framing: yesNo(policy !== null && /frame-ancestors 'none'/.test(policy)),
  });
}

/** The page that this runs in. */
function browserWorld(): GuaranteeWorld {
  const script = [...document.scripts].find(({ src }) => src.startsWith(`${location.origin}/`));
  return {
    isolated: crossOriginIsolated,
    address: location.origin + location.pathname,
    script: script?.src ?? null,
    meta: document.querySelector('meta[http-equiv="Content-Security-Policy"]')?.getAttribute('content') ?? null,
    head: async (address, signal) =>
      (await fetch(address, { method: 'HEAD', cache: 'no-store', ...(signal && { signal }) })).headers,
  };
}
