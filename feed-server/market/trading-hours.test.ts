// The market session of every kind of instrument, by New York time and the calendar.
import { describe, expect, it } from 'vitest';
import { phaseAt, type Phase, type TradingHours } from './trading-hours.ts';

const DAY_MS = 86_400_000;

function phaseAtUtc(hours: TradingHours, utc: string): Phase {
  return phaseAt(hours, Date.parse(utc));
}

/** The next `count` phases from a time on, as text: "open until 2025-10-10T19:50". */
function phasesFrom(hours: TradingHours, utc: string, count: number): string[] {
  const phases: string[] = [];
  for (let time = Date.parse(utc), i = 0; i < count; i++) {
    const { session, until, beginsDay } = phaseAt(hours, time);
    phases.push(`${session}${beginsDay ? ' begins the day,' : ''} until ${new Date(until).toISOString().slice(0, 16)}`);
    time = until;
  }
  return phases;
}

describe('phaseAt, US equities', () => {
  it('have all phases of a day, and skip from Friday to Monday', () => {
    expect(phasesFrom('us-equities', '2025-10-10T06:00Z', 8)).toEqual([
      'closed until 2025-10-10T08:00',
      'pre-market begins the day, until 2025-10-10T13:28',
      'opening-auction until 2025-10-10T13:30',
      'open until 2025-10-10T19:50',
      'closing-auction until 2025-10-10T20:00',
      'after-hours until 2025-10-11T00:00',
      'closed until 2025-10-13T08:00',
      'pre-market begins the day, until 2025-10-13T13:28',
    ]);
  });

  it('close early before a holiday, and stay closed over it', () => {
    expect(phasesFrom('us-equities', '2025-12-24T15:00Z', 5)).toEqual([
      'open until 2025-12-24T17:50',
      'closing-auction until 2025-12-24T18:00',
      'after-hours until 2025-12-24T22:00',
      'closed until 2025-12-26T09:00',
      'pre-market begins the day, until 2025-12-26T14:28',
    ]);
  });

  it('keep New York time across daylight saving changes', () => {
    expect(phasesFrom('us-equities', '2025-03-07T22:00Z', 2)).toEqual([
      'after-hours until 2025-03-08T01:00',
      'closed until 2025-03-10T08:00',
    ]);
    expect(phasesFrom('us-equities', '2025-10-31T21:00Z', 2)).toEqual([
      'after-hours until 2025-11-01T00:00',
      'closed until 2025-11-03T09:00',
    ]);
  });

  it('include the regular session in each of its phases', () => {
    const regular = { open: Date.parse('2025-10-10T13:30Z'), close: Date.parse('2025-10-10T20:00Z') };
    expect(phaseAtUtc('us-equities', '2025-10-10T14:00Z').regular).toEqual(regular);
    expect(phaseAtUtc('us-equities', '2025-10-10T19:55Z').regular).toEqual(regular);
    expect(phaseAtUtc('us-equities', '2025-10-10T13:29Z').regular).toBeUndefined();
  });
});

describe('phaseAt, other instruments', () => {
  it('calculates indices from the open to the close', () => {
    expect(phasesFrom('us-index', '2025-11-28T10:00Z', 4)).toEqual([
      'closed until 2025-11-28T14:30',
      'open begins the day, until 2025-11-28T18:00',
      'closed until 2025-12-01T14:30',
      'open begins the day, until 2025-12-01T21:00',
    ]);
  });

  it('trades foreign exchange from Sunday 17:00 to Friday 17:00, with days starting at 17:00', () => {
    expect(phasesFrom('forex', '2025-10-09T12:00Z', 4)).toEqual([
      'open begins the day, until 2025-10-09T21:00',
      'open begins the day, until 2025-10-10T21:00',
      'closed until 2025-10-12T21:00',
      'open begins the day, until 2025-10-13T21:00',
    ]);
    expect(phaseAtUtc('forex', '2025-10-11T12:00Z').session).toBe('closed');
    expect(phaseAtUtc('forex', '2025-10-12T20:59:59.999Z').session).toBe('closed');
    expect(phaseAtUtc('forex', '2025-10-12T21:00Z').session).toBe('open');
  });

  it('never closes continuous markets, whose days start at midnight UTC', () => {
    expect(phasesFrom('continuous', '2025-10-11T12:00Z', 2)).toEqual([
      'open begins the day, until 2025-10-12T00:00',
      'open begins the day, until 2025-10-13T00:00',
    ]);
  });
});

describe('phaseAt, over years', () => {
  it.each(['us-equities', 'us-index', 'forex', 'continuous'] as const)(
    'stays in each phase until its end: %s',
    (hours) => {
      let time = Date.parse('2021-12-20T00:00Z');
      while (time < Date.parse('2024-01-10T00:00Z')) {
        const phase = phaseAt(hours, time);
        expect(phase.until).toBeGreaterThan(time);
        expect(phase.until - time).toBeLessThan(5 * DAY_MS);
        expect(phaseAt(hours, phase.until - 1)).toEqual(phase);
        expect(phaseAt(hours, phase.until)).not.toEqual(phase);
        time = phase.until;
      }
    },
  );
});
