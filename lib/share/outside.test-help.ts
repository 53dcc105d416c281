/** What reaches the network or lasts, as pages and workers find it. */
const doors = [
  'fetch',
  'XMLHttpRequest',
  'WebSocket',
  'EventSource',
  'WebTransport',
  'Worker',
  'SharedWorker',
  'BroadcastChannel',
  'importScripts',
  'indexedDB',
  'caches',
  'localStorage',
  'sessionStorage',
  'document',
  'location',
];

/**
 * Watches the doors out of a worker. @returns tells which were touched since, and what became of the prototypes that
 * everything shares
 */
export function watchOutside(): () => readonly string[] {
  const touched = new Set<string>();
  for (const door of doors) {
    Object.defineProperty(globalThis, door, {
      configurable: true,
      get: () => {
        touched.add(door);
        return undefined;
      },
    });
  }
  const before = prototypes();
  return () => [
    ...[...touched].map((door) => `${door} was touched`),
    ...(prototypes() === before ? [] : ['a prototype was changed']),
  ];
}

function prototypes(): string {
  const shared: readonly object[] = [Object.prototype, Array.prototype, String.prototype, Function.prototype];
  return JSON.stringify(shared.map((one) => Reflect.ownKeys(one).map(String)));
}
