/** Where steps remember what they have done; it goes away with node_modules. */
export function stampFolder(root: string): string;
export function sha256(data: string | Uint8Array): string;
export function sha256File(path: string): string;
/**
 * One hash over the paths and contents of files and folders; what is missing counts as missing.
 * @param skip told each file's path from the root, with forward slashes.
 */
export function hashTree(root: string, entries: readonly string[], skip?: (path: string) => boolean): string;
/** The value written under this name, or null. */
export function readStamp(root: string, name: string): string | null;
export function writeStamp(root: string, name: string, value: string): void;
/** Writes beside the file and renames, so that nobody ever reads half of it. */
export function writeWhole(path: string, data: string | Uint8Array): void;
