// Expensive requests of one client do not slow down the other clients.
import { describe, expect, it } from 'vitest';
import { decodeReply, encodeResume } from '../../proto/codec.ts';
import { AttackedFeed } from '../support/attacks/attacker.ts';
import { COST_ATTACKS, FULL_LOG_ATTACKS } from '../support/attacks/cost-attacks.ts';
import { itSurvives } from '../support/attacks/survival.ts';
import { RawClient } from '../support/clients/raw-client.ts';

describe('feed', () => {
  itSurvives(COST_ATTACKS);
});

describe('feed with a full log', () => {
  itSurvives(FULL_LOG_ATTACKS, (args) => AttackedFeed.withFullLog(args));
});

it('refuses excessive requests with a retry time, and serves again after that', async () => {
  const { feed } = await AttackedFeed.start();
  const client = await RawClient.open(feed.url);
  const request = encodeResume({ after: { epoch: 0, sequence: 0 }, subscriptions: UNKNOWN_SYMBOLS, lanes: [] });
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

/** Unknown symbols: the reply has a row for each. */
const UNKNOWN_SYMBOLS = Array.from({ length: 2_048 }, (_, i) => ({ symbol: `X${i}`, mode: 'board' as const }));
