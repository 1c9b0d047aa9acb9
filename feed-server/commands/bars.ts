// The command bars: prints the bars of a symbol that a running feed keeps. Like tail a client of any feed.
import {
  CodecError,
  decodeBarsReply,
  decodeClose,
  decodeInstruments,
  decodeWelcome,
  encodeBarsRequest,
  encodeInstrumentsRequest,
} from '../../proto/codec.ts';
import type { ClientEvents } from '../../proto/events.ts';
import { PROTOCOL_VERSION, type Bars, type BarsRequest, type Instrument } from '../../proto/messages.ts';
import { SymbolSuggestions } from '../../proto/symbol.ts';
import { ask } from '../../feed-client/connection/ask.ts';
import { NO_ANSWER, NO_CONNECTION } from '../../feed-client/connection/connection.ts';
import { diagnose, diagnosisWords } from '../../feed-client/connection/diagnosis.ts';
import { PacedRequests } from '../../feed-client/connection/paced-requests.ts';
import { connectSocket } from '../../feed-client/connection/socket.ts';
import type { BarsOptions } from '../options/command.ts';
import { OptionError } from '../options/option-error.ts';
import { barLines } from './bar-lines.ts';
import { clientClock } from './client-clock.ts';
import { FeedError } from './feed-error.ts';
import type { LineOutput } from './line-output.ts';

/** Bars before the last one where it is not said from when on. */
const USUAL_BARS = 100;
/** A feed that has taken the connection answers within this, however busy it is. */
const ANSWER_LIMIT_MS = 10_000;

interface Feed {
  readonly welcome: Promise<unknown>;
  /** Rejects where the connection ends before there is an answer. */
  ask(event: keyof ClientEvents, request: Uint8Array): Promise<unknown>;
  close(): void;
}

/** @throws OptionError where the feed has no such symbol, FeedError where it cannot be asked or `ended` resolves before the last bar */
export async function bars(options: BarsOptions, { write }: LineOutput, ended: Promise<unknown>): Promise<void> {
  const { symbol, intervalS, json } = options;
  const feed = connect(options.url, ended);
  try {
    const { marketTime } = decoded(decodeWelcome, await feed.welcome);
    const instruments = decoded(decodeInstruments, await feed.ask('instruments', encodeInstrumentsRequest()));
    const instrument = instruments.find((i) => i.symbol === symbol);
    if (!instrument) throw unknown(symbol, instruments, options.url);
    // What comes while it asks is left out, or a market that is fast enough would keep it asking.
    const end = (Math.floor(marketTime / (intervalS * 1_000)) + 1) * intervalS * 1_000;
    const to = Math.min(options.to ?? end, end);
    let from = Math.min(options.from ?? to - USUAL_BARS * intervalS * 1_000, to);
    while (from < to) {
      const told = await barsIn(feed, { symbol, intervalS, from, to });
      for (const line of barLines(told, instrument, json ? 'json' : 'text')) write(line);
      if (told.to <= from) return;
      from = told.to;
    }
  } finally {
    feed.close();
  }
}

function unknown(symbol: string, instruments: readonly Instrument[], url: string): OptionError {
  const suggestion = new SymbolSuggestions(instruments.map((i) => i.symbol)).for(symbol);
  if (suggestion !== undefined) return new OptionError('bars', suggestion);
  return new OptionError('bars', `a symbol of the feed at ${url}`, symbol);
}

async function barsIn(feed: Feed, request: BarsRequest): Promise<Bars> {
  const answer = await feed.ask('bars', encodeBarsRequest(request));
  const reply = decoded((payload) => decodeBarsReply(payload, request.intervalS), answer);
  if (reply.kind === 'refused') throw new FeedError('refused', reply.refusal.message);
  return reply.told;
}

function connect(url: string, ended: Promise<unknown>): Feed {
  let fail: (error: Error) => void = () => undefined;
  const broken = new Promise<never>((_, reject) => (fail = reject));
  // It may come when nobody asks.
  broken.catch(() => undefined);
  void ended.then(() => fail(new FeedError('ended', 'bars: ended before the last bar')));
  let greet: (welcome: unknown) => void = () => undefined;
  const greeted = new Promise<unknown>((resolve) => (greet = resolve));
  const connection = connectSocket(url, PROTOCOL_VERSION, {
    onEvent(event, payload) {
      if (event === 'welcome') greet(payload);
      else if (event === 'close') fail(closedWith(payload));
    },
    onUnsound: (why) => fail(new FeedError('bad-message', `the feed sent a bad message: ${why}`)),
    onRefused: ({ message }) => fail(new FeedError('refused', `the feed refuses this client: ${message}`)),
    onLost: (why) => void lost(url, why).then(fail),
  });
  let putOff: (ms: number) => void = () => undefined;
  const requests = new PacedRequests(connection, clientClock, (ms) => putOff(ms));
  const inTime = async (answer: Promise<unknown>): Promise<unknown> => {
    const late = (): void => fail(new FeedError('no-answer', `no answer from ${url} in ${ANSWER_LIMIT_MS / 1000} s`));
    let timer = setTimeout(late, ANSWER_LIMIT_MS);
    // The feed has answered that it wants to be asked again after so long.
    putOff = (ms) => {
      clearTimeout(timer);
      timer = setTimeout(late, ms + ANSWER_LIMIT_MS);
    };
    try {
      return await Promise.race([answer, broken]);
    } finally {
      clearTimeout(timer);
    }
  };
  return {
    welcome: inTime(greeted),
    ask: (event, request) => inTime(new Promise((resolve) => requests.request(event, request, resolve))),
    close: () => {
      requests.close();
      connection.close();
    },
  };
}

function closedWith(payload: unknown): FeedError {
  try {
    return new FeedError('closed', `the feed closed the connection: ${decodeClose(payload).message}`);
  } catch (cause) {
    return new FeedError('bad-message', 'the feed closed the connection with a bad message', cause);
  }
}

/** @throws FeedError */
function decoded<T>(decode: (payload: unknown) => T, payload: unknown): T {
  try {
    return decode(payload);
  } catch (cause) {
    if (!(cause instanceof CodecError)) throw cause;
    throw new FeedError('bad-message', `the feed sent a bad message: ${cause.message}`, cause);
  }
}

/** The error to report: why the connection was lost, or why there never was one. */
async function lost(url: string, why: string): Promise<FeedError> {
  if (why !== NO_CONNECTION && why !== NO_ANSWER)
    return new FeedError('lost', `the connection to ${url} was lost (${why})`);
  const { finding, advice } = diagnosisWords((await diagnose(url, ask)) ?? { kind: 'websocket-blocked' }, url);
  return new FeedError('lost', `no connection to ${url}. ${finding} ${advice}`);
}
