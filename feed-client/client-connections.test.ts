// The feed client's connections: one at a time, dropped after a bad message, and with at most one timer.
import { describe, expect, it } from 'vitest';
import { decodeResume, encodeClose, encodeInstruments, encodeRefusal } from '../proto/codec.ts';
import { makeAccepted, makeInstruments } from '../tests/support/wire/builders.ts';
import { ClientRun, tradeBatch } from '../tests/support/clients/client-run.ts';

describe('FeedClient after a bad message', () => {
  it.each([
    ['truncated bytes', () => tradeBatch(10).subarray(0, 9)],
    ['text', () => 'hello'],
    ['nothing', () => undefined],
  ])('reconnects and resumes if a batch is %s', (_, payload) => {
    const run = ClientRun.live();
    const { clock, client, network, tape } = run;
    const { latest } = network;
    latest.emit('batch', payload());
    expect(latest.closed).toBe(true);
    const { link } = client.status;
    expect(link).toMatchObject({ kind: 'waiting', attempt: 2 });
    expect(link.kind === 'waiting' && link.why).toContain('the server sent a bad message: batch');
    expect(tape.items('S0')).toEqual([]);
    clock.advance(1_000);
    run.welcome(20);
    expect(decodeResume(network.latest.lastRequest('resume').payload).after.sequence).toBe(10);
  });

  it('reconnects if a request was refused', () => {
    const { client, network } = ClientRun.live();
    const refusal = { kind: 'malformed', symbol: '', mode: undefined, message: 'no such thing' } as const;
    network.latest.emit('refusal', encodeRefusal(refusal));
    expect(client.link).toMatchObject({ kind: 'waiting', why: 'the server refused a request: no such thing' });
  });
});

describe('FeedClient connections', () => {
  it('are closed before the next one opens', () => {
    const { clock, client, network } = ClientRun.live();
    for (let i = 0; i < 5; i++) {
      network.latest.disconnect('transport close');
      expect(network.open).toEqual([]);
      clock.advance(1_000);
      expect(network.open).toEqual([network.latest]);
    }
    client.stop();
    expect(network.open).toEqual([]);
  });

  it('have no effect once closed, whatever still arrives', () => {
    const run = ClientRun.live();
    const { clock, client, network, tape } = run;
    const old = network.latest;
    const late = old.lastRequest('instruments');
    client.subscribe('S1', { mode: 'board' });
    const lateReply = old.lastRequest('subscribe');
    old.disconnect('transport close');
    clock.advance(100);
    run.welcome();
    run.reply('resume', makeAccepted(0), makeAccepted(0, { mode: 'tape' }));
    const { link } = client.status;
    old.emit('batch', tradeBatch(10));
    old.emit('batch', 'no bytes');
    old.emit('close', encodeClose({ code: 4500, message: 'go away' }));
    old.refuse({ code: 4500, message: 'go away' });
    old.disconnect('again');
    late.reply(encodeInstruments(makeInstruments(3)));
    lateReply.reply('no bytes');
    expect(client.link).toEqual(link);
    expect(client.status.instruments).toEqual([]);
    expect(tape.items('S0')).toEqual([]);
    expect(network.open).toEqual([network.latest]);
  });

  it('are not retried automatically if the server refused this client', () => {
    const { clock, client, network } = new ClientRun();
    client.start();
    network.latest.refuse({ code: 4500, message: 'protocol 2' });
    expect(client.link).toEqual({ kind: 'refused', code: 4500, why: 'protocol 2' });
    clock.advance(3_600_000);
    client.nudge();
    client.handleWake();
    expect(network.connections).toHaveLength(1);
    client.retryNow();
    expect(network.connections).toHaveLength(2);
  });
});

describe('FeedClient', () => {
  it('has at most one timer, which never fires in a loop', () => {
    const run = ClientRun.live();
    const { clock, client } = run;
    for (let i = 0; i < 200; i++) {
      clock.advance(100);
      run.trade(10 + i);
      expect(clock.pending).toBe(1);
    }
    expect(client.link.kind).toBe('live');
    let calls = 0;
    client.on('status', () => calls++);
    clock.advance(2_500);
    expect(client.link.kind).toBe('stale');
    expect(calls).toBeLessThanOrEqual(2);
  });

  it('marks prices as stale when the feed falls silent, then reconnects', () => {
    const { clock, client, network } = ClientRun.live();
    const start = clock.now();
    clock.advance(2_500);
    expect(client.link).toEqual({ kind: 'stale', since: start, behindMs: undefined });
    clock.advance(3_500);
    expect(client.link.kind).toBe('waiting');
    clock.advance(200);
    expect(client.link.kind).toBe('connecting');
    expect(network.connections).toHaveLength(2);
  });

  it.each([
    ['connecting', () => new ClientRun(), (run: ClientRun) => run.client.start()],
    ['live', () => ClientRun.live(), () => undefined],
    ['waiting', () => ClientRun.live(), (run: ClientRun) => run.network.latest.disconnect('transport close')],
  ] as const)('has no timer after it is stopped while %s', (kind, makeRun, act) => {
    const run = makeRun();
    const { clock, client, network } = run;
    act(run);
    expect(client.link.kind).toBe(kind);
    client.stop();
    expect(clock.pending).toBe(0);
    expect(client.link).toEqual({ kind: 'idle' });
    clock.advance(60_000);
    expect(network.open).toEqual([]);
  });

  it('resumes after a second start', () => {
    const run = ClientRun.live();
    const { client, network } = run;
    client.stop();
    client.start();
    run.welcome();
    expect(decodeResume(network.latest.lastRequest('resume').payload).after).toEqual({ epoch: 1, sequence: 10 });
  });
});
