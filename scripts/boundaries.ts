// Checks every import of the project against the rules in docs/architecture.md.
import { cruise, type IFlattenedRuleSet, type IForbiddenRuleType, type ICruiseResult } from 'dependency-cruiser';
import { existsSync } from 'node:fs';
import path from 'node:path';

const OURS = ['proto', 'feed-client', 'feed-server', 'renderer', 'main', 'scripts', 'tests', 'bench'];
const TESTS = '\\.test\\.ts$';

/** A folder or file, and everything of ours that it may import besides itself; regular expressions. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  '^proto/': [],
  '^feed-client/': ['^proto/'],
  '^feed-server/market/': ['^proto/'],
  '^feed-server/recordings/': ['^proto/', '^feed-server/market/'],
  '^feed-server/time/': [],
  '^feed-server/playback/': ['^proto/', '^feed-server/(market|time)/'],
  '^feed-server/log/': ['^proto/'],
  '^feed-server/delivery/': ['^proto/', '^feed-server/(log/|time/clock\\.ts$)'],
  '^feed-server/scenarios/': [
    '^proto/',
    '^feed-server/(delivery/|(logging/logger|time/clock)\\.ts$|options/(option-error|units|nearest|yaml-problem)\\.ts$|market/random\\.ts$)',
  ],
  '^feed-server/transport/': [
    '^proto/',
    '^feed-server/(log|delivery|scenarios)/',
    '^feed-server/(logging/logger|options/settings)\\.ts$',
  ],
  '^feed-server/process/': ['^proto/', '^feed-server/time/'],
  '^feed-server/replication/': ['^proto/', '^feed-server/(log/|market/source\\.ts$)'],
  '^feed-server/serving/': [
    '^proto/',
    '^feed-server/(log|delivery|scenarios|transport|time|process)/',
    '^feed-server/(market/source|options/(settings|units)|logging/logger)\\.ts$',
  ],
  '^feed-server/workers/': [
    '^proto/',
    '^feed-server/(log|delivery|scenarios|transport|time|process|serving|replication)/',
    '^feed-server/(market/source|options/settings|logging/logger)\\.ts$',
  ],
  '^feed-server/control/': [
    '^proto/',
    '^feed-server/(scenarios|transport|time|playback|serving)/',
    '^feed-server/(market/source|options/settings)\\.ts$',
  ],
  '^feed-server/logging/': [],
  '^feed-server/options/': ['^proto/', '^feed-server/market/', '^feed-server/logging/logger\\.ts$'],
  '^feed-server/commands/(?!(tail|bars)\\.ts$)': ['^proto/', '^feed-server/'],
  // These are clients of any feed, and the only files of the feed server that may import the feed client.
  '^feed-server/commands/(tail|bars)\\.ts$': [
    '^proto/',
    '^feed-server/(commands|options)/',
    '^feed-server/time/',
    '^feed-client/',
  ],
  '^feed-server/[^/]+$': ['^proto/', '^feed-server/', '^package\\.json$'],
  '^renderer/model/': ['^proto/'],
  '^renderer/format/': ['^proto/'],
  '^renderer/state/': ['^proto/', '^feed-client/', '^renderer/model/'],
  '^renderer/components/': ['^proto/', '^feed-client/', '^renderer/(model|format|state)/', '^main/ipc/contract\\.ts$'],
  '^renderer/views/': [
    '^proto/',
    '^feed-client/',
    '^renderer/(model|format|state|components)/',
    '^main/ipc/contract\\.ts$',
  ],
  '^renderer/[^/]+$': ['^proto/', '^feed-client/', '^renderer/', '^main/ipc/contract\\.ts$'],
  '^main/': ['^proto/', '^feed-client/connection/(clock|system-clock)\\.ts$'],
};

/** Third-party libraries that only one file may import. */
const EDGES: Readonly<Record<string, string>> = {
  '^socket\\.io$': '^feed-server/transport/(sockets|socket-context)\\.ts$',
  '^socket\\.io-parser$': '^feed-server/transport/packet-decoder\\.ts$',
  '^ws$': '^feed-server/transport/web-sockets\\.ts$',
  '^socket\\.io-client$': '^feed-client/connection/socket\\.ts$',
  '^pino$': '^feed-server/logging/pino-logger\\.ts$',
  '^csv-parse$': '^feed-server/recordings/csv/row-splitter\\.ts$',
  '^yauzl$': '^feed-server/recordings/lean/zip-text\\.ts$',
  '^yaml$': '^feed-server/(scenarios/scenario-file|options/(config-file|yaml-problem))\\.ts$',
  '^(node:)?(http|https|net|tls)$': '^(feed-server/transport/|main/bundled-feed/probe\\.ts$)',
  '^electron$': '^main/',
  '^protobufjs': '^proto/(gen/|number-reader\\.ts$)',
};

