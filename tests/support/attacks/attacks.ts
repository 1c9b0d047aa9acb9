// All attacks by name: each is bounded and ends by itself. They run in a process of their own, see attacker.ts.
import { COST_ATTACKS } from './cost-attacks.ts';
import { INPUT_ATTACKS } from './input-attacks.ts';
import { MEMORY_ATTACKS } from './memory-attacks.ts';
import type { Attack } from './target.ts';

export const ATTACKS = { ...COST_ATTACKS, ...INPUT_ATTACKS, ...MEMORY_ATTACKS } satisfies Record<string, Attack>;

export type AttackName = keyof typeof ATTACKS;
