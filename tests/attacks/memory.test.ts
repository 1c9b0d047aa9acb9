// The server's memory stays bounded when clients do not read, or send endless messages.
import { describe } from 'vitest';
import { MEMORY_ATTACKS } from '../support/attacks/memory-attacks.ts';
import { itSurvives } from '../support/attacks/survival.ts';

describe('feed', () => {
  itSurvives(MEMORY_ATTACKS);
});
