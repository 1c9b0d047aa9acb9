// The list that --list-scenarios prints.
import { describe, expect, it } from 'vitest';
import { parseFault } from './fault-text.ts';
import { FAULTS, listScenarios } from './faults.ts';

describe('the list of faults', () => {
  it.each(Object.entries(FAULTS))('describes %s', (kind, { parameters, summary }) => {
    expect(listScenarios()).toContain(`${kind.padEnd(10)} ${parameters}`);
    expect(listScenarios()).toContain(summary);
  });

  it.each(Object.entries(FAULTS))('shows valid parameters of %s', (kind, { parameters }) => {
    for (const way of parameters.split(' | ')) expect(parseFault(`${kind} ${way}`).fault.kind).toBe(kind);
  });

  it('fits a terminal', () => {
    for (const line of listScenarios().split('\n')) expect(line.length).toBeLessThanOrEqual(120);
  });
});
