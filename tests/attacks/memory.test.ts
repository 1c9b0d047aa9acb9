// Clients that don't read, or that begin and never end, leave the server's memory within bounds.
import { describe } from 'vitest';
import { MEMORY_ATTACKS } from '../support/attacks/memory-attacks.ts';
import { itSurvives } from '../support/attacks/survival.ts';

describe('a feed', () => {
  itSurvives(MEMORY_ATTACKS);
});
