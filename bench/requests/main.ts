// `npm run bench:requests`: the CPU cost of requests in microseconds, compared with the units that the budget charges
// for them.
import { RequestHandler } from '../../feed-server/transport/request-handler.ts';
import { History } from '../../feed-server/delivery/history.ts';
import { Hub } from '../../feed-server/delivery/hub.ts';
import { Requests } from '../../feed-server/delivery/requests.ts';
import type { Subscriber, SubscriberPort } from '../../feed-server/delivery/subscriber.ts';
import { BarLog } from '../../feed-server/log/bar-log.ts';
import { TickLog, TICK_BYTES } from '../../feed-server/log/tick-log.ts';
import { systemClock } from '../../feed-server/time/system-clock.ts';
import {
  encodeBarsRequest,
  encodeConfigure,
  encodeResume,
  encodeSubscribe,
  encodeTradesRequest,
} from '../../proto/codec.ts';
import type { Instrument, Subscription } from '../../proto/messages.ts';
import { describeMachine } from '../command/machine.ts';
import { markdownTable } from '../command/tables.ts';

const INSTRUMENTS = 1_024;
/** As many ticks as the log holds by default. */
const TICKS = Math.floor((32 * 2 ** 20) / TICK_BYTES);
const LANES = 8;
const SECONDS_EACH = 1;
const START = Date.UTC(2025, 0, 6, 15);
const EPOCH = 1;

const instruments = Array.from({ length: INSTRUMENTS }, (_, id): Instrument => {
  const symbol = `S${id}`;
  return {
    id,
    symbol,
    name: `Company ${id} Incorporated`,
    sector: 'Technology',
    currency: 'USD',
    decimals: 2,
    sizeDecimals: 0,
  };
});

/** Every other tick is a trade, symbol by symbol, with one second per round. */
function filledLog(bars: BarLog): TickLog {
  const log = new TickLog(EPOCH, TICKS, []);
  for (let i = 0; i < TICKS; i++) {
    const [id, time] = [i % INSTRUMENTS, START + 1_000 * Math.floor(i / INSTRUMENTS)];
    if ((i + Math.floor(i / INSTRUMENTS)) % 2 === 0) log.quote(id, time, 100, 1, 102, 1);
    else {
      log.trade(id, time, 100 + (i % 7), 1);
      bars.trade(id, time, 100 + (i % 7), 1);
    }
  }
  return log;
}

const bars = new BarLog(START, INSTRUMENTS, 64 * 2 ** 20);
const log = filledLog(bars);
const clock = systemClock;
const hub = new Hub({ log, clock, instruments: INSTRUMENTS, delivery: { batchRate: 20, slowLimitMs: 30_000 } });
const history = new History({ log, bars, instruments, marketTime: () => START + 86_400_000 });
const requestHandler = new RequestHandler(new Requests(hub, log, instruments), history, instruments);

let drains = false;
const port: SubscriberPort = {
  writable: () => true,
  whenWritable: () => (drains = true),
  flushed: () => 0,
  send: () => undefined,
  close: () => undefined,
};

/** Board subscriptions to this many symbols, spread over `lanes` lanes. */
function boards(lanes: number, count = INSTRUMENTS): Subscription[] {
  const chosen = instruments.slice(0, count);
  return chosen.map(({ symbol, id }) => ({ symbol, mode: 'board', intervalMs: 100 * (id % lanes) }));
}

function tapes(): Subscription[] {
  return instruments.map(({ symbol }) => ({ symbol, mode: 'tape' }));
}

/** Both modes of every symbol, 2,048 in all. */
function allSubscriptions(lanes: number): Subscription[] {
  return [...boards(lanes), ...tapes()];
}

function resumeFrom(sequence: number, lanes: number, subscriptions = allSubscriptions(lanes)): Uint8Array {
  const others = Array.from({ length: lanes - 1 }, (_, i) => ({ intervalMs: 100 * (i + 1), sequence }));
  return encodeResume({ after: { epoch: EPOCH, sequence }, subscriptions, lanes: others });
}

const EMPTY = new Uint8Array();
const empties = Buffer.alloc(64_000, Buffer.from([0x0a, 0x00]));
const unknown = Array.from({ length: 4_000 }, (_, i): Subscription => ({ symbol: `X${i}`, mode: 'board' }));
const symbol = 'S0';
const day = { begin: START, end: START + 86_400_000 };
const [head, from] = [log.head, log.head - 60_000];

const REQUESTS: readonly (readonly [string, string, Uint8Array])[] = [
  ['configure', 'configure', encodeConfigure(20)],
  ['instruments, 1,024', 'instruments', EMPTY],
  ['subscribe to 1', 'subscribe', encodeSubscribe([{ symbol, mode: 'board' }])],
  ['subscribe to 2,048', 'subscribe', encodeSubscribe(allSubscriptions(1))],
  ['unsubscribe from 2,048', 'unsubscribe', encodeSubscribe(allSubscriptions(1))],
  ['subscribe to 4,000 unknown', 'subscribe', encodeSubscribe(unknown)],
  ['subscribe, 32,000 empty', 'subscribe', empties],
  ['resume 2,048 at the head', 'resume', resumeFrom(head, 1)],
  ['resume 2,048, whole log', 'resume', resumeFrom(0, 1)],
  ['resume 2,048, whole log, 8 lanes', 'resume', resumeFrom(0, LANES)],
  ['resume 1 board, whole log', 'resume', resumeFrom(0, 1, boards(1, 1))],
  ['resume 8 boards, whole log, 8 lanes', 'resume', resumeFrom(0, LANES, boards(LANES, LANES))],
  ['resume 1,024 boards, whole log', 'resume', resumeFrom(0, 1, boards(1))],
  ['resume 1,024 tapes, whole log', 'resume', resumeFrom(0, 1, tapes())],
  ['trades in 60,000 ticks', 'trades', encodeTradesRequest({ symbol, epoch: EPOCH, after: from, through: head })],
  ['bars, 5,000 of 1 s', 'bars', encodeBarsRequest({ symbol, intervalS: 1, ...day })],
  ['bars of 30 s', 'bars', encodeBarsRequest({ symbol, intervalS: 30, ...day })],
];

/** Sends a request and everything that the reply leads to. Returns the units charged. */
function ask(subscriber: Subscriber, event: string, payload: Uint8Array): number {
  const { units, serves } = requestHandler.handle(subscriber, event, [payload]);
  if (serves) hub.serve(subscriber);
  while (drains) {
    drains = false;
    hub.drained(subscriber);
  }
  return units;
}

const rows = REQUESTS.map(([name, event, payload]) => {
  const subscriber = hub.join(port);
  ask(subscriber, event, payload);
  const end = performance.now() + 1_000 * SECONDS_EACH;
  const before = process.cpuUsage();
  let [times, units] = [0, 0];
  while (performance.now() < end) {
    units += ask(subscriber, event, payload);
    times++;
  }
  const { user, system } = process.cpuUsage(before);
  hub.leave(subscriber);
  const microseconds = (user + system) / times;
  return [name, microseconds.toFixed(0), (units / times).toFixed(0), (microseconds / (units / times)).toFixed(2)];
});
process.stdout.write(`${describeMachine()}\n\n`);
process.stdout.write(`${markdownTable([['request', 'µs of CPU', 'units', 'µs per unit'], ...rows])}\n`);
