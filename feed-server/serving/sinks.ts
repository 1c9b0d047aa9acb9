// Tick sinks: one that publishes ticks, and others that duplicate or filter them on the way.
import { BOARD, TAPE } from '../delivery/conflator.ts';
import type { BarLog } from '../log/bar-log.ts';
import type { TickLog } from '../log/tick-log.ts';
import type { TickSink } from '../market/source.ts';

/** Publishes to the current log, which `log` returns, and to `bars`. Calls `touch` for each tick; see `Hub.touch`. */
export function publisher(
  log: () => TickLog,
  bars: BarLog,
  touch: (id: number, modes: number) => void = () => undefined,
): TickSink {
  return {
    quote(id, time, bid, bidSize, ask, askSize) {
      log().quote(id, time, bid, bidSize, ask, askSize);
      touch(id, BOARD);
    },
    trade(id, time, price, size) {
      log().trade(id, time, price, size);
      bars.trade(id, time, price, size);
      touch(id, BOARD | TAPE);
    },
    status(id, time, session, reason, reference) {
      log().status(id, time, session, reason, reference);
      touch(id, BOARD);
    },
  };
}

/** Passes every tick to both sinks. */
export function tee(first: TickSink, second: TickSink | undefined): TickSink {
  if (!second) return first;
  return {
    quote(id, time, bid, bidSize, ask, askSize) {
      first.quote(id, time, bid, bidSize, ask, askSize);
      second.quote(id, time, bid, bidSize, ask, askSize);
    },
    trade(id, time, price, size) {
      first.trade(id, time, price, size);
      second.trade(id, time, price, size);
    },
    status(id, time, session, reason, reference) {
      first.status(id, time, session, reason, reference);
      second.status(id, time, session, reason, reference);
    },
  };
}

/** Drops quotes and trades of muted instruments, but not their status. */
export function mute(sink: TickSink, isMuted: (id: number) => boolean): TickSink {
  return {
    quote(id, time, bid, bidSize, ask, askSize) {
      if (!isMuted(id)) sink.quote(id, time, bid, bidSize, ask, askSize);
    },
    trade(id, time, price, size) {
      if (!isMuted(id)) sink.trade(id, time, price, size);
    },
    status: (id, time, session, reason, reference) => sink.status(id, time, session, reason, reference),
  };
}
