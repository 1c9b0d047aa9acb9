// What one client asks for costs the others no more than their share of the time.
import { beforeAll, describe, expect, it } from 'vitest';
import { decodeReply, encodeResume } from '../../proto/codec.ts';
import { AttackedFeed } from '../support/attacks/attacker.ts';
import { RawClient } from '../support/raw-client.ts';

const ATTACKS = [
  'resumes in one write',
  'resumes from many connections',
  'empty subscriptions',
  'requests of every kind',
  'small pings that are read',
  'pongs',
  'connections that come and go',
] as const;

describe.each([
  { served: 'one process', args: [] },
  { served: 'two workers', args: ['--workers', '2'] },
])('a feed served by $served', ({ args }) => {
  let attacked: AttackedFeed;

  beforeAll(async () => {
    attacked = await AttackedFeed.start(...args);
  });

  it.each(args.length > 0 ? ATTACKS.slice(0, 3) : ATTACKS)('survives %s', async (name) => {
    expect(await attacked.harmOf(name)).toEqual([]);
  });
});

it('refuses what is too much, all of it until the time it names, and serves again after that', async () => {
  const { feed } = await AttackedFeed.start();
  const client = await RawClient.welcomed(feed.url);
  const request = encodeResume({ from: { epoch: 0, sequence: 0 }, subscriptions: MANY, lanes: [] });
  const replies = await Promise.all(Array.from({ length: 60 }, () => client.request('resume', request)));
  const refusals = replies.map((reply) => decodeReply(reply).refused[0]);
  const first = refusals.findIndex((refusal) => refusal?.kind === 'too-fast');
  expect(first).toBeGreaterThan(5);
  for (const refusal of refusals.slice(first)) {
    expect(refusal?.kind).toBe('too-fast');
    expect(refusal?.retryAfterMs).toBeGreaterThan(0);
    expect(refusal?.retryAfterMs).toBeLessThanOrEqual(5_000);
  }
  await expect
    .poll(async () => decodeReply(await client.request('resume', request)).refused[0]?.kind, { timeout: 10_000 })
    .toBe('unknown-symbol');
  expect(client.state.kind).toBe('open');
});

/** Symbols that there are none of: each is a row of the reply. */
const MANY = Array.from({ length: 2_048 }, (_, i) => ({ symbol: `X${i}`, mode: 'board' as const }));
