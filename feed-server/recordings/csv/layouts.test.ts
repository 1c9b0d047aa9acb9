// Files in the layouts of common data sources: each plays, or the error says why not.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readRecording } from '../../../tests/support/recordings/recording-files.ts';
import type { OpenOptions } from '../open-recording.ts';

const FOLDER = fileURLToPath(new URL('../../../../shared/data/layouts', import.meta.url));
const PRESENT = existsSync(FOLDER);
// eslint-disable-next-line no-console -- a test that is skipped should not go unseen
if (!PRESENT) console.warn(`\n*** SKIPPED: no files in other layouts, expected them in ${FOLDER} ***\n`);

const BOOK_COLUMNS = { bid: 'bid_px_00', ask: 'ask_px_00', bid_size: 'bid_sz_00', ask_size: 'ask_sz_00' };

describe.skipIf(!PRESENT)('files in the layouts of other sources', () => {
  it.each<[string, OpenOptions, number, number]>([
    ['databento_mbp1_pretty.csv', { columns: { time: 'ts_event', ...BOOK_COLUMNS } }, 56, 60],
    ['tardis_trades.csv', { columns: { time: 'timestamp', size: 'amount' } }, 0, 60],
    // Sorted by ticker, so time goes back at the second one.
    ['massive_trades.csv', { columns: { time: 'sip_timestamp', symbol: 'ticker' }, skipBadRows: true }, 0, 60],
  ])('plays %s', async (name, options, quotes, trades) => {
    const { ticks } = await readRecording(path.join(FOLDER, name), options);
    expect(ticks.filter(([kind]) => kind === 'quote')).toHaveLength(quotes);
    expect(ticks.filter(([kind]) => kind === 'trade')).toHaveLength(trades);
  });

  it.each<[string, OpenOptions, string]>([
    [
      'databento_trades_raw.csv',
      { columns: { time: 'ts_event' } },
      'expected a price of at most 10000000000 (not billionths)',
    ],
    ['massive_trades.csv', { columns: { time: 'sip_timestamp', symbol: 'ticker' } }, '(rows in time order)'],
    ['massive_trades.csv', {}, 'expected a column "time", or its name as --columns time=NAME, found "ticker,'],
    ['BTCUSDT-aggTrades-2025-01-06.csv', {}, 'expected a header line with column names, found "33000'],
    [
      'EQY_US_ALL_TRADE_20250106',
      { columns: { price: 'Trade Price', size: 'Trade Volume' } },
      'line 2: expected a date and a zone beside the time of day',
    ],
    ['kaggle_aapl_1min.csv', {}, 'expected a column "time" and a tick in each row, not a bar'],
    ['yahoo_AAPL.csv', {}, 'expected a column "time" and a tick in each row, not a bar'],
    ['lean-crypto', { date: '2025-01-06' }, 'expected a folder for each symbol with files such as 20250106_quote.zip'],
    ['.', { date: '2025-01-06' }, 'line 1: expected 8 fields of a quote, found "52200420,'],
    [
      'lean-crypto/20250106_trade.zip',
      {},
      'found a zip (for LEAN ticks, give the folder that contains the symbol folders)',
    ],
  ])('refuses %s with %j and gives the reason', async (name, options, reason) => {
    await expect(readRecording(path.join(FOLDER, name), options)).rejects.toThrow(reason);
  });
});
