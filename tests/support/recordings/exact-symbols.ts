// A recording with symbols that differ only in case, and one that is long in UTF-16 units and bytes but not in characters.
import path from 'node:path';
import { makeFolder } from '../files/temporary-folder.ts';

/** 17 characters, 34 UTF-16 units, 68 bytes. */
export const EMOJI = '😀'.repeat(17);
const SYMBOLS = ['kPEPE', 'KPEPE', 'BTCUSDT', EMOJI];
const START = Date.parse('2025-01-06T14:30:00Z');
const STEP_MS = 100;
const ROUNDS = 600;

/** Writes a CSV with one minute of trades, each symbol at its own price, starting at 1. Returns its path. */
export function exactSymbolsFile(): string {
  const rows = Array.from({ length: ROUNDS }, (_, i) =>
    SYMBOLS.map((symbol, s) => `${START + i * STEP_MS},${symbol},${s + 1},10`).join('\n'),
  );
  return path.join(makeFolder({ 'exact.csv': `time,symbol,price,size\n${rows.join('\n')}\n` }), 'exact.csv');
}
