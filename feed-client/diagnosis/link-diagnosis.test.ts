// When failed connection attempts are diagnosed, and when a diagnosis is withdrawn.
import { describe, expect, it } from 'vitest';
import { FakeClock } from '../../tests/support/time/fake-clock.ts';
import type { Diagnosis } from './diagnosis.ts';
import type { Link } from '../status.ts';
import { LinkDiagnosis } from './link-diagnosis.ts';

const REFUSED_PORT: Diagnosis = { kind: 'connection-refused' };

class Run {
  readonly clock = new FakeClock();
  readonly changes: (Diagnosis | undefined)[] = [];
  readonly #listeners: (() => void)[] = [];
  readonly #pending: ((diagnosis: Diagnosis | undefined) => void)[] = [];
  readonly diagnosis: LinkDiagnosis;
  #link: Link = { kind: 'idle' };
  diagnoses = 0;

  constructor() {
    const now = (): number => this.clock.now();
    const link = (): Link => this.#link;
    this.diagnosis = new LinkDiagnosis({
      client: {
        get now() {
          return now();
        },
        get link() {
          return link();
        },
        on: (_, listener) => {
          this.#listeners.push(listener);
          return () => undefined;
        },
      },
      diagnose: () => {
        this.diagnoses++;
        return new Promise((resolve) => this.#pending.push(resolve));
      },
      onChange: () => this.changes.push(this.diagnosis.current),
    });
  }

  setLink(link: Link): this {
    this.#link = link;
    for (const listener of this.#listeners) listener();
    return this;
  }

  /** Makes an attempt that fails after `ms`. */
  failAttempt(why = 'no connection', ms = 10): this {
    this.setLink({ kind: 'connecting', attempt: 1, since: this.clock.now() });
    this.clock.advance(ms);
    return this.setLink({ kind: 'waiting', attempt: 2, until: this.clock.now() + 100, why });
  }

  /** Resolves the oldest pending diagnosis. */
  async answer(diagnosis: Diagnosis | undefined): Promise<this> {
    this.#pending.shift()?.(diagnosis);
    await Promise.resolve();
    return this;
  }
}

describe('failed attempts', () => {
  it('are diagnosed from the first, and reported once the cause is known', async () => {
    const run = new Run().failAttempt();
    expect([run.diagnoses, run.diagnosis.current]).toEqual([1, undefined]);
    await run.answer(REFUSED_PORT);
    expect(run.diagnosis.current).toBe(REFUSED_PORT);
  });

  it('are reported once while the diagnosis stays the same', async () => {
    const run = new Run();
    for (let i = 0; i < 100; i++) {
      run.failAttempt();
      await run.answer({ kind: 'connection-refused' });
      run.clock.advance(1_000);
    }
    expect(run.changes).toEqual([REFUSED_PORT]);
    run.clock.advance(10_000);
    await run.failAttempt().answer({ kind: 'not-tapewire', status: 502 });
    expect(run.changes).toEqual([REFUSED_PORT, { kind: 'not-tapewire', status: 502 }]);
  });

  it('are diagnosed one at a time, and less often the longer they last', async () => {
    const run = new Run();
    for (let i = 0; i < 600; i++) {
      run.failAttempt();
      await run.answer(REFUSED_PORT);
      run.clock.advance(490);
    }
    // Within five minutes: at once, after 1, 2, 4 and 8 s, then every 10 s.
    expect(run.diagnoses).toBe(33);
    const unanswered = new Run();
    for (let i = 0; i < 100; i++) unanswered.failAttempt();
    expect(unanswered.diagnoses).toBe(1);
  });

  it.each(['the feed server is full, 4006', 'the connection broke off', 'the server fell silent'])(
    'are not diagnosed if the server gives the reason ("%s")',
    (why) => {
      expect(new Run().failAttempt(why).diagnoses).toBe(0);
    },
  );

  it('are not diagnosed if an open link is lost', () => {
    const run = new Run().setLink({ kind: 'live', since: 0 });
    expect(run.setLink({ kind: 'waiting', attempt: 1, until: 9, why: 'no connection' }).diagnoses).toBe(0);
  });

  it('are forgotten once there is a link, even if a diagnosis is pending', async () => {
    const run = new Run().failAttempt();
    await run.answer(REFUSED_PORT);
    run.setLink({ kind: 'live', since: run.clock.now() });
    expect(run.diagnosis.current).toBeUndefined();
    run.failAttempt().setLink({ kind: 'resuming', since: run.clock.now() });
    await run.answer(REFUSED_PORT);
    expect(run.changes).toEqual([REFUSED_PORT, undefined]);
  });
});

describe('a healthy server', () => {
  it('does not implicate a proxy, because it may have started after the attempt failed', async () => {
    const run = new Run().failAttempt();
    await run.answer(undefined);
    expect(run.diagnosis.current).toBeUndefined();
  });

  it('implicates a proxy that strips Upgrade if the next attempt fails too', async () => {
    const run = new Run().failAttempt();
    await run.answer(undefined);
    run.failAttempt();
    expect(run.diagnosis.current).toEqual({ kind: 'websocket-blocked' });
    run.clock.advance(2_000);
    run.failAttempt();
    await run.answer(undefined);
    expect(run.diagnosis.current).toEqual({ kind: 'websocket-blocked' });
    run.clock.advance(10_000);
    run.failAttempt();
    await run.answer(REFUSED_PORT);
    expect(run.diagnosis.current).toBe(REFUSED_PORT);
  });
});

it('a refused protocol is diagnosed, but no other refusal', () => {
  expect(new Run().setLink({ kind: 'refused', code: 4_500, why: '' }).diagnoses).toBe(1);
  expect(new Run().setLink({ kind: 'refused', code: 4_501, why: '' }).diagnoses).toBe(0);
});
