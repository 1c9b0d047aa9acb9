// Generates the protocol's code and a copy of its .proto files as text into proto/gen. With --check, reports whether
// they are up to date.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const root = path.join(import.meta.dirname, '..');
const FILES = ['feed.js', 'feed.d.ts', 'proto-files.json'];
// Only encode and decode: nobody calls the other functions that pbjs can write.
const NOT_NEEDED = ['create', 'verify', 'convert', 'delimited', 'typeurl', 'service'].map((part) => `--no-${part}`);
/** --force-number changes types alone: the default of a 64-bit field would still be an object, where the package long is there. */
const LONG_ZERO = /\$util\.Long \? \$util\.Long\.fromBits\(0,0,(?:true|false)\) : 0/g;

function generate(folder: string): void {
  const pbjs = path.join(root, 'node_modules/protobufjs-cli/bin/pbjs');
  const target = ['-t', 'static-module', '-w', 'esm', '--es6', '--dts', '-r', 'tapewire-feed', '--null-semantics'];
  const files = ['-p', 'proto', '-o', path.join(folder, 'feed.js'), 'proto/feed.proto'];
  execFileSync(process.execPath, [pbjs, ...target, '--force-number', ...NOT_NEEDED, ...files], {
    cwd: root,
    stdio: 'inherit',
  });
  const code = path.join(folder, 'feed.js');
  writeFileSync(code, readFileSync(code, 'utf8').replaceAll(LONG_ZERO, '0'));
  writeFileSync(path.join(folder, 'proto-files.json'), protoFiles());
}

/**
 * The feed server is a single file that may be copied by itself, so the .proto files that it writes are part of its
 * code.
 */
function protoFiles(): string {
  const folder = path.join(root, 'proto');
  const names = readdirSync(folder).filter((name) => name.endsWith('.proto'));
  const entries = names.sort().map((name) => [name, readFileSync(path.join(folder, name), 'utf8')]);
  return `${JSON.stringify(Object.fromEntries(entries), undefined, 2)}\n`;
}

/** The generated files that differ from a fresh generation. */
function outdatedFiles(): string[] {
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
  const stale = outdatedFiles();
  if (stale.length > 0) {
    process.stderr.write(
      `proto/gen/${stale.join(', proto/gen/')}: out of date with proto/*.proto; run npm run generate\n`,
    );
    process.exitCode = 1;
  }
} else {
  generate(path.join(root, 'proto/gen'));
}
