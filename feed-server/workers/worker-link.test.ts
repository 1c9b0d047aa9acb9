// Both ends of a link in one process: a gateway has the same log as the market, whenever it joins and however slow it is.
import type { ChildProcess } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { deserialize, serialize } from 'node:v8';
import { describe, expect, it } from 'vitest';
import { makeInstruments, makeMarket } from '../../tests/support/wire/builders.ts';
import { Dice } from '../../tests/support/random/seeded.ts';
import { playInto, randomTicks, type Tick } from '../../tests/support/market/ticks.ts';
import type { BarLog } from '../log/bar-log.ts';
import { TICK_BYTES, type TickLog } from '../log/tick-log.ts';
import type { MarketClock } from '../delivery/heartbeat.ts';
import type { TickSink } from '../market/source.ts';
import { createBarLog, type GatewaySettings } from '../serving/gateway.ts';
import { createLog } from '../serving/retention.ts';
import { WorkerLink } from './worker-link.ts';
import { WINDOW_TICKS, type FromGateway, type ToGateway } from './messages.ts';
import { Replica } from '../replication/replica.ts';

const START = 1_000_000;
const INSTRUMENTS = 4;
const LOG_TICKS = 600;

const settings = {
  instruments: makeInstruments(INSTRUMENTS),
  references: [100, undefined, 300],
  startTime: START,
  retention: { keepMs: 60_000, logMemory: LOG_TICKS * TICK_BYTES, barMemory: 20_000 },
} as unknown as GatewaySettings;

function startLog(epoch: number, last?: TickLog['last']): TickLog {
  return createLog(settings.retention, settings.references, last, epoch);
}

/** The other end. Takes messages only when the test says so, like a busy process. */
class SlowGateway extends EventEmitter {
  readonly connected = true;
  readonly bars = createBarLog(settings);
  readonly #replica = new Replica();
  readonly #waiting: ToGateway[] = [];
  log: TickLog | undefined;
  killed = false;
  #logs = 0;
  #head = 0;

  send(message: ToGateway): void {
    this.#waiting.push(deserialize(serialize(message)) as ToGateway);
  }

  kill(): void {
    this.killed = true;
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  /** Ticks that were sent to it and that it has not read. */
  get unread(): number {
    return this.#waiting.reduce(
      (sum, message) => sum + (message.kind === 'ticks' ? message.block.length / TICK_BYTES : 0),
      0,
    );
  }

  take(messages: number): void {
    for (const message of this.#waiting.splice(0, messages)) this.#take(message);
  }

  #take(message: ToGateway): void {
    if (message.kind === 'log') {
      this.#logs++;
      this.#head = message.after;
      this.log = undefined;
      this.#replica.begin(startLog(message.epoch), message.after);
    } else if (message.kind === 'ticks') this.#head += this.#replica.applyBlock(message.block);
    else if (message.kind === 'bars') this.bars.restore(message.id, message.state);
    else if (message.kind === 'values')
      this.#replica.complete(message.states, (log) => {
        this.log = log;
        this.#send({ kind: 'current' });
        return into(log, this.bars);
      });
    else if (message.kind === 'report-request') {
      const [head, logs] = [this.#head, this.#logs];
      this.#send({ kind: 'report', logs, head, served: head, load: 0, taken: 0, answers: 'request' });
    }
  }

  #send(message: FromGateway): void {
    this.emit('message', message);
  }
}

function into(log: TickLog, bars: BarLog): TickSink {
  return {
    quote: (...tick) => log.quote(...tick),
    trade(...tick) {
      log.trade(...tick);
      bars.trade(...tick);
    },
    status: (...tick) => log.status(...tick),
  };
}

class Scene {
  readonly bars = createBarLog(settings);
  log = startLog(1);
  readonly gateway = new SlowGateway();
  #link: WorkerLink | undefined;

  /** Connects the gateway. */
  join(): void {
    const market = (): MarketClock => makeMarket({ time: START });
    const nothing = (): undefined => undefined;
    const ignored = {
      current: nothing,
      left: nothing,
      claim: nothing,
      accepted: nothing,
      withdrawn: nothing,
      ended: nothing,
    };
    const events = { ...ignored, number: () => 0 };
    const source = { log: this.log, bars: this.bars, market };
    const child = this.gateway as unknown as ChildProcess;
    const logging = { level: 'silent', format: 'json', colors: false } as const;
    this.#link = new WorkerLink(child, { kind: 'begin', settings, logging, faults: undefined }, source, events);
  }

