// The digest of a symbol's state: 32 bits that change with any field, for both ends to compare.
import { REASONS, SESSIONS } from './enums.ts';
import type { SymbolState } from './messages.ts';

/** Bits that say which parts a state has. */
const REFERENCE = 1;
const QUOTE = 2;
const TRADES = 4;
const STATUS = 8;

/**
 * The digest of one state. README.md lists the words that go into it. A lane's digest is the sum of its board symbols'
 * digests modulo 2^32, so that a change of one symbol needs no work for the others.
 */
export function stateDigest({ id, reference, quote, trades, status }: SymbolState): number {
  const parts =
    (reference === undefined ? 0 : REFERENCE) | (quote ? QUOTE : 0) | (trades ? TRADES : 0) | (status ? STATUS : 0);
  let hash = mix(mix(0, id), parts);
  if (reference !== undefined) hash = mixWhole(hash, reference);
  if (quote) {
    hash = mixWhole(hash, quote.time);
    hash = mixWhole(mixWhole(hash, quote.bid), quote.bidSize);
    hash = mixWhole(mixWhole(hash, quote.ask), quote.askSize);
  }
  if (trades) {
    hash = mixWhole(hash, trades.time);
    hash = mixWhole(mixWhole(hash, trades.last), trades.size);
    hash = mixWhole(mixWhole(mixWhole(hash, trades.open), trades.high), trades.low);
    hash = mixWhole(mixWhole(hash, trades.volume), trades.count);
  }
  if (status) {
    hash = mixWhole(hash, status.time);
    hash = mix(mix(hash, SESSIONS.indexOf(status.session)), REASONS.indexOf(status.reason));
  }
  return hash >>> 0;
}

/** Mixes in a whole number within ±2^53: its low 32 bits, then the rest. */
function mixWhole(hash: number, value: number): number {
  return mix(mix(hash, value), Math.floor(value / 2 ** 32));
}

/** Mixes in 32 bits. Both steps are reversible, so different words always give different results. */
function mix(hash: number, word: number): number {
  const next = Math.imul(hash ^ word, 0x9e37_79b1);
  return next ^ (next >>> 15);
}
