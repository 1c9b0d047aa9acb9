// The protocol page states the names, numbers and limits of the code.
import { describe, expect, it } from 'vitest';
import { fenced, limitOf, numbersIn, rowsUnder, textUnder } from '../tests/support/wire/protocol-page.ts';
import { decodeBatch, encodeBatch } from './codec.ts';
import type { ClientEvents, ServerEvents } from './events.ts';
import { tapewire as pb } from './gen/feed.js';
import {
  BAR_INTERVALS_S,
  CLOSE_CODES,
  MAX_BATCH_RATE,
  MAX_COUNT,
  MAX_DECIMALS,
  MAX_ENTRIES,
  MAX_INTERVAL_MS,
  MAX_PRICE,
  MAX_SIZE,
  MIN_BATCH_RATE,
  PROTOCOL_VERSION,
  mayReconnect,
  type Batch,
  type SymbolState,
} from './messages.ts';
import { readerOf } from './number-reader.ts';
import { unitsPerOne } from './price.ts';
import { stateDigest } from './state-digest.ts';

type Table = 'quotes' | 'sales' | 'tape';

const bytes = Uint8Array.from(Buffer.from(fenced('hex').replace(/\s/g, ''), 'hex'));
const columns = rowsUnder('A batch in numbers').map(([column = '', wire = '', decodedField = '', decoded = '']) => {
  const [table, field] = column.split('.') as [Table, string];
  return {
    table,
    field: camel(field),
    wire: values(wire),
    decodedField: camel(decodedField),
    decoded: values(decoded),
  };
});

function values(cell: string): number[] {
  return cell.split(', ').map(Number);
}

function camel(words: string): string {
  return words.replace(/[_ ](.)/g, (_, letter: string) => letter.toUpperCase());
}

/** Names and numbers of an enum without its zero, names without their prefix. */
function valuesOf(values: Readonly<Record<string, unknown>>, prefix: string): [string, number][] {
  return Object.entries(values)
    .filter((entry): entry is [string, number] => typeof entry[1] === 'number' && entry[1] !== 0)
    .map(([name, number]) => [name.slice(prefix.length), number]);
}

function namesUnder(heading: string, prefix: string): string[] {
  return rowsUnder(heading).flatMap(([name = '']) => (name.startsWith(prefix) ? [name.slice(prefix.length)] : []));
}

