// One running feed server: market, log, delivery and transport joined.
import { randomBytes } from 'node:crypto';
import { PROTOCOL_VERSION, type CloseKind, type Welcome } from '../proto/messages.ts';
import { Hub } from './delivery/hub.ts';
import { Requests } from './delivery/requests.ts';
import { TickLog } from './log/tick-log.ts';
import type { TickSink, TickSource } from './market/source.ts';
import type { Options } from './options.ts';
import { Playback } from './playback.ts';
import { systemClock } from './system-clock.ts';
import { Answerer } from './transport/answerer.ts';
import { createHttp, listen } from './transport/http.ts';
import { Sockets } from './transport/sockets.ts';

export interface FeedServer {
  /** Where it listens: http://host:port. */
  readonly url: string;
  /** Tells the clients why and ends: no timer, socket or file is left open. */
  close(kind?: CloseKind, message?: string): Promise<void>;
}

/** `version`: what it tells clients it is. `failed`: the source broke while playing. @throws ListenError */
export async function startFeedServer(
  source: TickSource,
  options: Omit<Options, 'source'>,
  version: string,
  failed: (error: unknown) => void,
): Promise<FeedServer> {
  const { instruments, references } = source;
  const clock = systemClock;
  const log = new TickLog(randomBytes(4).readUInt32LE(), options.logTicks, references);
  const hub = new Hub({ log, clock, instruments: instruments.length, batchIntervalMs: 1_000 / options.batchRate });
  const answerer = new Answerer(new Requests(hub, log, instruments), instruments, () => position(log));
  const playback = new Playback({
    source,
    sink: publisher(log, hub),
    clock,
    speed: options.speed,
    head: () => log.head,
    logTicks: log.capacity,
    published: () => hub.published(),
    failed,
  });
  const welcome = (): Welcome => ({
    protocol: PROTOCOL_VERSION,
    head: position(log),
    heartbeatMs: options.heartbeatMs,
    source: source.description,
    serverTime: clock.now(),
    marketTime: playback.marketTime,
    speed: options.speed,
    session: source.sessionAt(playback.marketTime),
    server: `Tapewire ${version}`,
  });
  const http = createHttp(options.dashboard);
  const port = await listen(http, options.port, options.host);
  const sockets = new Sockets({ http, hub, answerer, welcome });
  const beat = setInterval(() => {
    const { marketTime } = playback;
    hub.beat(marketTime, source.sessionAt(marketTime));
  }, options.heartbeatMs);
  playback.start();
  return {
    url: `http://${options.host.includes(':') ? `[${options.host}]` : options.host}:${port}`,
    async close(kind = 'shutting-down', message = 'the feed server is shutting down') {
      playback.stop();
      clearInterval(beat);
      await sockets.close(kind, message);
    },
  };
}

function position(log: TickLog): Welcome['head'] {
  return { epoch: log.epoch, sequence: log.head };
}

function publisher(log: TickLog, hub: Hub): TickSink {
  return {
    quote(id, time, bid, bidSize, ask, askSize) {
      log.quote(id, time, bid, bidSize, ask, askSize);
      hub.touch(id);
    },
    trade(id, time, price, size) {
      log.trade(id, time, price, size);
      hub.touch(id);
    },
  };
}
