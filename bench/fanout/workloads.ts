// The workloads: how many clients subscribe to how many symbols, and how often those trade.

export interface Workload {
  readonly name: string;
  readonly clients: number;
  /** Symbols that each client subscribes to, out of `symbols` in all. */
  readonly subscribed: number;
  readonly symbols: number;
  /** Average trades per second of each symbol. */
  readonly rate: number;
}

export const WORKLOADS: readonly Workload[] = [
  { name: 'dashboard', clients: 500, subscribed: 20, symbols: 200, rate: 10 },
  { name: 'fan-out', clients: 2_000, subscribed: 5, symbols: 50, rate: 4 },
  { name: 'firehose', clients: 50, subscribed: 200, symbols: 200, rate: 50 },
  { name: 'quiet', clients: 200, subscribed: 10, symbols: 200, rate: 1 },
];

/** The task of one run: everything that the server and the load generator need to generate the same schedule. */
export interface Task {
  readonly workload: Workload;
  readonly warmUpSeconds: number;
  readonly seconds: number;
  readonly seed: number;
}

/** For display: "500 clients × 20 of 200 symbols × 10/s". */
export function describeWorkload({ clients, subscribed, symbols, rate }: Workload): string {
  return `${clients.toLocaleString('en-US')} clients × ${subscribed} of ${symbols} symbols × ${rate}/s`;
}