describe('the protocol page', () => {
  it('shows the columns that its example bytes contain', () => {
    const message = pb.Batch.decode(readerOf(bytes));
    const found = columns.map(({ table, field }) => (message[table] as unknown as Record<string, number[]>)[field]);
    expect(found).toEqual(columns.map((c) => c.wire));
  });

  it('shows the rows that the codec decodes from its example', () => {
    const batch = decodeBatch(bytes);
    for (const { table, decodedField, decoded } of columns) {
      const rows = batch[table] as unknown as Record<string, number[]>;
      if (decodedField === 'row') expect(decoded).toEqual(mergedRows(batch));
      else expect(rows[decodedField], `${table}.${decodedField}`).toEqual(decoded);
    }
    const shown = columns.filter((c) => c.decodedField !== 'row').map((c) => `${c.table}.${c.decodedField}`);
    const all = (['quotes', 'sales', 'tape'] as const).flatMap((t) => Object.keys(batch[t]).map((c) => `${t}.${c}`));
    expect(shown.sort()).toEqual(all.sort());
  });

  it('shows the bytes that the codec encodes', () => {
    const { epoch, after, through } = decodeBatch(bytes);
    expect({ epoch, after, through }).toEqual({ epoch: 20_250_106, after: 1_000, through: 1_042 });
    expect(Buffer.from(encodeBatch(decodeBatch(bytes))).toString('hex')).toBe(Buffer.from(bytes).toString('hex'));
  });

  it('names every event and its message', () => {
    const requests: Record<keyof ClientEvents, string[]> = {
      subscribe: ['SubscribeRequest', 'SubscriptionReply'],
      unsubscribe: ['UnsubscribeRequest', 'SubscriptionReply'],
      resume: ['ResumeRequest', 'SubscriptionReply'],
      instruments: ['InstrumentsRequest (no bytes)', 'InstrumentsReply'],
      configure: ['ConfigureRequest', 'SubscriptionReply'],
      trades: ['TradesRequest', 'TradesReply'],
      bars: ['BarsRequest', 'BarsReply'],
    };
    const events: Record<keyof ServerEvents, string> = {
      welcome: 'Welcome',
      snapshot: 'Snapshot',
      batch: 'Batch',
      heartbeat: 'Heartbeat',
      refusal: 'Refusal',
      close: 'Close',
    };
    const rows = rowsUnder('Events').map((row) => row.slice(0, -1));
    expect(rows).toEqual([
      ...Object.entries(requests).map(([name, messages]) => [name, ...messages]),
      ...Object.entries(events),
    ]);
  });

  it('lists every refusal code, receipt and reason', () => {
    const refusals = rowsUnder('Refusals').map(([code, name]) => [name, Number(code)]);
    expect(refusals).toEqual(valuesOf(pb.RefusalCode, 'REFUSAL_CODE_'));
    const receipts = valuesOf(pb.ReceiptKind, 'RECEIPT_KIND_').map(([name]) => name);
    expect(namesUnder('Receipts', 'RECEIPT_KIND_')).toEqual(receipts);
    const reasons = valuesOf(pb.ResetReason, 'RESET_REASON_').map(([name]) => name);
    expect(namesUnder('Receipts', 'RESET_REASON_')).toEqual(reasons);
  });

  it('lists every close code and whether to reconnect', () => {
    const rows = rowsUnder('Closing').map(([code, name, again]) => [name, Number(code), again]);
    const codes = valuesOf(pb.CloseCode, 'CLOSE_CODE_');
    expect(rows).toEqual(codes.map(([name, code]) => [name, code, mayReconnect(code) ? 'yes' : 'no']));
    expect(codes.map(([, code]) => code)).toEqual(Object.values(CLOSE_CODES));
  });

  it('describes how the digest of a state is computed', () => {
    expect(numbersIn(textUnder('The digest of a state')).at(-1)).toBe(stateDigest(EXAMPLE_STATE));
    for (const state of [
      EXAMPLE_STATE,
      { ...EXAMPLE_STATE, reference: -5, quote: undefined },
      { ...EXAMPLE_STATE, reference: undefined, trades: undefined },
      { id: 0, reference: undefined, quote: undefined, trades: undefined, status: undefined },
    ])
      expect(digestByPage(state)).toBe(stateDigest(state));
  });

  it('names the lengths of bars', () => {
    const [, lengths = ''] = /interval_s` is ([^.]*) seconds/.exec(textUnder('Bars').replaceAll(/\s+/g, ' ')) ?? [];
    expect(numbersIn(lengths)).toEqual(BAR_INTERVALS_S);
  });

  it('names the ranges that the codec checks', () => {
    expect(numbersIn(limitOf('prices'))).toEqual([MAX_PRICE]);
    expect(numbersIn(limitOf('interval of a board subscription'))).toEqual([0, MAX_INTERVAL_MS]);
    expect(numbersIn(limitOf('batch rate'))).toEqual([MIN_BATCH_RATE, MAX_BATCH_RATE]);
    expect(numbersIn(limitOf('subscriptions and lanes that one request names'))).toEqual([MAX_ENTRIES]);
    expect(numbersIn(limitOf('counts in columns'))).toEqual([0, MAX_COUNT]);
    expect(numbersIn(limitOf('sequences, sizes, volumes'))).toEqual([0, MAX_SIZE]);
    const [fewest = NaN, most = NaN] = numbersIn(limitOf('decimals, size decimals'));
    expect(most).toBe(MAX_DECIMALS);
    expect([unitsPerOne(fewest), unitsPerOne(most)]).toEqual([1, 1e8]);
    expect(() => unitsPerOne(most + 1)).toThrow();
    const [, lastId = NaN] = numbersIn(limitOf('instrument ids'));
    expect(() => decodeBatch(batchOfId(lastId))).not.toThrow();
    expect(() => decodeBatch(batchOfId(lastId + 1))).toThrow(/id/);
  });

  it('names the version of the protocol', () => {
    const auth = rowsUnder('Connecting').find(([name]) => name === 'auth')?.[1] ?? '';
    expect(numbersIn(auth)).toEqual([PROTOCOL_VERSION]);
    expect(JSON.parse(fenced('json'))).toMatchObject({
      data: { code: CLOSE_CODES['unsupported-protocol'], supported: [PROTOCOL_VERSION] },
    });
  });
});

/** The state in the example of the page. */
const EXAMPLE_STATE: SymbolState = {
  id: 7,
  reference: 18_700,
  quote: { time: 1_736_175_600_120, bid: 18_746, bidSize: 3, ask: 18_748, askSize: 5 },
  trades: {
    time: 1_736_175_600_101,
    last: 18_747,
    size: 100,
    open: 18_740,
    high: 18_751,
    low: 18_740,
    volume: 450,
    count: 3,
  },
  status: { time: 1_736_173_800_000, session: 'open', reason: 'schedule' },
};

/** Computes the digest from the page alone, in big integers: with the words of its table and the steps of its code block. */
function digestByPage(state: SymbolState): number {
  const [, factor = '', shift = ''] = /× (0x\w+)\).*>> (\d+)/s.exec(fenced('text')) ?? [];
  const rows = rowsUnder('The digest of a state').filter(
    ([part]) => part === 'always' || valueAt(state, part) !== undefined,
  );
  const parts = rows.reduce((sum, [, bit]) => sum + Number(bit), 0);
  const words = rows.flatMap(([part, , fields = '']) =>
    fields.split(', ').flatMap((field) => {
      const [name = '', twoWords] = field.split(' ');
      const values = part === 'always' ? { id: state.id, parts } : valueAt(state, part);
      const value = BigInt(valueAt(typeof values === 'object' ? values : { [name]: values }, name) as number);
      return twoWords === undefined ? [value] : [value, value >> 32n];
    }),
  );
  return Number(
    words.reduce((digest, word) => {
      const next = BigInt.asUintN(32, (digest ^ BigInt.asUintN(32, word)) * BigInt(factor));
      return next ^ (next >> BigInt(shift));
    }, 0n),
  );
}

/** A field by its name on the wire; enums as their numbers. */
function valueAt(holder: object | undefined, name = ''): number | object | undefined {
  const value = (holder as Record<string, unknown>)[camel(name)] as number | object | string | undefined;
  if (typeof value !== 'string') return value;
  const [prefix, values] =
    name === 'session' ? ['MARKET_SESSION_', pb.MarketSession] : ['STATUS_REASON_', pb.StatusReason];
  return (values as unknown as Record<string, number>)[prefix + value.toUpperCase().replaceAll('-', '_')];
}

function mergedRows({ sales }: Batch): number[] {
  return sales.merged.flatMap((merged, row) => (merged > 0 ? [row] : []));
}

function batchOfId(id: number): Uint8Array {
  const tape = { sequence: [1], id: [id], time: [0], price: [1], size: [1] };
  return pb.Batch.encode({ through: 1, tape }).finish();
}
