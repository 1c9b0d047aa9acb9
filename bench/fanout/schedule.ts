// What is published when: one seeded schedule of trades that every server plays and the load checks what it gets against.
import { Random } from '../../feed-server/market/random.ts';
import type { Task, Work } from './works.ts';

export const DECIMALS = 2;
/** Published beyond the measured window, so that its last updates leave as those before them did. */
const TAIL_SECONDS = 0.5;
/** Units: 100.00, and not below 1.00. */
const FIRST_PRICE = 10_000;
const LEAST_PRICE = 100;

/** Columns of equal length, one row a trade, in the order of time. A trade's sequence is its index and 1. */
export interface Schedule {
  readonly symbols: readonly string[];
  readonly length: number;
  /** Whole milliseconds from the start. */
  readonly due: Uint32Array;
  /** Index into `symbols`. */
  readonly symbol: Uint16Array;
  /** Units of 10^-DECIMALS. */
  readonly price: Int32Array;
  readonly size: Uint32Array;
}

/** One trade as the peers that speak JSON send it. */
export interface Trade {
  readonly symbol: string;
  readonly price: number;
  readonly size: number;
  /** When it is due, milliseconds since 1970-01-01 UTC. */
  readonly time: number;
  readonly seq: number;
}

/**
 * Every symbol trades as a Poisson stream of its own, so that there is no beat that a server could happen to meet. Their
 * sum is one Poisson stream in which each trade is of any symbol alike, and that is how it is drawn.
 */
export function scheduleTrades({ work, warmUpSeconds, seconds, seed }: Task): Schedule {
  const random = new Random(seed, `schedule of ${work.name}`);
  const perMs = (work.symbols * work.rate) / 1_000;
  const endMs = (warmUpSeconds + seconds + TAIL_SECONDS) * 1_000;
  const due: number[] = [];
  const symbol: number[] = [];
  const price: number[] = [];
  const size: number[] = [];
  const last = new Array<number>(work.symbols).fill(FIRST_PRICE);
  for (let time = random.exponential(perMs); time < endMs; time += random.exponential(perMs)) {
    const id = Math.floor(random.next() * work.symbols);
    const moved = Math.max(LEAST_PRICE, (last[id] ?? FIRST_PRICE) + Math.floor(random.next() * 9) - 4);
    last[id] = moved;
    due.push(Math.floor(time));
    symbol.push(id);
    price.push(moved);
    size.push(1 + Math.floor(random.next() * 500));
  }
  return {
    symbols: Array.from({ length: work.symbols }, (_, id) => `S${String(id).padStart(3, '0')}`),
    length: due.length,
    due: Uint32Array.from(due),
    symbol: Uint16Array.from(symbol),
    price: Int32Array.from(price),
    size: Uint32Array.from(size),
  };
}

/** The symbols that a client listens to, as indexes, none twice. */
export function chooseSymbols(work: Work, client: number, seed: number): number[] {
  const random = new Random(seed, `choice of client ${client}`);
  const all = Array.from({ length: work.symbols }, (_, id) => id);
  for (let i = 0; i < work.subscribed; i++) {
    const j = i + Math.floor(random.next() * (work.symbols - i));
    [all[i], all[j]] = [all[j] as number, all[i] as number];
  }
  return all.slice(0, work.subscribed);
}

/** `start`: of the schedule, milliseconds since 1970-01-01 UTC. */
export function tradeAt(schedule: Schedule, index: number, start: number): Trade {
  return {
    symbol: schedule.symbols[schedule.symbol[index] as number] as string,
    price: (schedule.price[index] as number) / 10 ** DECIMALS,
    size: schedule.size[index] as number,
    time: start + (schedule.due[index] as number),
    seq: index + 1,
  };
}
