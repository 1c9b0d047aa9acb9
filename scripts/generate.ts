// Generates the protocol's static code into proto/gen, or with --check says whether what is there is up to date.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const root = path.join(import.meta.dirname, '..');
const FILES = ['feed.js', 'feed.d.ts'];
// Only encode and decode: what else pbjs can write, nobody here calls.
const NOT_NEEDED = ['create', 'verify', 'convert', 'delimited', 'typeurl', 'service'].map((part) => `--no-${part}`);

function generate(folder: string): void {
  const pbjs = path.join(root, 'node_modules/protobufjs-cli/bin/pbjs');
  const target = ['-t', 'static-module', '-w', 'esm', '--es6', '--dts', '-r', 'tapewire-feed', '--null-semantics'];
  const files = ['-p', 'proto', '-o', path.join(folder, 'feed.js'), 'proto/feed.proto'];
  execFileSync(process.execPath, [pbjs, ...target, ...NOT_NEEDED, ...files], { cwd: root, stdio: 'inherit' });
}

/** The generated files whose text differs from a fresh generation. */
function outdated(): string[] {
  const fresh = mkdtempSync(path.join(tmpdir(), 'tapewire-gen-'));
  try {
    generate(fresh);
    const read = (folder: string, file: string) => readFileSync(path.join(folder, file), 'utf8');
    return FILES.filter((file) => read(fresh, file) !== read(path.join(root, 'proto/gen'), file));
  } finally {
    rmSync(fresh, { recursive: true });
  }
}

if (process.argv.includes('--check')) {
  const stale = outdated();
  if (stale.length > 0) {
    process.stderr.write(
      `proto/gen/${stale.join(', proto/gen/')}: out of date with proto/*.proto; run npm run generate\n`,
    );
    process.exitCode = 1;
  }
} else {
  generate(path.join(root, 'proto/gen'));
}
