import { describe, expect, it } from 'vitest';
import { fenced, limitOf, numbersIn, rowsUnder } from '../tests/support/protocol-page.ts';
import { decodeBatch, encodeBatch } from './codec.ts';
import type { ClientEvents, ServerEvents } from './events.ts';
import { tapewire as pb } from './gen/feed.js';
import { CLOSE_CODES, MAX_PRICE, MAX_SIZE, PROTOCOL_VERSION, mayReconnect, type Batch } from './messages.ts';
import { unitsPerOne } from './price.ts';

type Table = 'quotes' | 'sales' | 'tape';

const bytes = Uint8Array.from(Buffer.from(fenced('hex').replace(/\s/g, ''), 'hex'));
const columns = rowsUnder('A batch in numbers').map(([column = '', wire = '', gives = '', undone = '']) => {
  const [table, field] = column.split('.') as [Table, string];
  return { table, field: camel(field), wire: values(wire), gives: camel(gives), undone: values(undone) };
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

describe('the page', () => {
  it('shows a batch whose columns are what the bytes say', () => {
    const message = pb.Batch.decode(bytes);
    const found = columns.map(({ table, field }) => (message[table] as unknown as Record<string, number[]>)[field]);
    expect(found).toEqual(columns.map((c) => c.wire));
  });

  it('shows a batch whose differences are undone as the codec undoes them', () => {
    const batch = decodeBatch(bytes);
    for (const { table, gives, undone } of columns) {
      const rows = batch[table] as unknown as Record<string, number[]>;
      if (gives === 'row') expect(undone).toEqual(mergedRows(batch));
      else expect(rows[gives], `${table}.${gives}`).toEqual(undone);
    }
    const shown = columns.filter((c) => c.gives !== 'row').map((c) => `${c.table}.${c.gives}`);
    const all = (['quotes', 'sales', 'tape'] as const).flatMap((t) => Object.keys(batch[t]).map((c) => `${t}.${c}`));
    expect(shown.sort()).toEqual(all.sort());
  });

  it('shows the batch as the codec encodes it', () => {
    const { epoch, after, through } = decodeBatch(bytes);
    expect({ epoch, after, through }).toEqual({ epoch: 20_250_106, after: 1_000, through: 1_042 });
    expect(Buffer.from(encodeBatch(decodeBatch(bytes))).toString('hex')).toBe(Buffer.from(bytes).toString('hex'));
  });

  it('names every event with its message', () => {
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
    expect(namesUnder('Resuming', 'RECEIPT_KIND_')).toEqual(receipts);
    const reasons = valuesOf(pb.ResetReason, 'RESET_REASON_').map(([name]) => name);
    expect(namesUnder('Resuming', 'RESET_REASON_')).toEqual(reasons);
  });

  it('lists every close code and whether to come again', () => {
    const rows = rowsUnder('Closing').map(([code, name, again]) => [name, Number(code), again]);
    const codes = valuesOf(pb.CloseCode, 'CLOSE_CODE_');
    expect(rows).toEqual(codes.map(([name, code]) => [name, code, mayReconnect(code) ? 'yes' : 'no']));
    expect(codes.map(([, code]) => code)).toEqual(Object.values(CLOSE_CODES));
  });

  it('names the ranges that the codec holds messages to', () => {
    expect(numbersIn(limitOf('prices'))).toEqual([MAX_PRICE]);
    expect(numbersIn(limitOf('sizes and counts in columns'))).toEqual([0, MAX_SIZE]);
    expect(numbersIn(limitOf('sequences, volumes'))).toEqual([0, Number.MAX_SAFE_INTEGER]);
    const [fewest = NaN, most = NaN] = numbersIn(limitOf('decimals'));
    expect([unitsPerOne(fewest), unitsPerOne(most)]).toEqual([1, 1e8]);
    expect(() => unitsPerOne(most + 1)).toThrow();
    const [, lastId = NaN] = numbersIn(limitOf('instrument ids'));
    expect(() => decodeBatch(batchOfId(lastId))).not.toThrow();
    expect(() => decodeBatch(batchOfId(lastId + 1))).toThrow(/id/);
  });

  it('names the version', () => {
    const auth = rowsUnder('Connecting').find(([name]) => name === 'auth')?.[1] ?? '';
    expect(numbersIn(auth)).toEqual([PROTOCOL_VERSION]);
    expect(JSON.parse(fenced('json'))).toMatchObject({
      data: { code: CLOSE_CODES['unsupported-protocol'], supported: [PROTOCOL_VERSION] },
    });
  });
});

function mergedRows({ sales }: Batch): number[] {
  return sales.merged.flatMap((merged, row) => (merged > 0 ? [row] : []));
}

function batchOfId(id: number): Uint8Array {
  const tape = { sequence: [1], id: [id], time: [0], price: [1], size: [1] };
  return pb.Batch.encode({ through: 1, tape }).finish();
}
