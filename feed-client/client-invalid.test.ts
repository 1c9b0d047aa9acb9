// The feed client with a server that sends invalid messages: it reconnects, and refuses the server if that continues.
import { describe, expect, it } from 'vitest';
import {
  encodeBatch,
  encodeHeartbeat,
  encodeInstruments,
  encodeReply,
  encodeSnapshot,
  encodeWelcome,
} from '../proto/codec.ts';
import { PROTOCOL_VERSION, type Welcome } from '../proto/messages.ts';
import { emptySaleRows, type emptyTapeRows } from '../proto/rows.ts';
import {
  makeAccepted,
  makeBatch,
  makeHeartbeat,
  makeInstrument,
  makeInstruments,
  makeReply,
  makeState,
  makeWelcome,
} from '../tests/support/wire/builders.ts';
import { ClientRun } from '../tests/support/clients/client-run.ts';

/** Expects that the client reconnects neither by itself nor on a nudge, but only on a retry. */
function expectRefused(run: ClientRun, why: string): void {
  const { client, network, clock } = run;
  expect(client.link).toMatchObject({ kind: 'refused', code: undefined });
  expect(client.link).toHaveProperty('why', expect.stringContaining(why));
  expect(client.status.outage?.why).toContain(why);
  const { length } = network.connections;
  clock.advance(600_000);
  client.nudge();
  expect(network.connections).toHaveLength(length);
  expect(network.open).toEqual([]);
  client.retryNow();
  expect(network.connections).toHaveLength(length + 1);
}

describe('FeedClient refuses a feed that sends three times in a row', () => {
  it.each<[string, (run: ClientRun) => void, string]>([
    [
      'a symbol listed twice',
      (run) => listInstruments(run, { id: 1, symbol: 'S0' }),
      'symbol "S0": expected once, found twice',
    ],
    ['an id listed twice', (run) => listInstruments(run, { id: 0, symbol: 'S1' }), 'id 0: expected once, found twice'],
    [
      'another id than the one accepted',
      (run) => listInstruments(run, { id: 0, symbol: 'X' }, false),
      'expected one symbol',
    ],
    [
      'a symbol with a bidirectional override',
      (run) => listInstruments(run, { id: 1, symbol: 'S\u202E1' }),
      'instrument 1 symbol: expected',
    ],
    [
      'a symbol that changes its id',
      (run) => acceptS1As(run, 5, 'S0'),
      'instrument "S0": expected id 0 with 2 decimals',
    ],
    [
      'an id that two symbols share',
      (run) => acceptS1As(run, 0, 'S1'),
      'id 0: expected one symbol, found "S0" and "S1"',
    ],
    ['a frame that is too long', (run) => run.network.latest.sendInvalid('too long'), 'too long'],
  ])('%s', (_, send, why) => {
    const run = ClientRun.live();
    for (let link = 1; link <= 3; link++) {
      send(run);
      if (link === 3) break;
      expect(run.client.link).toMatchObject({ kind: 'waiting' });
      expect(run.client.status.outage?.why).toContain(why);
      reconnect(run);
    }
    expectRefused(run, why);
  });

  it.each<[string, Partial<Welcome>, string]>([
    [
      'a heartbeat of an hour',
      { heartbeatMs: 3_600_000 },
      'welcome heartbeat_ms: expected a whole number from 50 to 60000, found 3600000',
    ],
    ['another protocol', { protocol: 7 }, `welcome: expected protocol ${PROTOCOL_VERSION}, found 7`],
  ])('%s', (_, welcome, why) => {
    const run = new ClientRun();
    run.client.start();
    for (let link = 1; link <= 3; link++) {
      run.network.latest.emit('welcome', encodeWelcome(makeWelcome(welcome)));
      if (link < 3) run.clock.advance(1_000);
    }
    expectRefused(run, why);
  });

  it('an invalid message, until a retry brings valid ones', () => {
    const run = ClientRun.live();
    for (let link = 1; link <= 3; link++) {
      listInstruments(run, { id: 1, symbol: 'S0' });
      if (link < 3) reconnect(run);
    }
    expect(run.client.link.kind).toBe('refused');
    run.client.retryNow();
    run.welcome();
    run.network.latest.lastRequest('instruments').reply(encodeInstruments(makeInstruments(2)));
    run.reply('resume', makeAccepted(0), makeAccepted(0, { mode: 'tape' }));
    expect(run.client.link.kind).toBe('live');
    expect(run.client.status.instruments).toHaveLength(2);
  });
});

