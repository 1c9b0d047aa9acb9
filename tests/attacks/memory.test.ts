// Clients that don't read, or that begin and never end, leave the server's memory within bounds.
import { beforeAll, describe, expect, it } from 'vitest';
import { AttackedFeed } from '../support/attacks/attacker.ts';

const ATTACKS = [
  'bars that nobody reads',
  'pings',
  'instruments that nobody reads',
  'a frame that never ends',
  'fragments that never end',
  'attachments that never end',
  'slow heads',
] as const;

describe.each([
  { served: 'one process', args: [] },
  { served: 'two workers', args: ['--workers', '2'] },
])('a feed served by $served', ({ args }) => {
  let attacked: AttackedFeed;

  beforeAll(async () => {
    attacked = await AttackedFeed.start(...args);
  });

  it.each(args.length > 0 ? ATTACKS.slice(0, 2) : ATTACKS)('survives %s', async (name) => {
    expect(await attacked.harmOf(name)).toEqual([]);
  });
});
