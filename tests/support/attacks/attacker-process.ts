// Runs one attack in its own process, so that it takes no time from the test or the bystander.
import { constants, setPriority } from 'node:os';
import { ATTACKS, type AttackName } from './attacks.ts';
import type { Target } from './target.ts';

// A real attacker would use another machine.
setPriority(constants.priority.PRIORITY_LOW);
process.on('message', ({ name, target }: { readonly name: AttackName; readonly target: Target }) => {
  ATTACKS[name](target).then(
    () => process.send?.({}),
    (error: unknown) => process.send?.({ failure: String(error) }),
  );
});
process.on('disconnect', () => process.exit());
