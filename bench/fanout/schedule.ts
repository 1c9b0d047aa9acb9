// A seeded schedule of trades that every server plays and against which the load generator checks what it receives.
import { Random } from '../../feed-server/market/random.ts';
import type { Task, Workload } from './workloads.ts';

export const DECIMALS = 2;
/** Trades continue for this long after the measurement window, so that its last updates are sent under the same load. */
const TAIL_SECONDS = 0.5;
/** In units: starts at 100.00, and never falls below 1.00. */
const FIRST_PRICE = 10_000;
const MIN_PRICE = 100;

/** Columns of equal length, one row per trade, ordered by time. A trade's sequence number is its index plus 1. */
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

/** A trade as sent by the servers that use JSON. */
export interface Trade {
  readonly symbol: string;
  readonly price: number;
  readonly size: number;
  /** When it is due, milliseconds since 1970-01-01 UTC. */
  readonly time: number;
  readonly seq: number;
}

/**
 * Every symbol trades as an independent Poisson process, so that no server can benefit from a regular beat. They are
 * generated as one merged Poisson process, in which each trade picks a symbol at random.
 */
export function scheduleTrades({ workload, warmUpSeconds, seconds, seed }: Task): Schedule {
  const random = new Random(seed, `schedule of ${workload.name}`);
  const perMs = (workload.symbols * workload.rate) / 1_000;
  const endMs = (warmUpSeconds + seconds + TAIL_SECONDS) * 1_000;
  const due: number[] = [];
  const symbol: number[] = [];
  const price: number[] = [];
  const size: number[] = [];
  const last = new Array<number>(workload.symbols).fill(FIRST_PRICE);
  for (let time = random.exponential(perMs); time < endMs; time += random.exponential(perMs)) {
    const id = Math.floor(random.next() * workload.symbols);
    const moved = Math.max(MIN_PRICE, (last[id] ?? FIRST_PRICE) + Math.floor(random.next() * 9) - 4);
    last[id] = moved;
    due.push(Math.floor(time));
    symbol.push(id);
    price.push(moved);
    size.push(1 + Math.floor(random.next() * 500));
  }
  return {
    symbols: Array.from({ length: workload.symbols }, (_, id) => `S${String(id).padStart(3, '0')}`),
    length: due.length,
    due: Uint32Array.from(due),
    symbol: Uint16Array.from(symbol),
    price: Int32Array.from(price),
    size: Uint32Array.from(size),
  };
}

/** The symbols that a client subscribes to, as distinct indexes. */
export function chooseSymbols(workload: Workload, client: number, seed: number): number[] {
  const random = new Random(seed, `choice of client ${client}`);
  const all = Array.from({ length: workload.symbols }, (_, id) => id);
  for (let i = 0; i < workload.subscribed; i++) {
    const j = i + Math.floor(random.next() * (workload.symbols - i));
    [all[i], all[j]] = [all[j] as number, all[i] as number];
  }
  return all.slice(0, workload.subscribed);
}

/** `start`: when the schedule starts, milliseconds since 1970-01-01 UTC. */
export function tradeAt(schedule: Schedule, index: number, start: number): Trade {
  return {
    symbol: schedule.symbols[schedule.symbol[index] as number] as string,
    price: (schedule.price[index] as number) / 10 ** DECIMALS,
    size: schedule.size[index] as number,
    time: start + (schedule.due[index] as number),
    seq: index + 1,
  };
}
