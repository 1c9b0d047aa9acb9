// Runs one attack in a process of its own, so that it takes nothing from the test or from the bystander.
import { constants, setPriority } from 'node:os';
import { ATTACKS, type AttackName } from './attacks.ts';
import type { Target } from './target.ts';

// An attacker has a machine of its own.
setPriority(constants.priority.PRIORITY_LOW);
process.on('message', ({ name, target }: { readonly name: AttackName; readonly target: Target }) => {
  ATTACKS[name](target).then(
    () => process.send?.({}),
    (error: unknown) => process.send?.({ failure: String(error) }),
  );
});
process.on('disconnect', () => process.exit());
