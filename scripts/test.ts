// Runs all checks, or those given as arguments, and prints how many passed and failed.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { NO_REPLY_STATUS } from './audit.ts';
import { ensureChromium } from './chromium.ts';

const root = path.join(import.meta.dirname, '..');
/** Projects with `composite` are checked as references of these. */
const TSCONFIGS = [
  'proto',
  'feed-client',
  'feed-client/tsconfig.pure.json',
  'feed-server',
  'feed-server/tsconfig.pure.json',
  'renderer/tsconfig.pure.json',
  'main',
  'bench',
  'scripts',
  'tests',
];

interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

const bin = (name: string): string => path.join('node_modules', name);
const TSC = bin('typescript/bin/tsc');
const SVELTE_CHECK = [bin('svelte-check/bin/svelte-check'), '--tsconfig', 'renderer/tsconfig.json'];

const CHECKS: Readonly<Record<string, () => Counts>> = {
  format: () => runCheck([bin('prettier/bin/prettier.cjs'), '--check', '.']),
  lint: () => runCheck([bin('eslint/bin/eslint.js'), '-c', 'scripts/eslint.config.ts', '--max-warnings', '0', '.']),
  types: () => sum([runCheck([TSC, '--build', ...TSCONFIGS]), runCheck([...SVELTE_CHECK, '--fail-on-warnings'])]),
  boundaries: () => runCheck(['scripts/boundaries.ts']),
  generated: () => sum([runCheck(['scripts/generate.ts', '--check']), runCheck(['scripts/notices.ts', '--check'])]),
  audit: () => runCheck(['scripts/audit.ts']),
  build: () => runCheck(['scripts/build.ts']),
  tests: runVitest,
};

/** A check that passes, fails or is skipped as a whole: a script or command run by this Node. */
function runCheck(command: readonly string[], env: NodeJS.ProcessEnv = process.env): Counts {
  const { status } = spawnSync(process.execPath, command, { cwd: root, stdio: 'inherit', env });
  if (status === NO_REPLY_STATUS) return { passed: 0, failed: 0, skipped: 1 };
  return status === 0 ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 };
}

/** Unit, component, integration, end-to-end and desktop tests: scripts/vitest.config.ts. */
function runVitest(): Counts {
  const env = { ...process.env, TAPEWIRE_CHROMIUM: ensureChromium() };
  const folder = mkdtempSync(path.join(tmpdir(), 'tapewire-test-'));
  const results = path.join(folder, 'results.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${results}`];
  try {
    const exit = runCheck([bin('vitest/vitest.mjs'), 'run', '-c', 'scripts/vitest.config.ts', ...reporters], env);
    const summary = JSON.parse(readFileSync(results, 'utf8')) as Record<string, number>;
    const { numPassedTests: passed = 0, numFailedTests: failed = 0, numPendingTests: skipped = 0 } = summary;
    // A test file that fails to load counts as a failure without a failing test.
    return { passed, failed: Math.max(failed, exit.failed), skipped };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function sum(counts: readonly Counts[]): Counts {
  const add = (key: keyof Counts): number => counts.reduce((total, c) => total + c[key], 0);
  return { passed: add('passed'), failed: add('failed'), skipped: add('skipped') };
}

/** A check that throws counts as failed. */
function run(name: string, check: () => Counts): Counts {
  const began = performance.now();
  process.stdout.write(`\n== ${name}\n`);
  let counts: Counts = { passed: 0, failed: 1, skipped: 0 };
  try {
    counts = check();
  } catch (error) {
    process.stderr.write(`${name}: ${error instanceof Error ? error.message : String(error)}\n`);
  }
  const seconds = ((performance.now() - began) / 1_000).toFixed(1);
  process.stdout.write(`== ${name}: ${outcome(counts)} in ${seconds} s\n`);
  return counts;
}

function outcome({ passed, failed }: Counts): string {
  if (failed > 0) return 'FAILED';
  return passed > 0 ? 'passed' : 'skipped';
}

const names = process.argv.slice(2);
for (const name of names) {
  if (Object.hasOwn(CHECKS, name)) continue;
  process.stderr.write(`test: expected ${Object.keys(CHECKS).join(', ')}, found "${name}"\n`);
  process.exit(2);
}
const chosen = Object.entries(CHECKS).filter(([name]) => names.length === 0 || names.includes(name));
const { passed, failed, skipped } = sum(chosen.map(([name, check]) => run(name, check)));
process.stdout.write(`\n${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`);
process.exitCode = failed > 0 ? 1 : 0;
