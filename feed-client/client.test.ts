// The feed client: messages fill the board and the tape, and subscriptions are requested.
import { describe, expect, it } from 'vitest';
import { decodeResume, decodeSubscribe, encodeHeartbeat, encodeInstruments, encodeReply } from '../proto/codec.ts';
import { PROTOCOL_VERSION } from '../proto/messages.ts';
import { makeHeartbeat, makeInstruments, makeReply } from '../tests/support/wire/builders.ts';
import { ClientRun } from '../tests/support/clients/client-run.ts';

describe('FeedClient', () => {
  it('connects to its address with its protocol version', () => {
    const { client, network } = new ClientRun();
    client.start();
    expect(network.latest).toMatchObject({ url: 'http://feed', protocol: PROTOCOL_VERSION });
    expect(client.link).toMatchObject({ kind: 'connecting', attempt: 1 });
  });

  it('fills the board and the tape', () => {
    const run = ClientRun.live();
    const { board, tape } = run;
    expect(board.get('S0')).toMatchObject({ reference: 99, trades: { last: 100, count: 1 } });
    run.trade(10);
    expect(board.get('S0')?.trades).toMatchObject({ last: 101, volume: 10, count: 2 });
    expect(tape.items('S0')).toEqual([{ kind: 'trade', sequence: 11, time: 1_000, price: 101, size: 5 }]);
  });

  it('reports the server and the market', () => {
    const { clock, client, network } = ClientRun.live();
    clock.advance(500);
    const heartbeat = makeHeartbeat({ after: 10, through: 10, head: 10, session: 'closed', marketTime: 7_000 });
    network.latest.emit('heartbeat', encodeHeartbeat(heartbeat));
    expect(client.status).toMatchObject({
      lastMessageAt: clock.now(),
      feedInfo: {
        source: 'Test',
        server: 'Tapewire test',
        session: 'closed',
        marketTime: 7_000,
        receivedAt: clock.now(),
      },
    });
  });

  it('lists the instruments of the feed', () => {
    const { client, network } = ClientRun.live();
    network.latest.lastRequest('instruments').reply(encodeInstruments(makeInstruments(3)));
    expect(client.status.instruments.map(({ symbol }) => symbol)).toEqual(['S0', 'S1', 'S2']);
  });

  it('lists refused symbols with the reasons', () => {
    const { client, network } = ClientRun.live();
    client.subscribe('NOPE', { mode: 'board' });
    const refused = [{ kind: 'unknown-symbol', symbol: 'NOPE', mode: 'board', message: 'no symbol "NOPE"' }] as const;
    network.latest.lastRequest('subscribe').reply(encodeReply(makeReply({ refused })));
    expect(client.status.refused).toEqual(new Map([['NOPE', 'no symbol "NOPE"']]));
  });

  it('calls each listener until it is removed', () => {
    const run = ClientRun.live();
    const { client, network } = run;
    let calls = 0;
    const removeListener = client.on('status', () => calls++);
    run.trade(10);
    network.latest.lastRequest('instruments').reply(encodeInstruments([]));
    expect(calls).toBe(2);
    removeListener();
    run.trade(11);
    expect(calls).toBe(2);
  });
});

describe('FeedClient requests', () => {
  it('subscribe and unsubscribe symbols', () => {
    const { client, network, board, handles } = ClientRun.live();
    client.subscribe('S1', { mode: 'tape' });
    expect(decodeSubscribe(network.latest.lastRequest('subscribe').payload)).toEqual([
      { symbol: 'S1', mode: 'tape', intervalMs: 0 },
    ]);
    handles.board.close();
    expect(decodeSubscribe(network.latest.lastRequest('unsubscribe').payload)).toEqual([
      { symbol: 'S0', mode: 'board', intervalMs: 0 },
    ]);
    expect(board.get('S0')).toBeUndefined();
  });

  it('resume from the position after a drop', () => {
    const run = ClientRun.live();
    const { clock, client, network, board } = run;
    run.trade(10);
    network.latest.disconnect('transport close');
    expect(client.link).toMatchObject({ kind: 'waiting', why: 'transport close' });
    clock.advance(100);
    expect(network.connections).toHaveLength(2);
    run.welcome(12);
    expect(decodeResume(network.latest.lastRequest('resume').payload)).toEqual({
      after: { epoch: 1, sequence: 11 },
      lanes: [],
      subscriptions: [
        { symbol: 'S0', mode: 'board', intervalMs: 0 },
        { symbol: 'S0', mode: 'tape', intervalMs: 0 },
      ],
    });
    expect(board.get('S0')?.trades?.last).toBe(101);
  });

  it('close the connection if the reply is invalid', () => {
    const { client, network } = ClientRun.live();
    client.subscribe('S1', { mode: 'board' });
    const { latest } = network;
    latest.lastRequest('subscribe').reply('no bytes');
    expect(latest.closed).toBe(true);
    expect(client.link).toMatchObject({ kind: 'waiting' });
  });
});
