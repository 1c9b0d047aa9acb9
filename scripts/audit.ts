// Asks npm's registry for known vulnerabilities in the packages that ship.
import { execFile } from 'node:child_process';
import path from 'node:path';

export type Audit =
  | { readonly kind: 'clean'; readonly packages: number }
  | { readonly kind: 'vulnerable'; readonly packages: readonly string[] }
  | { readonly kind: 'no-reply'; readonly reason: string };

/** The exit code if the registry did not reply: EX_TEMPFAIL of sysexits. */
export const NO_REPLY_STATUS = 75;

const LIMIT_MS = 30_000;

/** Asks the registry about the `dependencies` of package.json, and theirs. Gives up after `limitMs`. */
export async function auditShipped(limitMs: number, env: NodeJS.ProcessEnv = process.env): Promise<Audit> {
  const args = ['audit', '--omit=dev', '--json', '--audit-level=low', '--fetch-retries=0'];
  const root = path.join(import.meta.dirname, '..');
  const options = { cwd: root, env, timeout: limitMs, killSignal: 'SIGKILL', maxBuffer: 64 * 2 ** 20 } as const;
  return new Promise((resolve) => {
    execFile('npm', args, options, (error, stdout) => {
      if (error?.killed === true) resolve({ kind: 'no-reply', reason: `no reply within ${limitMs / 1_000} s` });
      else if (stdout === '') resolve({ kind: 'no-reply', reason: error?.message ?? 'npm printed nothing' });
      else resolve(readAudit(stdout));
    });
  });
}

interface Report {
  readonly auditReportVersion?: number;
  readonly message?: string;
  readonly error?: { readonly summary?: string };
  readonly metadata?: { readonly dependencies: { readonly prod: number } };
  readonly vulnerabilities?: Readonly<Record<string, { readonly severity: string; readonly range: string }>>;
}

/** Parses the output of `npm audit --json`. */
export function readAudit(output: string): Audit {
  const { auditReportVersion, message, error, metadata, vulnerabilities } = parse(output);
  if (auditReportVersion === undefined || !metadata || !vulnerabilities)
    return {
      kind: 'no-reply',
      reason: message ?? error?.summary ?? `npm printed ${JSON.stringify(output.slice(0, 80))}`,
    };
  const packages = Object.entries(vulnerabilities).map(
    ([name, { range, severity }]) => `${name} ${range}: ${severity}`,
  );
  if (packages.length > 0) return { kind: 'vulnerable', packages };
  return { kind: 'clean', packages: metadata.dependencies.prod };
}

function parse(output: string): Report {
  try {
    return JSON.parse(output) as Report;
  } catch {
    return {};
  }
}

if (process.argv[1] === import.meta.filename) {
  const audit = await auditShipped(LIMIT_MS);
  if (audit.kind === 'clean') {
    process.stdout.write(`No known vulnerabilities in ${audit.packages} packages.\n`);
  } else if (audit.kind === 'no-reply') {
    process.stderr.write(`\n*** AUDIT SKIPPED: npm's registry did not reply: ${audit.reason}\n\n`);
    process.exitCode = NO_REPLY_STATUS;
  } else {
    for (const line of audit.packages) process.stderr.write(`${line}\n`);
    process.stderr.write('Run npm audit --omit=dev for possible fixes.\n');
    process.exitCode = 1;
  }
}
