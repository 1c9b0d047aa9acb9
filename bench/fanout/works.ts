// The works that servers are measured at: how many clients listen to how many symbols, and how often those trade.

export interface Work {
  readonly name: string;
  readonly clients: number;
  /** Symbols that each client listens to, of `symbols` in all. */
  readonly subscribed: number;
  readonly symbols: number;
  /** Trades a second of each symbol, on average. */
  readonly rate: number;
}

export const WORKS: readonly Work[] = [
  { name: 'dashboard', clients: 500, subscribed: 20, symbols: 200, rate: 10 },
  { name: 'fan-out', clients: 2_000, subscribed: 5, symbols: 50, rate: 4 },
  { name: 'firehose', clients: 50, subscribed: 200, symbols: 200, rate: 50 },
  { name: 'quiet', clients: 200, subscribed: 10, symbols: 200, rate: 1 },
];

/** What one server is measured at: everything that its process and the load's need to make the same schedule. */
export interface Task {
  readonly work: Work;
  readonly warmUpSeconds: number;
  readonly seconds: number;
  readonly seed: number;
}

/** For a person: "500 clients × 20 of 200 symbols × 10/s". */
export function describeWork({ clients, subscribed, symbols, rate }: Work): string {
  return `${clients.toLocaleString('en-US')} clients × ${subscribed} of ${symbols} symbols × ${rate}/s`;
}
