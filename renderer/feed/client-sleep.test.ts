// The feed client over a machine that sleeps: nothing from before is called live.
import { describe, expect, it } from 'vitest';
import { encodeHeartbeat } from '../../proto/codec.ts';
import { makeHeartbeat } from '../../tests/support/builders.ts';
import { ClientRun } from '../../tests/support/client-run.ts';

const NIGHT_MS = 8 * 3_600_000;

/** The kinds of link there are from now on. */
function linksOf({ client }: ClientRun): string[] {
  const links: string[] = [];
  client.onStatus(() => links.push(client.status.link.kind));
  return links;
}

describe('FeedClient, after a sleep', () => {
  it.each<[string, (run: ClientRun) => void]>([
    ['the page looks at the clock', ({ client }) => client.lookAtClock()],
    ['a batch from before arrives', (run) => run.trade(10)],
    [
      'a heartbeat from before arrives',
      ({ network }) => network.latest.say('heartbeat', encodeHeartbeat(makeHeartbeat({ after: 10, through: 10 }))),
    ],
    ['a reply from before arrives', ({ network }) => network.connections[0]?.last('instruments').reply('x')],
    ['a timer rings', ({ clock }) => clock.advance(1_000)],
    ['the app says so', ({ client }) => client.woke()],
  ])('connects anew when %s, and is not live before that', (_, act) => {
    const run = ClientRun.live();
    const { clock, network, tape } = run;
    const before = clock.now();
    clock.advance(100);
    const links = linksOf(run);
    clock.sleep(NIGHT_MS);
    act(run);
    expect(network.connections).toHaveLength(2);
    expect(network.open).toEqual([network.latest]);
    expect(new Set(links)).toEqual(new Set(['connecting']));
    expect(run.client.status.outage).toEqual({ asOf: before, why: 'this machine slept' });
    expect(tape.items('S0')).toEqual([]);
  });

  it('does not take a pause of two heartbeats for one, nor a page whose timers are late while messages come', () => {
    const run = ClientRun.live();
    run.clock.sleep(2_000);
    run.client.lookAtClock();
    for (let i = 0; i < 60; i++) {
      run.clock.sleep(1_000);
      run.trade(10 + i);
    }
    run.client.lookAtClock();
    expect(run.client.status.link.kind).toBe('live');
    expect(run.network.connections).toHaveLength(1);
  });
});
