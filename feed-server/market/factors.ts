// Common factors that move many instruments at once: the market and its sectors. They advance on a fixed grid of market time,
// however often they are read. Also the pace of open-market time: fast at the open, nearly zero at night.
import { activityAt, varianceAt } from './activity.ts';
import { Diffusion, type DiffusionTerms } from './diffusion.ts';
import { Random } from './random.ts';
import { phaseAt, type Phase, type TradingHours } from './trading-hours.ts';

const STEP_MS = 500;
/** Number of steps between updates of activity and variance. */
const STEPS_PER_UPDATE = 20;

export interface FactorTerms {
  readonly market: DiffusionTerms;
  readonly sector: DiffusionTerms;
}

/** A factor with its current log value. */
export interface Factor {
  readonly level: number;
}

class MovingFactor implements Factor {
  readonly #diffusion: Diffusion;
  level = 0;

  constructor(terms: DiffusionTerms, random: Random) {
    this.#diffusion = new Diffusion(terms, random);
  }

  step(seconds: number): void {
    this.level += this.#diffusion.move(seconds);
  }
}

export class Factors {
  readonly #hours: TradingHours;
  readonly #terms: FactorTerms;
  readonly #seed: number;
  readonly #market: MovingFactor;
  readonly #sectors = new Map<string, MovingFactor>();
  /** The market and all sectors; a plain array for the hot path. */
  readonly #factors: MovingFactor[];
  #phase: Phase;
  /** The grid step that contains the current time starts at `#stepStart` and lasts `#stepMs`. */
  #stepStart: number;
  #stepMs = 0;
  #stepsToUpdate = 0;
  /** Seconds of open-market time up to `#stepStart`, and how many pass per second. */
  #seconds = 0;
  #variance = 1;
  /** The current rate of updates, relative to the session's average. */
  activity = 1;

  /** `venue`: names the random stream of the market factor. `startTime`: market time in milliseconds. */
  constructor(seed: number, venue: string, hours: TradingHours, terms: FactorTerms, startTime: number) {
    this.#seed = seed;
    this.#hours = hours;
    this.#terms = terms;
    this.#market = new MovingFactor(terms.market, new Random(seed, `${venue} market`));
    this.#factors = [this.#market];
    this.#stepStart = startTime;
    this.#phase = phaseAt(hours, startTime);
    this.#beginStep();
  }

  get market(): Factor {
    return this.#market;
  }

  /** Each sector has its own random stream. Call before the first `advanceTo`. */
  sector(name: string): Factor {
    let sector = this.#sectors.get(name);
    if (!sector) {
      sector = new MovingFactor(this.#terms.sector, new Random(this.#seed, `${name} sector`));
      this.#sectors.set(name, sector);
      this.#factors.push(sector);
    }
    return sector;
  }

  /** The current relative volatility of the market. */
  get relativeVolatility(): number {
    return Math.sqrt(this.#variance);
  }

  /** Advances every factor to `time`; earlier times have no effect. */
  advanceTo(time: number): void {
    while (time >= this.#stepStart + this.#stepMs) this.#step();
  }

  /** Seconds of open-market time up to `time`. Call `advanceTo(time)` first. */
  secondsAt(time: number): number {
    return this.#seconds + ((time - this.#stepStart) / 1_000) * this.#variance;
  }

  #step(): void {
    const seconds = (this.#stepMs / 1_000) * this.#variance;
    for (const factor of this.#factors) factor.step(seconds);
    this.#seconds += seconds;
    this.#stepStart += this.#stepMs;
    if (this.#stepStart >= this.#phase.until) {
      this.#phase = phaseAt(this.#hours, this.#stepStart);
      this.#stepsToUpdate = 0;
    }
    this.#beginStep();
  }

  /** While the market is closed, one step lasts until it opens. */
  #beginStep(): void {
    const msToPhaseEnd = this.#phase.until - this.#stepStart;
    this.#stepMs = this.#phase.session === 'closed' ? msToPhaseEnd : Math.min(STEP_MS, msToPhaseEnd);
    if (this.#stepsToUpdate > 0) {
      this.#stepsToUpdate--;
      return;
    }
    this.#stepsToUpdate = STEPS_PER_UPDATE;
    this.activity = activityAt(this.#hours, this.#phase, this.#stepStart);
    this.#variance = varianceAt(this.#hours, this.#phase, this.#stepStart);
  }
}
