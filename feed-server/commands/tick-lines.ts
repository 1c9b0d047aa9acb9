// Formats ticks as lines of text or JSON, in time order.
import type { Batch, Instrument } from '../../proto/messages.ts';

interface Timed {
  readonly id: number;
  readonly time: number;
}

type Tick = Timed &
  (
    | { readonly kind: 'status'; readonly session: string; readonly reason: string }
    | {
        readonly kind: 'quote';
        readonly bid: number;
        readonly bidSize: number;
        readonly ask: number;
        readonly askSize: number;
      }
    | { readonly kind: 'trade'; readonly price: number; readonly size: number }
  );

/** One line for each status, quote and tape trade of a batch. Instruments that are not in `instruments` are left out. */
export function tickLines(
  batch: Batch,
  instruments: ReadonlyMap<number, Instrument>,
  format: 'text' | 'json',
): readonly string[] {
  const ticks = [...statusesOf(batch), ...quotesOf(batch), ...tradesOf(batch)];
  // Sorting is stable: a trade comes after a quote of the same time.
  return ticks
    .sort((a, b) => a.time - b.time)
    .flatMap((tick) => {
      const instrument = instruments.get(tick.id);
      if (!instrument) return [];
      return [format === 'json' ? jsonLine(tick, instrument) : textLine(tick, instrument)];
    });
}

/** `count` trades were skipped in (after, through] of the log. */
export function skippedLine(
  { count, after, through }: { readonly count: number; readonly after: number; readonly through: number },
  format: 'text' | 'json',
): string {
  if (format === 'json') return JSON.stringify({ kind: 'gap', trades: count, after, through });
  return `gap ${count} trades skipped, of ticks ${after + 1} to ${through}`;
}

function statusesOf({ statuses }: Batch): Tick[] {
  return statuses.id.map((id, i) => ({
    kind: 'status',
    id,
    time: statuses.time[i] as number,
    session: statuses.session[i] as string,
    reason: statuses.reason[i] as string,
  }));
}

function quotesOf({ quotes }: Batch): Tick[] {
  return quotes.id.map((id, i) => ({
    kind: 'quote',
    id,
    time: quotes.time[i] as number,
    bid: quotes.bid[i] as number,
    bidSize: quotes.bidSize[i] as number,
    ask: quotes.ask[i] as number,
    askSize: quotes.askSize[i] as number,
  }));
}

function tradesOf({ tape }: Batch): Tick[] {
  return tape.id.map((id, i) => ({
    kind: 'trade',
    id,
    time: tape.time[i] as number,
    price: tape.price[i] as number,
    size: tape.size[i] as number,
  }));
}

function textLine(tick: Tick, { symbol, decimals, sizeDecimals }: Instrument): string {
  const line = `${isoTime(tick.time)} ${symbol} ${tick.kind}`;
  const side = (units: number, size: number): string =>
    size === 0 ? '-' : `${decimalText(units, decimals)} x ${decimalText(size, sizeDecimals)}`;
  switch (tick.kind) {
    case 'trade':
      return `${line} ${decimalText(tick.price, decimals)} ${decimalText(tick.size, sizeDecimals)}`;
    case 'quote':
      return `${line} ${side(tick.bid, tick.bidSize)} / ${side(tick.ask, tick.askSize)}`;
    case 'status':
      return `${line} ${tick.session} ${tick.reason}`;
  }
}

/** Prices and sizes are numbers with the digits of the text. A side of a quote that is empty is null, and its size 0. */
function jsonLine(tick: Tick, { symbol, decimals, sizeDecimals }: Instrument): string {
  const price = (units: number): number => Number(decimalText(units, decimals));
  const size = (units: number): number => Number(decimalText(units, sizeDecimals));
  const head = { time: isoTime(tick.time), symbol, kind: tick.kind };
  switch (tick.kind) {
    case 'trade':
      return JSON.stringify({ ...head, price: price(tick.price), size: size(tick.size) });
    case 'quote': {
      const [bidSize, askSize] = [size(tick.bidSize), size(tick.askSize)];
      const bid = tick.bidSize === 0 ? null : price(tick.bid);
      const ask = tick.askSize === 0 ? null : price(tick.ask);
      return JSON.stringify({ ...head, bid, bidSize, ask, askSize });
    }
    case 'status':
      return JSON.stringify({ ...head, session: tick.session, reason: tick.reason });
  }
}

/** Market time in UTC. */
export function isoTime(time: number): string {
  return new Date(time).toISOString();
}

/** A price or a size in units as decimal text. Inserts the decimal point instead of dividing, which could round. */
export function decimalText(units: number, decimals: number): string {
  const digits = String(Math.abs(units)).padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  return (units < 0 ? '-' : '') + (decimals === 0 ? whole : `${whole}.${digits.slice(-decimals)}`);
}
