// Sinks in front of sinks.
import type { TickSink } from './market/source.ts';

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
