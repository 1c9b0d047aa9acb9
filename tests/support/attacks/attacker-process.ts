// Runs one attack in a process of its own, so that it takes nothing from the test or from the bystander.
import { ATTACKS, type AttackName, type Target } from './attacks.ts';

process.on('message', ({ name, target }: { readonly name: AttackName; readonly target: Target }) => {
  ATTACKS[name](target).then(
    (outcome) => process.send?.({ outcome }),
    (error: unknown) => process.send?.({ failure: String(error) }),
  );
});
process.on('disconnect', () => process.exit());
