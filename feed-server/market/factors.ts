// What moves many instruments at once: the market and its sectors, along a grid of market time that does not depend on
// who looks at it. Also how fast the market's own time runs: quicker at the open, nearly still at night.
import { activityAt, varianceAt } from './activity.ts';
import { Diffusion, type DiffusionTerms } from './diffusion.ts';
import { Random } from './random.ts';
import { phaseAt, type Phase, type TradingHours } from './trading-hours.ts';

const STEP_MS = 500;
/** Steps after which activity and variance follow the clock again. */
const STEPS_A_PACE = 20;

export interface FactorTerms {
  readonly market: DiffusionTerms;
  readonly sector: DiffusionTerms;
}

/** One factor that is followed up to now: its logarithm. */
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
  /** Those that step; a plain list for the hot path. */
  readonly #moving: MovingFactor[];
  #phase: Phase;
  /** The step that `reach` is in: from here, for `#stepMs`. */
  #from: number;
  #stepMs = 0;
  #stepsToPace = 0;
  /** Seconds of an open market's time that had passed at `#from`, and how many pass in a second. */
  #seconds = 0;
  #variance = 1;
  /** Updates now, times what they are on average while the market is open. */
  activity = 1;

  /** `name`: of the market factor. `startTime`: market time in milliseconds. */
  constructor(seed: number, name: string, hours: TradingHours, terms: FactorTerms, startTime: number) {
    this.#seed = seed;
    this.#hours = hours;
    this.#terms = terms;
    this.#market = new MovingFactor(terms.market, new Random(seed, `${name} market`));
    this.#moving = [this.#market];
    this.#from = startTime;
    this.#phase = phaseAt(hours, startTime);
    this.#begin();
  }

  get market(): Factor {
    return this.#market;
  }

  /** Each has a stream of chance of its own; to be asked for before the first `reach`. */
  sector(name: string): Factor {
    let sector = this.#sectors.get(name);
    if (!sector) {
      sector = new MovingFactor(this.#terms.sector, new Random(this.#seed, `${name} sector`));
      this.#sectors.set(name, sector);
      this.#moving.push(sector);
    }
    return sector;
  }

  /** How lively the market is now: the standard deviation of moves, times the usual. */
  get liveliness(): number {
    return Math.sqrt(this.#variance);
  }

  /** Follows every factor up to `time`; times before the last one's are taken for it. */
  reach(time: number): void {
    while (time >= this.#from + this.#stepMs) this.#step();
  }

  /** Seconds of an open market's time up to `time`, which `reach` has reached. */
  secondsAt(time: number): number {
    return this.#seconds + ((time - this.#from) / 1_000) * this.#variance;
  }

  #step(): void {
    const seconds = (this.#stepMs / 1_000) * this.#variance;
    for (const factor of this.#moving) factor.step(seconds);
    this.#seconds += seconds;
    this.#from += this.#stepMs;
    if (this.#from >= this.#phase.until) {
      this.#phase = phaseAt(this.#hours, this.#from);
      this.#stepsToPace = 0;
    }
    this.#begin();
  }

  /** While the market is closed one step takes it to the end of that. */
  #begin(): void {
    const left = this.#phase.until - this.#from;
    this.#stepMs = this.#phase.session === 'closed' ? left : Math.min(STEP_MS, left);
    if (this.#stepsToPace > 0) {
      this.#stepsToPace--;
      return;
    }
    this.#stepsToPace = STEPS_A_PACE;
    this.activity = activityAt(this.#hours, this.#phase, this.#from);
    this.#variance = varianceAt(this.#hours, this.#phase, this.#from);
  }
}
