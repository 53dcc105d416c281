/** @throws Stop for a Node.js that is too old, given as `20.9.0`. */
export function checkNode(version: string): void;
/** Runs `npm ci` when node_modules is not what package-lock.json names. */
export function ensureDependencies(root: string): Promise<void>;
/** Fills public/models and public/ort; without weights, too, it succeeds. */
export function ensureWeights(root: string): Promise<void>;
/** Changes with every file whose change means another out/. */
export function buildHash(root: string): string;
export function ensureBuild(root: string): Promise<void>;
export function prepare(options?: { readonly root?: string; readonly build?: boolean }): Promise<void>;