  get link(): WorkerLink {
    if (!this.#link) throw new Error('link: expected after join');
    return this.#link;
  }

  publish(ticks: readonly Tick[]): void {
    playInto(into(this.log, this.bars), ticks);
    this.#link?.published();
  }

  newEpoch(): void {
    this.log = startLog(this.log.epoch + 1, this.log.last);
    this.link.streamLog(this.log);
  }

  /** Runs until nothing waits between the two. Looks twice: the first answer may be about an earlier log. */
  settle(): void {
    for (let look = 0; look < 2; look++) {
      this.link.check();
      while (this.gateway.waiting > 0) this.gateway.take(1);
    }
  }
}

/** Everything that a client could be sent: ticks and where they can be resumed from, last values, bars. */
function contentOf(log: TickLog | undefined, bars: BarLog): unknown {
  if (!log) return undefined;
  const ticks = Array.from({ length: log.head - log.resumableFrom }, (_, i) => {
    const slot = log.slotOf(log.resumableFrom + 1 + i);
    const isTrade = log.kind[slot] === 1;
    const ask = isTrade ? [] : [log.ask[slot], log.askSize[slot]];
    return [log.kind[slot], log.id[slot], log.time[slot], log.price[slot], log.size[slot], ...ask];
  });
  const ids = Array.from({ length: INSTRUMENTS }, (_, id) => id);
  const { epoch, head, kept } = log;
  return {
    position: [epoch, head, kept],
    ticks,
    states: ids.map((id) => [log.last.stateOf(id), log.last.digestOf(id)]),
    bars: ids.map((id) => bars.stateOf(id)),
  };
}

describe('a gateway', () => {
  it.each(Array.from({ length: 60 }, (_, i) => i + 1))('has the same log as the market: seed %i', (seed) => {
    const dice = new Dice(seed);
    const scene = new Scene();
    const ticks = randomTicks(seed, 4_000, INSTRUMENTS, START);
    const joinsAt = dice.below(3_000);
    for (let at = 0; at < ticks.length;) {
      const n = dice.pick([0, 1, 1, 5, dice.below(50), dice.chance(0.05) ? 2 * LOG_TICKS : 2]);
      scene.publish(ticks.slice(at, at + n));
      if (at <= joinsAt && at + n > joinsAt) scene.join();
      at += n;
      if (at <= joinsAt) continue;
      if (dice.chance(0.02)) scene.newEpoch();
      // Slow most of the time, so that it sometimes falls out of the log.
      scene.gateway.take(dice.pick([0, 1, dice.chance(0.3) ? 20 : 0]));
      if (dice.chance(0.1)) scene.link.check();
      if (!dice.chance(0.05)) continue;
      scene.settle();
      expect(contentOf(scene.gateway.log, scene.gateway.bars)).toEqual(contentOf(scene.log, scene.bars));
    }
    scene.settle();
    expect(contentOf(scene.gateway.log, scene.gateway.bars)).toEqual(contentOf(scene.log, scene.bars));
  });

  it('has a different log if a tick is lost in transit', () => {
    const scene = new Scene();
    scene.join();
    scene.settle();
    scene.publish(randomTicks(7, 20, INSTRUMENTS, START));
    expect(contentOf(scene.gateway.log, scene.gateway.bars)).not.toEqual(contentOf(scene.log, scene.bars));
  });

  it('gets a limited number of ticks if it hangs, and is killed', () => {
    const scene = new Scene();
    scene.join();
    scene.settle();
    for (let i = 0; i < 100; i++) scene.publish(randomTicks(i, 10 * LOG_TICKS, INSTRUMENTS, START));
    expect(scene.gateway.unread).toBeLessThanOrEqual(WINDOW_TICKS);
    for (let i = 0; i < 11; i++) scene.link.check();
    expect(scene.gateway.killed).toBe(true);
  });

  it("survives if it answers, and has its readers' backlog", () => {
    const scene = new Scene();
    scene.join();
    for (let i = 0; i < 50; i++) scene.settle();
    expect(scene.gateway.killed).toBe(false);
    expect(scene.link.backlog).toBe(0);
    scene.settle();
    scene.publish(randomTicks(7, 20, INSTRUMENTS, START));
    expect(scene.link.backlog).toBe(20);
    scene.settle();
    expect(scene.link.backlog).toBe(0);
  });
});
