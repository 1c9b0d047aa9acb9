// The command inspect: summarizes a recording.
import type { InspectOptions } from '../options/command.ts';
import { inspectRecording, type Inspection } from '../recordings/inspect.ts';

/** The text lists at most this many symbols; --json lists all. */
const MAX_SYMBOLS_SHOWN = 20;

/** Returns the text to print. `log` gets a line about skipped rows or blocks. @throws RecordingError, BadRecordError, BadDateError */
export async function inspect(
  { path, date, columns, json }: InspectOptions,
  log: (line: string) => void,
): Promise<string> {
  const found = await inspectRecording(path, { date, columns });
  for (const note of found.notes) log(note);
  return json ? toJson(found) : toText(found);
}

function toJson({ from, to, ...rest }: Inspection): string {
  return `${JSON.stringify({ ...rest, from: isoTime(from) ?? null, to: isoTime(to) ?? null })}\n`;
}

function toText(found: Inspection): string {
  const { symbols } = found;
  const more = symbols.length - MAX_SYMBOLS_SHOWN;
  const rows = [
    ['kind', found.kind],
    ['source', found.source],
    ['ticks', `${found.ticks} (${found.quotes} quotes, ${found.trades} trades, ${found.statuses} statuses)`],
    [
      'symbols',
      `${symbols.length}: ${symbols.slice(0, MAX_SYMBOLS_SHOWN).join(' ')}${more > 0 ? ` and ${more} more` : ''}`,
    ],
    ['from', isoTime(found.from) ?? 'nothing'],
    ['to', isoTime(found.to) ?? 'nothing'],
    ['digest', found.digest],
    ...(found.skipped > 0
      ? [
          [
            'skipped',
            `${found.skipped} bad ${found.kind === 'recording' ? 'block' : 'row'}${found.skipped === 1 ? '' : 's'}`,
          ],
        ]
      : []),
  ];
  return rows.map(([name = '', value]) => `${name.padEnd(8)} ${value}\n`).join('');
}

function isoTime(time: number | undefined): string | undefined {
  return time === undefined ? undefined : new Date(time).toISOString();
}
