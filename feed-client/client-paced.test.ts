// The feed client with a server that refuses its requests as too fast: it waits as long as the server requests, and loses nothing.
import { expect, it } from 'vitest';
import { decodeResume, encodeReply } from '../proto/codec.ts';
import { makeAccepted, makeReply } from '../tests/support/wire/builders.ts';
import { ClientRun } from '../tests/support/clients/client-run.ts';

const tooFastReply = (retryAfterMs: number): Uint8Array =>
  encodeReply(
    makeReply({ refused: [{ kind: 'too-fast', symbol: '', mode: undefined, message: 'wait', retryAfterMs }] }),
  );

it('resumes on the same link once the server allows it, even after the time limit for answers', () => {
  const run = ClientRun.live();
  const { client, clock, network } = run;
  network.latest.disconnect('transport close');
  clock.advance(1_000);
  run.welcome();
  const { latest } = network;
  latest.lastRequest('resume').reply(tooFastReply(8_000));
  clock.advance(7_999);
  expect(latest.requests.filter(({ event }) => event === 'resume')).toHaveLength(1);
  clock.advance(1);
  const again = latest.requests.filter(({ event }) => event === 'resume');
  expect(again.map(({ payload }) => decodeResume(payload).after.sequence)).toEqual([10, 10]);
  const receipt = { kind: 'exact', missed: 0, fromTime: 0, toTime: 0 } as const;
  run.reply('resume', makeAccepted(0, { receipt }), makeAccepted(0, { mode: 'tape', receipt }));
  expect(client.link.kind).toBe('live');
  expect(network.open).toEqual([latest]);
});
