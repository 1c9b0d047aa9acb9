// Compares the digest with its description on the protocol page, and checks that every change of a state changes it.
import { describe, expect, it } from 'vitest';
import { makeQuote, makeState, makeTrades } from '../tests/support/wire/builders.ts';
import { Dice } from '../tests/support/random/seeded.ts';
import { REASONS, SESSIONS } from './enums.ts';
import { MAX_PRICE, MAX_SIZE, type SymbolState } from './messages.ts';
import { stateDigest } from './state-digest.ts';

/** Each whole number as two words, which are then taken modulo 2^32: the number, and its bits above the lowest 32. */
function twoWords(...values: readonly number[]): bigint[] {
  return values.flatMap((value) => [BigInt(value), BigInt(value) >> 32n]);
}

/** The words of a state, each taken modulo 2^32. */
function wordsOf({ id, reference, quote, trades, status }: SymbolState): bigint[] {
  const parts = [reference !== undefined, quote, trades, status].map((part, bit) => (part ? 2 ** bit : 0));
  const words = [BigInt(id), BigInt(parts.reduce((a, b) => a + b))];
  if (reference !== undefined) words.push(...twoWords(reference));
  if (quote) words.push(...twoWords(quote.time, quote.bid, quote.bidSize, quote.ask, quote.askSize));
  if (trades) {
    const { time, last, size, open, high, low, volume, count } = trades;
    words.push(...twoWords(time, last, size, open, high, low, volume, count));
  }
  if (status) {
    const indexes = [SESSIONS.indexOf(status.session), REASONS.indexOf(status.reason)];
    words.push(...twoWords(status.time), ...indexes.map(BigInt));
  }
  return words;
}

/** Word by word: exclusive or, times 0x9e3779b1, exclusive or with itself 15 bits to the right. */
function digestOf(words: readonly bigint[]): number {
  let hash = 0n;
  for (const word of words) {
    hash = BigInt.asUintN(32, (hash ^ BigInt.asUintN(32, word)) * 0x9e37_79b1n);
    hash ^= hash >> 15n;
  }
  return Number(hash);
}

function randomState(dice: Dice): SymbolState {
  const price = (): number => dice.pick([0, -MAX_PRICE, MAX_PRICE, dice.below(2 * MAX_PRICE) - MAX_PRICE]);
  const size = (): number => dice.pick([0, MAX_SIZE, dice.below(1_000)]);
  const time = (): number => dice.pick([0, -62_135_596_800_000, 8.64e15, 1_736_000_000_000 + dice.below(1e9)]);
  const whole = (): number => dice.pick([1, 2 ** 32, Number.MAX_SAFE_INTEGER, dice.below(2 ** 50)]);
  return {
    id: dice.below(65_536),
    reference: dice.chance(0.5) ? price() : undefined,
    quote: dice.chance(0.7)
      ? { time: time(), bid: price(), bidSize: size(), ask: price(), askSize: size() }
      : undefined,
    trades: dice.chance(0.7)
      ? {
          ...{ time: time(), last: price(), size: size(), open: price(), high: price(), low: price() },
          ...{ volume: whole(), count: whole() },
        }
      : undefined,
    status: dice.chance(0.7) ? { time: time(), session: dice.pick(SESSIONS), reason: dice.pick(REASONS) } : undefined,
  };
}

/** Copies of the state, each with one field changed or one part removed, by the name of the change. */
function changesOf(state: SymbolState, dice: Dice): Map<string, SymbolState> {
  const changes = new Map<string, SymbolState>([['id', { ...state, id: state.id ^ 1 }]]);
  if (state.reference !== undefined) {
    changes.set('reference', { ...state, reference: changedNumber(state.reference, dice) });
    changes.set('no reference', { ...state, reference: undefined });
  }
  for (const part of ['quote', 'trades', 'status'] as const) {
    const fields = state[part];
    if (!fields) continue;
    changes.set(`no ${part}`, { ...state, [part]: undefined });
    for (const [name, value] of Object.entries(fields) as [string, string | number][]) {
      changes.set(`${part}.${name}`, { ...state, [part]: { ...fields, [name]: changedField(value, dice) } });
    }
  }
  return changes;
}

function changedField(value: string | number, dice: Dice): string | number | undefined {
  if (typeof value === 'string')
    return [...SESSIONS, ...REASONS].find((other) => other !== value && isLike(other, value));
  return changedNumber(value, dice);
}

/** `value` with one of its lowest 53 bits flipped. */
function changedNumber(value: number, dice: Dice): number {
  return Number(BigInt(value) ^ (1n << BigInt(dice.below(53))));
}

/** Whether both are sessions, or both reasons. */
function isLike(a: string, b: string): boolean {
  const sessions: readonly string[] = SESSIONS;
  return sessions.includes(a) === sessions.includes(b);
}

describe('the digest of a state', () => {
  it('is the one that the page describes, over 2,000 random states', () => {
    for (let seed = 1; seed <= 2_000; seed++) {
      const state = randomState(new Dice(seed));
      expect(stateDigest(state), `seed ${seed}`).toBe(digestOf(wordsOf(state)));
    }
  });

  it('changes with every field and with every absent part, over 1,000 random states', () => {
    const seen = new Set<string>();
    for (let seed = 1; seed <= 1_000; seed++) {
      const dice = new Dice(seed);
      const state = randomState(dice);
      for (const [change, changed] of changesOf(state, dice)) {
        seen.add(change);
        expect(stateDigest(changed), `seed ${seed}: ${change}`).not.toBe(stateDigest(state));
      }
    }
    expect(seen.size).toBe(1 + 2 + 3 + 5 + 8 + 3);
  });

  it('distinguishes an absent part from zeros', () => {
    const zeros = { time: 0, bid: 0, bidSize: 0, ask: 0, askSize: 0 };
    const digests = [
      {},
      { reference: 0 },
      { quote: zeros },
      { status: { time: 0, session: 'unknown', reason: 'other' } },
    ].map((parts) => stateDigest(makeState(parts as Partial<SymbolState>)));
    expect(new Set(digests).size).toBe(4);
  });

  it('matches values computed by hand', () => {
    expect(stateDigest(makeState())).toBe(0);
    // Words 7 and 1 (a reference), and the two of the reference.
    expect(stateDigest(makeState({ id: 7, reference: 18_000 })).toString(16)).toBe(
      digestOf([7n, 1n, 18_000n, 0n]).toString(16),
    );
    const state = makeState({
      id: 3,
      reference: 9_950,
      quote: makeQuote({ time: 1_736_175_600_000 }),
      trades: makeTrades({ time: 1_736_175_600_001, volume: 2 ** 33 }),
      status: { time: 1_736_173_800_000, session: 'open', reason: 'schedule' },
    });
    expect(stateDigest(state).toString(16)).toBe('33377d01');
  });
});
