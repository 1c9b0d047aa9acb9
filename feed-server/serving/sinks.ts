// Sinks: what publishes, and what stands in front of it.
import { BOARD, TAPE } from '../delivery/conflator.ts';
import type { Hub } from '../delivery/hub.ts';
import type { BarLog } from '../log/bar-log.ts';
import type { TickLog } from '../log/tick-log.ts';
import type { TickSink } from '../market/source.ts';

/** Publishes into the log and the bars, and tells the hub. `log`, `hub`: those of now, which another epoch replaces. */
export function publisher(log: () => TickLog, bars: BarLog, hub: () => Hub): TickSink {
  return {
    quote(id, time, bid, bidSize, ask, askSize) {
      log().quote(id, time, bid, bidSize, ask, askSize);
      hub().touch(id, BOARD);
    },
    trade(id, time, price, size) {
      log().trade(id, time, price, size);
      bars.trade(id, time, price, size);
      hub().touch(id, BOARD | TAPE);
    },
    status(id, time, session, reason, reference) {
      log().status(id, time, session, reason, reference);
      hub().touch(id, BOARD);
    },
  };
}

/** Publishes into both. */
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

/** Leaves out what happens to instruments that are muted; such a market still tells of its sessions. */
export function muted(sink: TickSink, mutes: (id: number) => boolean): TickSink {
  return {
    quote(id, time, bid, bidSize, ask, askSize) {
      if (!mutes(id)) sink.quote(id, time, bid, bidSize, ask, askSize);
    },
    trade(id, time, price, size) {
      if (!mutes(id)) sink.trade(id, time, price, size);
    },
    status: (id, time, session, reason, reference) => sink.status(id, time, session, reason, reference),
  };
}