const PURE = [
  '^proto/[^/]+$',
  '^feed-client/[^/]+/',
  '^feed-server/(market|log|delivery|scenarios)/',
  '^renderer/(model|format)/',
];
const IMPURE = `(${TESTS}|^feed-client/(connection/(socket|system-clock)|diagnosis/http-probe)\\.ts$|^feed-server/scenarios/scenario-file\\.ts$|^proto/number-reader\\.ts$)`;

function rules(): IForbiddenRuleType[] {
  const folders = Object.entries(MAY_IMPORT).map(([from, allowed]) => ({
    name: `${from} may import ${allowed.join(', ') || 'nothing'} of our code`,
    severity: 'error' as const,
    from: { path: from, pathNot: TESTS },
    to: { path: OURS.map((folder) => `^${folder}/`), pathNot: [from, ...allowed] },
  }));
  const edges = Object.entries(EDGES).map(([library, file]) => ({
    name: `${library} is imported only in ${file}`,
    severity: 'error' as const,
    from: { path: '^(proto|feed-client|feed-server|renderer|main)/', pathNot: [file, TESTS] },
    to: { path: [library, library.replace('^', '(^|/)node_modules/').replace('$', '/')] },
  }));
  return [
    ...folders,
    ...edges,
    {
      name: 'a PURE folder imports no library and no Node module',
      severity: 'error',
      from: { path: PURE, pathNot: IMPURE },
      to: { dependencyTypes: ['core', 'npm', 'npm-dev', 'npm-no-pkg'] },
    },
    {
      name: 'only main.ts runs commands',
      severity: 'error',
      from: { path: '^feed-server/', pathNot: ['^feed-server/(main\\.ts$|commands/)', TESTS] },
      to: { path: '^feed-server/commands/' },
    },
    {
      name: 'features of the dashboard meet only in views',
      severity: 'error',
      from: { path: '^renderer/components/([^/]+)/', pathNot: TESTS },
      to: { path: '^renderer/components/', pathNot: ['^renderer/components/(shared|$1)/'] },
    },
    {
      name: 'main and the renderer share only types',
      severity: 'error',
      from: { path: '^renderer/' },
      to: { path: '^main/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no import cycles',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'every import resolves',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^(electron|virtual:|vite/)' },
    },
  ];
}

/** Returns one line per violation in the tree at `root`. */
export async function findViolations(root: string): Promise<string[]> {
  const ruleSet: IFlattenedRuleSet = { forbidden: rules() };
  const { output } = await cruise(
    OURS.filter((folder) => existsSync(path.join(root, folder))),
    {
      baseDir: root,
      validate: true,
      ruleSet,
      doNotFollow: { path: 'node_modules' },
      exclude: { path: '(^|/)(dist|release|proto/gen)/' },
      tsPreCompilationDeps: true,
    },
    {
      extensions: ['.ts', '.svelte', '.js', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  );
  const { violations } = (output as ICruiseResult).summary;
  return violations.map(({ from, to, rule }) => `${from} imports ${to}: ${rule.name}`);
}

if (process.argv[1] === import.meta.filename) {
  const violations = await findViolations(path.join(import.meta.dirname, '..'));
  for (const line of violations) process.stderr.write(`${line}\n`);
  if (violations.length > 0) process.exitCode = 1;
}
