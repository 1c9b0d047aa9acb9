// All attacks by name. Each is bounded and ends on its own. They run in a separate process, see attacker.ts.
import { COST_ATTACKS } from './cost-attacks.ts';
import { INPUT_ATTACKS } from './input-attacks.ts';
import { MEMORY_ATTACKS } from './memory-attacks.ts';
import type { Attack } from './target.ts';

export const ATTACKS = { ...COST_ATTACKS, ...INPUT_ATTACKS, ...MEMORY_ATTACKS } satisfies Record<string, Attack>;

export type AttackName = keyof typeof ATTACKS;
