// Requests for past trades and bars. Their answers do not change the state of the connection.
import {
  CodecError,
  decodeBarsReply,
  decodeReply,
  decodeTradesReply,
  encodeBarsRequest,
  encodeTradesRequest,
  type HistoryReply,
} from '../../proto/codec.ts';
import type { ClientEvents } from '../../proto/events.ts';
import type { Bars, BarsRequest, Batch, TradesRequest } from '../../proto/messages.ts';
import type { Connection } from '../connection/connection.ts';

/** `lost`: there was no link, it dropped before the answer, or the answer was invalid. */
export type Answer<T> = HistoryReply<T> | { readonly kind: 'lost'; readonly why: string };

export class HistoryRequests {
  #connection: Pick<Connection, 'request'> | undefined;
  readonly #pending = new Set<(why: string) => void>();

  /** Sends later requests over `connection`; undefined if there is none. Pending requests resolve as lost. */
  setConnection(connection: Pick<Connection, 'request'> | undefined): void {
    this.#connection = connection;
    for (const giveUp of [...this.#pending]) giveUp('the link dropped');
  }

  requestTrades(request: TradesRequest): Promise<Answer<Batch>> {
    return this.#request('trades', encodeTradesRequest(request), (bytes) => {
      const reply = decodeTradesReply(bytes);
      if (reply.kind === 'sent') expectPartOf(request, reply.content);
      return reply;
    });
  }

  requestBars(request: BarsRequest): Promise<Answer<Bars>> {
    return this.#request('bars', encodeBarsRequest(request), (bytes) => {
      const reply = decodeBarsReply(bytes, request.intervalS);
      if (reply.kind === 'sent') expectSameBegin(request, reply.content);
      return reply;
    });
  }

  #request<T>(
    event: keyof ClientEvents,
    payload: Uint8Array,
    decode: (bytes: unknown) => HistoryReply<T>,
  ): Promise<Answer<T>> {
    const connection = this.#connection;
    if (!connection) return Promise.resolve({ kind: 'lost', why: 'not connected' });
    return new Promise((resolve) => {
      const settle = (answer: Answer<T>): void => {
        this.#pending.delete(giveUp);
        resolve(answer);
      };
      const giveUp = (why: string): void => settle({ kind: 'lost', why });
      this.#pending.add(giveUp);
      connection.request(event, payload, (bytes) => settle(decodeAnswer(decode, bytes)));
    });
  }
}

/** A request that is refused as a whole, for example because the server does not know it, gets a reply of another type. */
function decodeAnswer<T>(decode: (bytes: unknown) => HistoryReply<T>, bytes: unknown): Answer<T> {
  const answer = tryDecode(decode, bytes);
  if (answer.kind !== 'lost') return answer;
  const reply = tryDecode(decodeReply, bytes);
  const [refusal] = 'refused' in reply ? reply.refused : [];
  return refusal ? { kind: 'refused', refusal } : answer;
}

function tryDecode<T>(
  decode: (bytes: unknown) => T,
  bytes: unknown,
): T | { readonly kind: 'lost'; readonly why: string } {
  try {
    return decode(bytes);
  } catch (error) {
    if (!(error instanceof CodecError)) throw error;
    return { kind: 'lost', why: error.message };
  }
}

/** The range of a reply starts where the requested one does. It may end earlier, but not be empty. */
function expectPartOf(request: TradesRequest, { epoch, after, through }: Batch): void {
  const isWithin = epoch === request.epoch && after === request.after && through > after && through <= request.through;
  if (isWithin) return;
  const expected = `${request.epoch}:(${request.after}, ${request.through}]`;
  throw new CodecError('mismatch', `trades: expected a part of ${expected}, found ${epoch}:(${after}, ${through}]`);
}

function expectSameBegin({ intervalS, ...requested }: BarsRequest, bars: Bars): void {
  const intervalMs = intervalS * 1_000;
  const begin = Math.floor(requested.begin / intervalMs) * intervalMs;
  const end = Math.max(begin, Math.ceil(requested.end / intervalMs) * intervalMs);
  if (bars.begin === begin && bars.end <= end) return;
  throw new CodecError(
    'mismatch',
    `bars: expected a part of [${begin}, ${requested.end}), found [${bars.begin}, ${bars.end})`,
  );
}