describe('an impossible update', () => {
  const sales = { ...emptySaleRows(), id: [9], time: [1], last: [1], size: [1] };
  const impossibleMessages: [string, Parameters<ClientRun['network']['latest']['emit']>][] = [
    ['a time that is not a number', ['heartbeat', encodeHeartbeat(makeHeartbeat({ serverTime: NaN }))]],
    ['a batch of an id that is not listed', ['batch', encodeBatch(batchOf({ sales: merged(sales) }))]],
    ['a trade of an id that is not listed', ['batch', encodeBatch(batchOf({ tape: tapeOf(9) }))]],
    [
      'a state of an id that is not listed',
      ['snapshot', encodeSnapshot({ intervalMs: 0, at: { epoch: 1, sequence: 10 }, states: [makeState({ id: 9 })] })],
    ],
  ];
  it.each(impossibleMessages)('causes two reconnects, and a refusal the third time: %s', (_, [event, payload]) => {
    const run = ClientRun.live();
    for (let link = 1; link <= 3; link++) {
      run.network.latest.lastRequest('instruments').reply(encodeInstruments(makeInstruments(3)));
      expect(run.client.link.kind).toBe('live');
      run.network.latest.emit(event, payload);
      if (link === 3) break;
      expect(run.client.link).toMatchObject({ kind: 'waiting' });
      reconnect(run);
    }
    expectRefused(run, '');
  });

  it('is forgotten after a steady link', () => {
    const run = ClientRun.live();
    for (let link = 1; link <= 5; link++) {
      for (let second = 0; second < 11; second++) {
        run.clock.advance(1_000);
        const serverTime = 1_000 * (second + 2);
        const at = { after: 10, through: 10, head: 10 };
        run.network.latest.emit('heartbeat', encodeHeartbeat(makeHeartbeat({ ...at, serverTime })));
      }
      run.network.latest.emit('heartbeat', encodeHeartbeat(makeHeartbeat({ marketTime: Infinity })));
      expect(run.client.link.kind).toBe('waiting');
      reconnect(run);
    }
    expect(run.client.link.kind).toBe('live');
  });
});

describe('a damaged message', () => {
  const damaged: [string, (run: ClientRun) => void][] = [
    ['a batch', (run) => run.network.latest.emit('batch', Uint8Array.of(0))],
    [
      'a reply',
      (run) => {
        const handle = run.client.subscribe('S1', { mode: 'board' });
        run.network.latest.lastRequest('subscribe').reply(Uint8Array.of(0));
        handle.close();
      },
    ],
  ];
  it.each(damaged)('always leads to a reconnect, since another link may work: %s', (_, damage) => {
    const run = ClientRun.live();
    for (let link = 1; link <= 10; link++) {
      damage(run);
      expect(run.client.link.kind).toBe('waiting');
      expect(run.client.status.outage?.why).toContain('the server sent a bad message');
      reconnect(run);
      expect(run.client.link.kind).toBe('live');
    }
  });
});

/** Sends the list of instruments: S0 with id 0, unless `withS0` is false, and `more`. */
function listInstruments({ network }: ClientRun, more: { id: number; symbol: string }, withS0 = true): void {
  const listed = [...(withS0 ? [makeInstrument(0)] : []), makeInstrument(more.id, more)];
  network.latest.lastRequest('instruments').reply(encodeInstruments(listed));
}

/** Subscribes to S1, and accepts it as an instrument with this id and symbol. */
function acceptS1As({ client, network }: ClientRun, id: number, symbol: string): void {
  client.subscribe('S1', { mode: 'board' });
  const accepted = [makeAccepted(id, { instrument: makeInstrument(id, { symbol }) })];
  network.latest.lastRequest('subscribe').reply(encodeReply(makeReply({ accepted, head: { epoch: 1, sequence: 10 } })));
}

/** Reconnects and resumes: live again at sequence 10. */
function reconnect(run: ClientRun): void {
  run.clock.advance(1_000);
  run.welcome();
  run.reply('resume', makeAccepted(0), makeAccepted(0, { mode: 'tape' }));
}

function batchOf(parts: Partial<ReturnType<typeof makeBatch>>): ReturnType<typeof makeBatch> {
  return makeBatch({ after: 10, through: 11, ...parts });
}

function merged(rows: ReturnType<typeof emptySaleRows>): ReturnType<typeof emptySaleRows> {
  return { ...rows, merged: [0], first: rows.last, high: rows.last, low: rows.last, volume: rows.size };
}

function tapeOf(id: number): ReturnType<typeof emptyTapeRows> {
  return { sequence: [11], id: [id], time: [1], price: [1], size: [1] };
}
