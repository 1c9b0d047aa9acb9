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
import { MAX_TICKS_AHEAD, type FromGateway, type ToGateway } from './messages.ts';
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

/** The other end of the link. Reads messages only when the test calls `receive`, like a busy process. */
class SlowGateway extends EventEmitter {
  readonly connected = true;
  readonly bars = createBarLog(settings);
  readonly #replica = new Replica();
  readonly #unreadMessages: ToGateway[] = [];
  log: TickLog | undefined;
  killed = false;
  #logs = 0;
  #head = 0;

  send(message: ToGateway): void {
    this.#unreadMessages.push(deserialize(serialize(message)) as ToGateway);
  }

  kill(): void {
    this.killed = true;
  }

  get unreadMessages(): number {
    return this.#unreadMessages.length;
  }

  /** The number of ticks sent to it that it has not read. */
  get unreadTicks(): number {
    return this.#unreadMessages.reduce(
      (sum, message) => sum + (message.kind === 'ticks' ? message.block.length / TICK_BYTES : 0),
      0,
    );
  }

  /** Reads the next `count` messages. */
  receive(count: number): void {
    for (const message of this.#unreadMessages.splice(0, count)) this.#onMessage(message);
  }

  #onMessage(message: ToGateway): void {
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
        return sinkTo(log, this.bars);
      });
    else if (message.kind === 'report-request') {
      const [head, logNumber] = [this.#head, this.#logs];
      this.#send({ kind: 'report', logNumber, head, served: head, load: 0, handedOver: 0, answers: 'request' });
    }
  }

  #send(message: FromGateway): void {
    this.emit('message', message);
  }
}

function sinkTo(log: TickLog, bars: BarLog): TickSink {
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
      onCurrent: nothing,
      onLeft: nothing,
      onClaim: nothing,
      onAccepted: nothing,
      onWithdrawn: nothing,
      onEnded: nothing,
    };
    const events = { ...ignored, assignNumber: () => 0 };
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
    playInto(sinkTo(this.log, this.bars), ticks);
    this.#link?.published();
  }

  newEpoch(): void {
    this.log = startLog(this.log.epoch + 1, this.log.last);
    this.link.streamLog(this.log);
  }

  /** Runs until no message is left to read. Twice, since the first report may be about an earlier log. */
  settle(): void {
    for (let round = 0; round < 2; round++) {
      this.link.check();
      while (this.gateway.unreadMessages > 0) this.gateway.receive(1);
    }
  }
}

/** Everything that may be sent to a client: the ticks and from where they can be resumed, the last values, and the bars. */
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
      // Slow most of the time, so that the log sometimes drops ticks that it has not received.
      scene.gateway.receive(dice.pick([0, 1, dice.chance(0.3) ? 20 : 0]));
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

  it('gets a limited number of ticks if it hangs, and is then killed', () => {
    const scene = new Scene();
    scene.join();
    scene.settle();
    for (let i = 0; i < 100; i++) scene.publish(randomTicks(i, 10 * LOG_TICKS, INSTRUMENTS, START));
    expect(scene.gateway.unreadTicks).toBeLessThanOrEqual(MAX_TICKS_AHEAD);
    for (let i = 0; i < 11; i++) scene.link.check();
    expect(scene.gateway.killed).toBe(true);
  });

  it("is not killed if it answers, and reports its readers' backlog", () => {
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
