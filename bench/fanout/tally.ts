// Who got what of the schedule: counts of every client against what it should have got, and how late it came.
import { Latencies } from '../wire/latencies.ts';
import { tradeAt, type Schedule, type Trade } from './schedule.ts';

/** The most faults reported in words. The rest are counted. */
const MOST_REPORTED = 5;

export interface TallyOptions {
  readonly schedule: Schedule;
  /** The symbols of every client. */
  readonly choices: readonly (readonly number[])[];
  /** Trades due from `fromMs` up to, not including, `toMs` of the schedule are counted. */
  readonly fromMs: number;
  readonly toMs: number;
}

export class Tally {
  /** Everything that came. */
  updates = 0;
  readonly latencies = new Latencies();
  /** Milliseconds since 1970-01-01 UTC; set before anything comes. */
  start = NaN;
  readonly #schedule: Schedule;
  readonly #listens: Uint8Array;
  /** By client: updates that it should get in the window, those that it got, and the sequence of its last. */
  readonly #expected: Uint32Array;
  readonly #got: Uint32Array;
  readonly #last: Uint32Array;
  /** The sequences due in the window: from the first up to, not including, the second. */
  readonly #from: number;
  readonly #to: number;
  readonly #expectedInAll: number;
  #gotInAll = 0;
  readonly #faults: string[] = [];
  #faultCount = 0;

  constructor({ schedule, choices, fromMs, toMs }: TallyOptions) {
    const symbols = schedule.symbols.length;
    this.#schedule = schedule;
    this.#from = firstDue(schedule, fromMs) + 1;
    this.#to = firstDue(schedule, toMs) + 1;
    this.#listens = new Uint8Array(choices.length * symbols);
    this.#got = new Uint32Array(choices.length);
    this.#last = new Uint32Array(choices.length);
    const trades = new Uint32Array(symbols);
    for (let i = this.#from - 1; i < this.#to - 1; i++) (trades[schedule.symbol[i] as number] as number)++;
    this.#expected = Uint32Array.from(choices, (ids) => ids.reduce((sum, id) => sum + (trades[id] as number), 0));
    this.#expectedInAll = this.#expected.reduce((sum, n) => sum + n, 0);
    for (const [client, ids] of choices.entries()) for (const id of ids) this.#listens[client * symbols + id] = 1;
  }

  /** `at`: when it came, milliseconds since 1970-01-01 UTC. */
  take(client: number, sequence: number, at: number): void {
    const { symbols, symbol, due, length } = this.#schedule;
    this.updates++;
    if (!(sequence > (this.#last[client] as number) && sequence <= length)) {
      this.fault(`client ${client}: expected a sequence above ${this.#last[client]}, found ${sequence}`);
      return;
    }
    this.#last[client] = sequence;
    if (this.#listens[client * symbols.length + (symbol[sequence - 1] as number)] === 0) {
      this.fault(`client ${client} does not listen to ${symbols[symbol[sequence - 1] as number]}, which it got`);
      return;
    }
    if (sequence < this.#from || sequence >= this.#to) return;
    (this.#got[client] as number)++;
    this.#gotInAll++;
    this.latencies.add(at - this.start - (due[sequence - 1] as number));
  }

  check(trade: Trade): void {
    const { seq } = trade;
    const whole = Number.isInteger(seq) && seq >= 1 && seq <= this.#schedule.length;
    const expected = whole ? tradeAt(this.#schedule, seq - 1, this.start) : undefined;
    const same =
      expected?.symbol === trade.symbol &&
      Math.abs(expected.price - trade.price) < 1e-9 &&
      expected.size === trade.size &&
      expected.time === trade.time;
    if (!same) this.fault(`expected trade ${JSON.stringify(expected)}, found ${JSON.stringify(trade)}`);
  }

  fault(what: string): void {
    this.#faultCount++;
    if (this.#faults.length < MOST_REPORTED) this.#faults.push(what);
  }

  get faults(): string[] {
    const more = this.#faultCount - this.#faults.length;
    return more > 0 ? [...this.#faults, `and ${more} more`] : [...this.#faults];
  }

  /** Everything due in the window has come. */
  get complete(): boolean {
    return this.#gotInAll === this.#expectedInAll;
  }

  /** 0 to 1. */
  get delivered(): number {
    return this.#gotInAll / this.#expectedInAll;
  }

  get shortClients(): number {
    return this.#expected.reduce((sum, n, client) => sum + ((this.#got[client] as number) < n ? 1 : 0), 0);
  }
}

/** The index of the first trade due at `ms` or later. */
function firstDue({ due, length }: Schedule, ms: number): number {
  const index = due.findIndex((at) => at >= ms);
  return index < 0 ? length : index;
}
