// Measures how fast CSV rows are read and validated: plain rows, rows with quoted fields, and rows with malformed quoting.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import path from 'node:path';
import { CsvRows } from '../../feed-server/recordings/csv/csv-rows.ts';

const START = Date.UTC(2025, 0, 6, 14, 30);
const HEADER = 'time,symbol,price,size,bid,ask\n';
const ROWS = 300_000;
/** The first pass lets V8 optimize. */
const PASSES = 3;

const KINDS: Readonly<Record<string, (time: string, cents: string) => string>> = {
  plain: (time, cents) => `${time},AAPL,187.${cents},100,187.46,187.48`,
  'two fields quoted': (time, cents) => `${time},"AAPL",187.${cents},"100",187.46,187.48`,
  'all fields quoted': (time, cents) => `"${time}","AAPL","187.${cents}","100","187.46","187.48"`,
  'an unclosed quotation mark': (time, cents) => `${time},"AAPL,187.${cents},100,187.46,187.48`,
  'quotation marks within a field': (time, cents) => `${time},AA"PL",187.${cents},100,187.46,187.48`,
};

/** Milliseconds of this process's CPU time, so that other processes are not included. */
function cpuTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

/** Rows per second of CPU time in the fastest pass. */
async function measureRowRate(file: string): Promise<number> {
  let fastestMs = Infinity;
  for (let pass = 0; pass < PASSES; pass++) {
    let rows = 0;
    const countBadRow = (): number => rows++;
    const csv = new CsvRows(file, {}, countBadRow);
    const before = cpuTime();
    do while (csv.next()) rows++;
    while (await csv.fill());
    fastestMs = Math.min(fastestMs, cpuTime() - before);
    await csv.close();
    if (rows !== ROWS) throw new Error(`${file}: expected ${ROWS} rows, found ${rows}`);
  }
  return ROWS / (fastestMs / 1_000);
}

process.stdout.write(`${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores, Node ${process.version}\n`);
const folder = mkdtempSync(path.join(tmpdir(), 'tapewire-bench-'));
try {
  for (const [kind, write] of Object.entries(KINDS)) {
    const file = path.join(folder, 'ticks.csv');
    const rows = Array.from({ length: ROWS }, (_, i) =>
      write(new Date(START + i * 10).toISOString(), String(i % 100).padStart(2, '0')),
    );
    writeFileSync(file, `${HEADER}${rows.join('\n')}\n`);
    process.stdout.write(
      `${kind}: ${Math.round(await measureRowRate(file)).toLocaleString('en-US')} rows per CPU second\n`,
    );
  }
} finally {
  rmSync(folder, { recursive: true });
}
