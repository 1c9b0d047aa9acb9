// Finds the files of a day in a folder of LEAN ticks, and opens them for playing.
import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { A_SYMBOL, isSymbol } from '../../../proto/symbol.ts';
import { throwBadRecord, type BadRecordHandler } from '../bad-record.ts';
import { Replay } from './replay.ts';
import type { TickFile } from './tick-stream.ts';
import { SkipReport, noRows } from '../skip-report.ts';
import { RecordingError, messageOf } from '../recording-error.ts';
import { missingSymbol } from '../symbol-choice.ts';
import { readZip } from './zip-text.ts';

/**
 * Opens the day `date` (YYYY-MM-DD) of `symbols` (if empty, of all symbols) in `folder`, laid out as
 * `<symbol>/<yyyymmdd>_{trade,quote}.zip`; the folder `aig` has the symbol AIG. `onBadRecord` is called for bad rows;
 * unless it throws, they are skipped. `close` closes the files. @throws RecordingError, BadRecordError
 */
export async function openLeanFolder(
  folder: string,
  date: string,
  symbols: readonly string[],
  onBadRecord?: BadRecordHandler,
): Promise<{ source: Replay; close: () => Promise<void> }> {
  const texts = new Set<AsyncGenerator<string>>();
  const tickFiles: TickFile[] = [];
  for (const { symbol, kind, file } of await findFiles(folder, date, symbols)) {
    const text = readZip(file);
    texts.add(text);
    tickFiles.push({ symbol, kind, file, text });
  }
  const close = async (): Promise<void> => {
    await Promise.all([...texts].map((text) => text.return(undefined)));
  };
  const skipped = new SkipReport('rows');
  try {
    const source = await Replay.open(date, tickFiles, (error) => {
      skipped.add(error.file, error);
      (onBadRecord ?? throwBadRecord)(error);
    });
    if (source.isEmpty) throw noRows(folder, skipped.count, skipped.first);
    return { source, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** `20131008_trade.zip`. */
const DAY_FILE = /^(\d{4})(\d{2})(\d{2})_(?:trade|quote)\.zip$/;

type DayFile = Pick<TickFile, 'symbol' | 'kind' | 'file'>;

/** Each chosen symbol must have ticks on `date`. If no symbols are chosen, at least one must. */
async function findFiles(folder: string, date: string, symbols: readonly string[]): Promise<DayFile[]> {
  const present = await listFolders(folder);
  const chosen = symbols.length > 0 ? symbols.map((symbol) => folderOf(symbol, present, folder)) : present;
  const files: DayFile[] = [];
  const days = new Set<string>();
  const foldersBySymbol = new Map<string, string>();
  for (const name of chosen) {
    const fileNames = await readdir(path.join(folder, name)).catch(unreadable(path.join(folder, name)));
    const dayFiles = filesOfDay(path.join(folder, name), fileNames, date);
    if (dayFiles.length === 0 && symbols.length > 0) throw noDay(path.join(folder, name), date, daysIn(fileNames));
    if (dayFiles.length > 0) addSymbolFolder(folder, name, foldersBySymbol);
    files.push(...dayFiles);
    for (const day of daysIn(fileNames)) days.add(day);
  }
  if (files.length === 0) throw noDay(folder, date, [...days]);
  return files;
}

function filesOfDay(folder: string, names: readonly string[], date: string): DayFile[] {
  const symbol = symbolOf(path.basename(folder));
  // Quotes first: at equal times a trade comes after the quote that it hit.
  return (['quote', 'trade'] as const)
    .map((kind) => ({ symbol, kind, name: `${date.replaceAll('-', '')}_${kind}.zip` }))
    .filter(({ name }) => names.includes(name))
    .map(({ symbol, kind, name }) => ({ symbol, kind, file: path.join(folder, name) }));
}

function folderOf(symbol: string, present: readonly string[], folder: string): string {
  const [name, other] = present.filter((n) => symbolOf(n) === symbol);
  if (name !== undefined && other !== undefined) throw twoFolders(folder, symbol, name, other);
  if (name !== undefined) return name;
  const found = present.join(', ') || 'no folders';
  const instead = `expected a folder "${symbol.toLowerCase()}", found ${found}`;
  throw missingSymbol(folder, symbol, present.map(symbolOf), instead);
}

/** LEAN writes folder names in lower case. */
function symbolOf(name: string): string {
  return name.toUpperCase();
}

/** Adds `name` to the folders so far. @throws RecordingError if it is not a symbol, or its symbol has another folder */
function addSymbolFolder(folder: string, name: string, foldersBySymbol: Map<string, string>): void {
  const symbol = symbolOf(name);
  if (!isSymbol(symbol)) throw new RecordingError('bad-symbol', `${folder}: expected ${A_SYMBOL}, found "${name}"`);
  const other = foldersBySymbol.get(symbol);
  if (other !== undefined) throw twoFolders(folder, symbol, other, name);
  foldersBySymbol.set(symbol, name);
}

function twoFolders(folder: string, symbol: string, one: string, other: string): RecordingError {
  return new RecordingError(
    'bad-symbol',
    `${folder}: expected one folder for ${symbol}, found "${one}" and "${other}"`,
  );
}

/** Days in the form YYYY-MM-DD. */
function daysIn(names: readonly string[]): string[] {
  const days = names.map((name) => DAY_FILE.exec(name)?.slice(1).join('-'));
  return days.filter((day) => day !== undefined);
}

/** The error if `folder` has the zips themselves instead of a folder per symbol. */
function misplacedZips(folder: string, entries: readonly Dirent[]): RecordingError | undefined {
  const zip = entries.find((e) => e.isFile() && DAY_FILE.test(e.name));
  const expected = `a folder for each symbol with files such as ${zip?.name} in it`;
  return zip && new RecordingError('no-day', `${folder}: expected ${expected}, found the files themselves`);
}

function noDay(place: string, date: string, days: readonly string[]): RecordingError {
  const found = [...new Set(days)].sort().join(', ') || 'no days';
  return new RecordingError('no-day', `${place}: expected ticks from ${date}, found ${found}`);
}

function unreadable(folder: string): (cause: unknown) => never {
  return (cause) => {
    const message = `${folder}: expected a folder that can be read, found ${messageOf(cause)}`;
    throw new RecordingError('unreadable', message, cause);
  };
}

async function listFolders(folder: string): Promise<string[]> {
  const found = await stat(folder).catch(() => undefined);
  if (!found?.isDirectory()) {
    const instead = found ? 'a file' : 'nothing';
    throw new RecordingError('no-folder', `${folder}: expected a folder of LEAN ticks, found ${instead}`);
  }
  const entries = await readdir(folder, { withFileTypes: true }).catch(unreadable(folder));
  const folders = entries.filter((e) => e.isDirectory()).map((e) => e.name);
  const misplaced = folders.length === 0 ? misplacedZips(folder, entries) : undefined;
  if (misplaced) throw misplaced;
  return folders.sort();
}
