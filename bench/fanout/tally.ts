// Counts what every client received against the schedule, and how late it arrived.
import { Latencies } from '../wire/latencies.ts';
import { tradeAt, type Schedule, type Trade } from './schedule.ts';

/** Maximum number of faults reported individually. The rest are counted. */
const MAX_REPORTED = 5;

export interface TallyOptions {
  readonly schedule: Schedule;
  /** The symbols of every client. */
  readonly choices: readonly (readonly number[])[];
  /** Counts the trades due from `fromMs` up to, but excluding, `toMs` of the schedule. */
  readonly fromMs: number;
  readonly toMs: number;
}

export class Tally {
  /** Everything that arrived. */
  updates = 0;
  readonly latencies = new Latencies();
  /** Milliseconds since 1970-01-01 UTC; set before anything arrives. */
  start = NaN;
  readonly #schedule: Schedule;
  readonly #subscribes: Uint8Array;
  /** By client: updates due in the window, those received, and the sequence number of the last one. */
  readonly #expected: Uint32Array;
  readonly #received: Uint32Array;
  readonly #last: Uint32Array;
  /** The sequence numbers due in the window: from the first up to, but excluding, the second. */
  readonly #from: number;
  readonly #to: number;
  readonly #totalExpected: number;
  #totalReceived = 0;
  readonly #faults: string[] = [];
  #faultCount = 0;

  constructor({ schedule, choices, fromMs, toMs }: TallyOptions) {
    const symbols = schedule.symbols.length;
    this.#schedule = schedule;
    this.#from = firstDue(schedule, fromMs) + 1;
    this.#to = firstDue(schedule, toMs) + 1;
    this.#subscribes = new Uint8Array(choices.length * symbols);
    this.#received = new Uint32Array(choices.length);
    this.#last = new Uint32Array(choices.length);
    const trades = new Uint32Array(symbols);
    for (let i = this.#from - 1; i < this.#to - 1; i++) (trades[schedule.symbol[i] as number] as number)++;
    this.#expected = Uint32Array.from(choices, (ids) => ids.reduce((sum, id) => sum + (trades[id] as number), 0));
    this.#totalExpected = this.#expected.reduce((sum, n) => sum + n, 0);
    for (const [client, ids] of choices.entries()) for (const id of ids) this.#subscribes[client * symbols + id] = 1;
  }

  /** `at`: arrival time, milliseconds since 1970-01-01 UTC. */
  record(client: number, sequence: number, at: number): void {
    const { symbols, symbol, due, length } = this.#schedule;
    this.updates++;
    if (!(sequence > (this.#last[client] as number) && sequence <= length)) {
      this.fault(`client ${client}: expected a sequence above ${this.#last[client]}, found ${sequence}`);
      return;
    }
    this.#last[client] = sequence;
    if (this.#subscribes[client * symbols.length + (symbol[sequence - 1] as number)] === 0) {
      this.fault(`client ${client} got ${symbols[symbol[sequence - 1] as number]}, which it did not subscribe to`);
      return;
    }
    if (sequence < this.#from || sequence >= this.#to) return;
    (this.#received[client] as number)++;
    this.#totalReceived++;
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

  fault(message: string): void {
    this.#faultCount++;
    if (this.#faults.length < MAX_REPORTED) this.#faults.push(message);
  }

  get faults(): string[] {
    const more = this.#faultCount - this.#faults.length;
    return more > 0 ? [...this.#faults, `and ${more} more`] : [...this.#faults];
  }

  /** Whether everything due in the window has arrived. */
  get complete(): boolean {
    return this.#totalReceived === this.#totalExpected;
  }

  /** 0 to 1. */
  get delivered(): number {
    return this.#totalReceived / this.#totalExpected;
  }

  get incompleteClients(): number {
    return this.#expected.reduce((sum, n, client) => sum + ((this.#received[client] as number) < n ? 1 : 0), 0);
  }
}

/** The index of the first trade due at `ms` or later. */
function firstDue({ due, length }: Schedule, ms: number): number {
  const index = due.findIndex((at) => at >= ms);
  return index < 0 ? length : index;
}
