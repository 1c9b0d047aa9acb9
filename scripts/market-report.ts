// Measures the stylized facts of a simulated day, and of a recorded one if its files are present. Prints the numbers
// and writes dist/market-report.html.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { mostActiveEquities, recordedFacts, simulatedFacts } from '../bench/market/observed-days.ts';
import { reportPage, reportText, type Day } from '../bench/market/report-page.ts';

const SEED = 7;
/** Enough stocks of every sector for correlations within it. */
const EQUITIES = 120;

const root = path.join(import.meta.dirname, '..');
const file = path.join(root, 'dist/market-report.html');

const days: Day[] = [
  { name: `simulated, seed ${SEED}`, facts: await simulatedFacts(SEED, mostActiveEquities(EQUITIES)) },
];
const recorded = await recordedFacts();
if (recorded) days.push({ name: 'recorded, 2013-10-08', facts: recorded });
else process.stderr.write('no recorded day to compare with: expected LEAN ticks in TAPEWIRE_DATA or ../shared/data\n');

process.stdout.write(reportText(days));
mkdirSync(path.dirname(file), { recursive: true });
writeFileSync(file, reportPage(days));
process.stdout.write(`\n${path.relative(process.cwd(), file)}\n`);
