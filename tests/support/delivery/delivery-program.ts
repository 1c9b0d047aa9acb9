// Random programs of client actions and network faults, reproducible by seed.
import type { Subscription } from '../../../proto/messages.ts';
import type { Reading } from './model-wire.ts';
import { Dice } from '../random/seeded.ts';

/** The position that a reconnecting client resumes from; `nowhere`: it subscribes without resuming. */
export type ResumePoint = 'current' | 'earlier' | 'future' | 'other-epoch' | 'nowhere';

export type Step =
  | { readonly kind: 'ticks'; readonly count: number; readonly everyMs: number }
  /** All at once; a `share` of them are trades of one symbol. */
  | { readonly kind: 'burst'; readonly count: number; readonly share: number }
  | { readonly kind: 'wait'; readonly ms: number }
  | { readonly kind: 'subscribe' | 'unsubscribe'; readonly subscriptions: readonly Subscription[] }
  | { readonly kind: 'rate'; readonly batchRate: number }
  | { readonly kind: 'read'; readonly reading: Reading }
  /** Keeps the client's state for a later resume from `earlier`. */
  | { readonly kind: 'remember' }
  | { readonly kind: 'cut' }
  | { readonly kind: 'connect'; readonly from: ResumePoint }
  /** `epoch`: a new log starts on the open connections. `restart`: connections drop too, and last values are lost. */
  | { readonly kind: 'epoch' | 'restart' };

export interface ProgramOptions {
  readonly symbols: readonly string[];
  readonly steps: number;
  /** Maximum number of ticks in a burst. */
  readonly burst: number;
}

const INTERVALS_MS = [0, 0, 0, 40, 250, 1_000];
const BATCH_RATES = [0.5, 5, 20, 30, 1_000];

export function randomProgram(seed: number, { symbols, steps, burst }: ProgramOptions): Step[] {
  const dice = new Dice(seed);
  const randomSymbols = (): readonly string[] => symbols.filter(() => dice.chance(0.5));
  const subscriptions = (): Subscription[] =>
    randomSymbols().map((symbol) =>
      dice.chance(0.35)
        ? { symbol, mode: 'tape', intervalMs: 0 }
        : { symbol, mode: 'board', intervalMs: dice.pick(INTERVALS_MS) },
    );
  const reading = (): Reading =>
    dice.pick<Reading>([
      { kind: 'stopped' },
      { kind: 'slow', everyMs: 5 + dice.below(300) },
      { kind: 'prompt' },
      { kind: 'prompt' },
    ]);
  const resumePoints: readonly ResumePoint[] = [
    'current',
    'current',
    'current',
    'earlier',
    'future',
    'other-epoch',
    'nowhere',
  ];
  const weightedSteps: readonly [weight: number, make: () => Step][] = [
    [30, () => ({ kind: 'ticks', count: 1 + dice.below(25), everyMs: dice.pick([0, 1, 7, 60]) })],
    [2, () => ({ kind: 'burst', count: 1 + dice.below(burst), share: dice.pick([0.2, 1]) })],
    [16, () => ({ kind: 'wait', ms: dice.pick([1, 30, 200, 1_100, 4_000]) })],
    [14, () => ({ kind: 'subscribe', subscriptions: subscriptions() })],
    [8, () => ({ kind: 'unsubscribe', subscriptions: subscriptions() })],
    [4, () => ({ kind: 'rate', batchRate: dice.pick(BATCH_RATES) })],
    [12, () => ({ kind: 'read', reading: reading() })],
    [3, () => ({ kind: 'remember' })],
    [4, () => ({ kind: 'cut' })],
    [6, () => ({ kind: 'connect', from: dice.pick(resumePoints) })],
    [1, () => ({ kind: dice.pick(['epoch', 'restart'] as const) })],
  ];
  const total = weightedSteps.reduce((sum, [weight]) => sum + weight, 0);
  const randomStep = (): Step => {
    let rest = dice.next() * total;
    const picked = weightedSteps.find(([weight]) => (rest -= weight) < 0);
    return picked ? picked[1]() : { kind: 'remember' };
  };
  const first: Step = { kind: 'subscribe', subscriptions: subscriptions() };
  return [first, ...Array.from({ length: steps }, randomStep)];
}
