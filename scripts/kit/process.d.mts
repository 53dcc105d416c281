export interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** `show`: straight to our output; `keep`: only kept; `tee`: both. */
  readonly output?: 'show' | 'keep' | 'tee';
}
export interface Ran {
  /** 127 when the command was not found, 128 and more when a signal ended it. */
  readonly code: number;
  /** The end of stdout and stderr together (whole with `keep`), empty with `show`. */
  readonly text: string;
  /** Stdout alone, with `keep` only. */
  readonly stdout: string;
}
/** Runs a command without a shell; never rejects. */
export function run(command: string, args: readonly string[], options?: RunOptions): Promise<Ran>;
/** The arguments that make Node run a package's command: spawning it by Node works alike on Windows. */
export function bin(root: string, pkg: string, name?: string): string;
export function runNode(args: readonly string[], options?: RunOptions): Promise<Ran>;
/** Runs npm, by the npm that started us where there is one. */
export function runNpm(args: readonly string[], options?: RunOptions): Promise<Ran>;
/** Whether a module is the script that Node was started with. */
export function isMain(moduleUrl: string): boolean;
export const projectRoot: string;
