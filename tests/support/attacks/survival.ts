// Declares tests that run each attack against a feed in one process and a feed with two workers.
import { beforeAll, describe, expect, it } from 'vitest';
import { AttackedFeed } from './attacker.ts';
import type { ATTACKS, AttackName } from './attacks.ts';

export const DEPLOYMENTS = [
  { by: 'one process', args: [] },
  { by: 'two workers', args: ['--workers', '2'] },
];

type StartFeed = (args: readonly string[]) => Promise<AttackedFeed>;

/** `start`: starts the feed, once per deployment. */
export function itSurvives(
  attacks: Partial<typeof ATTACKS>,
  start: StartFeed = (args) => AttackedFeed.start(args),
): void {
  describe.each(DEPLOYMENTS)('served by $by, survives', ({ args }) => {
    let attacked: AttackedFeed;

    beforeAll(async () => {
      attacked = await start(args);
    });

    it.each(Object.keys(attacks) as AttackName[])('%s', async (name) => {
      expect(await attacked.problemsDuring(name)).toEqual([]);
    });
  });
}
