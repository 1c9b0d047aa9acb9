// Prices and sizes from their whole ranges stay exact on the way from the log to a board and a tape.
import { expect, it } from 'vitest';
import { BOARD, Conflator, TAPE } from '../../feed-server/delivery/conflator.ts';
import { TickLog } from '../../feed-server/log/tick-log.ts';
import { BatchEncoder } from '../../proto/batch-encoder.ts';
import { decodeBatch, decodeSnapshot, encodeSnapshot } from '../../proto/codec.ts';
import { MAX_PRICE, MAX_SIZE } from '../../proto/messages.ts';
import { QuoteBoard } from '../../renderer/model/quote-board.ts';
import { playInto, randomTicks } from '../support/market/ticks.ts';
import { Dice } from '../support/random/seeded.ts';
import { makeInstruments } from '../support/wire/builders.ts';

const SYMBOLS = 3;
const TICKS = 300;

it('prices and sizes stay exact, merged or not, over 100 seeds', () => {
  let extremes = 0;
  let fullVolumes = 0;
  for (let seed = 1; seed <= 100; seed++) {
    const log = new TickLog(1, TICKS, [-MAX_PRICE, MAX_PRICE, undefined]);
    const ticks = randomTicks(seed, TICKS, SYMBOLS, 0);
    const dice = new Dice(seed);
    const board = new QuoteBoard();
    for (const instrument of makeInstruments(SYMBOLS)) board.accept(instrument);
    const ids = Array.from({ length: SYMBOLS }, (_, id) => id);
    const states = ids.map((id) => log.last.stateOf(id));
    board.applySnapshot(decodeSnapshot(encodeSnapshot({ intervalMs: 0, at: { epoch: 1, sequence: 0 }, states })));
    const conflator = new Conflator(log, SYMBOLS);
    const modes = new Uint8Array(SYMBOLS).fill(BOARD | TAPE);
    const taped: (readonly [number, number, number])[] = [];
    for (let at = 0; at < TICKS;) {
      const n = 1 + dice.below(20);
      playInto(log, ticks.slice(at, at + n));
      at += n;
      for (let after = conflator.batch.through; after < log.head; after = conflator.batch.through) {
        conflator.collect(after, log.head, modes, false);
        const { tape, ...rest } = decodeBatch(new BatchEncoder().encode(conflator.batch));
        board.applyBatch({ tape, ...rest });
        for (const [i, id] of tape.id.entries()) taped.push([id, tape.price[i] ?? NaN, tape.size[i] ?? NaN]);
      }
      const sum = ids.reduce((total, id) => (total + log.last.digestOf(id)) >>> 0, 0);
      for (const id of ids) expect(stateOf(board, id), `seed ${seed}`).toEqual(expectedState(log, id));
      expect(board.digest(ids) ?? sum, `seed ${seed}`).toBe(sum);
    }
    const trades = ticks.flatMap((tick) => (tick[0] === 'trade' ? [[tick[1], tick[3], tick[4]] as const] : []));
    expect(taped, `seed ${seed}`).toEqual(trades);
    extremes += trades.filter(([, price]) => Math.abs(price) > MAX_PRICE / 2).length;
    fullVolumes += ids.filter((id) => log.last.stateOf(id).trades?.volume === MAX_SIZE).length;
  }
  expect(extremes).toBeGreaterThan(100);
  expect(fullVolumes).toBeGreaterThan(10);
});

function expectedState(log: TickLog, id: number): object {
  const { reference, quote, trades } = log.last.stateOf(id);
  return { reference, quote, trades };
}

function stateOf(board: QuoteBoard, id: number): object {
  const { reference, quote, trades } = board.get(`S${id}`) ?? {};
  return { reference, quote, trades };
}
