/** Who may import whom; the table stands in ARCHITECTURE.md. */
const pure =
  '^lib/(personas|sampling|balance|prompt|catalogue|dedup|embedding|metrics|statistics|arms|quality|analysis|report|share|export|decoding)/';
// Tests and what helps them may reach across rooms.
const test = '\\.test(-help)?\\.tsx?$';
const rule = (name, from, to) => ({ name, severity: 'error', from, to });
const only = (name, from, allowed) =>
  rule(
    name,
    { path: from, pathNot: test },
    { path: '^(lib|workers|components|app|scripts|bench|e2e)/', pathNot: [from, ...allowed] },
  );

module.exports = {
  forbidden: [
    rule('no-cycles', {}, { circular: true }),
    rule('no-orphan-unresolvable', {}, { couldNotResolve: true }),
    only('model-imports-nothing', '^lib/model/', []),
    only('protocol', '^lib/protocol/', ['^lib/model/']),
    only('pure-rooms', pure, ['^lib/model/']),
    // Parts carry hashes, which an upgrade of old ones has to make.
    only('store', '^lib/store/', ['^lib/model/', '^lib/personas/shard-hash\\.ts$']),
    only('run', '^lib/run/', ['^lib/(model|protocol)/', pure, '^lib/store/ports\\.ts$']),
    // spawn.ts alone names worker files, and the one engine that runs on the page.
    only('runtime', '^lib/runtime/(?!spawn\\.ts$)', [
      '^lib/runtime/',
      '^lib/(model|protocol|run|store|share)/',
      '^lib/(prompt|sampling|balance|personas|catalogue|decoding|dedup|export|arms|analysis|quality|report|statistics)/',
    ]),
    only('workers', '^workers/', ['^lib/(model|protocol|store)/', pure]),
    only('ui', '^components/ui/', []),
    only('providers', '^components/providers/', ['^lib/(runtime|model)/']),
    rule(
      'areas',
      { path: '^components/(?!ui/|providers/)', pathNot: '\\.test\\.tsx?$' },
      { path: '^(workers|app|lib/(runtime|run|store|protocol))/' },
    ),
    rule('app-no-workers', { path: '^app/' }, { path: '^workers/' }),
    rule(
      'workers-spawned-once',
      { path: '^(lib|components|app)/', pathNot: ['^lib/runtime/spawn\\.ts$', test] },
      { path: '^workers/' },
    ),
    rule(
      'dexie-in-one-file',
      { pathNot: ['^lib/store/dexie[^/]*\\.ts$', '^bench/', '^node_modules'] },
      { path: 'node_modules/dexie/' },
    ),
    rule(
      'engines-only',
      { pathNot: ['^workers/engines/', '^(bench|scripts)/', '^node_modules'] },
      { path: 'node_modules/(onnxruntime-web|@mlc-ai|@wllama)/' },
    ),
    rule(
      'comlink-at-the-edges',
      { pathNot: ['^lib/runtime/', '^workers/serve\\.ts$', '^node_modules'] },
      { path: 'node_modules/comlink/' },
    ),
    rule(
      'react-in-views',
      { pathNot: ['^(app|components)/', '^node_modules'] },
      { path: 'node_modules/(react|react-dom|radix-ui|next)/' },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(\\.next|out|node_modules/\\.cache|bench/node_modules)/' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'browser', 'default'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
    },
  },
};
