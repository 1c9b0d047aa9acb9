// A log with its delivery and its oracle; ticks go into both.
import { BOARD, TAPE } from '../../../feed-server/delivery/conflator.ts';
import { Hub } from '../../../feed-server/delivery/hub.ts';
import { Requests } from '../../../feed-server/delivery/requests.ts';
import { LastValues } from '../../../feed-server/log/last-values.ts';
import { TickLog } from '../../../feed-server/log/tick-log.ts';
import { REASONS, SESSIONS } from '../../../proto/enums.ts';
import type { Instrument } from '../../../proto/messages.ts';
import { makeState } from '../wire/builders.ts';
import type { FakeClock } from '../time/fake-clock.ts';
import { LogOracle } from './log-oracle.ts';
import type { Dice } from '../random/seeded.ts';

export interface DeliveryWithOracleOptions {
  readonly clock: FakeClock;
  readonly epoch: number;
  readonly instruments: readonly Instrument[];
  readonly capacity: number;
  readonly batchRate: number;
  readonly slowLimitMs: number;
  readonly tapeBacklog: number | undefined;
  /** The previous log, if the market continues. */
  readonly previous?: DeliveryWithOracle | undefined;
}

export class DeliveryWithOracle {
  readonly oracle: LogOracle;
  readonly log: TickLog;
  readonly hub: Hub;
  readonly requests: Requests;
  readonly #clock: FakeClock;

  constructor(options: DeliveryWithOracleOptions) {
    const { clock, epoch, instruments, capacity, batchRate, slowLimitMs, tapeBacklog, previous } = options;
    this.#clock = clock;
    const references = instruments.map(({ id }) => (id % 2 === 0 ? 10_000 : undefined));
    const initial = previous?.oracle.states ?? references.map((reference, id) => makeState({ id, reference }));
    this.oracle = new LogOracle(epoch, initial);
    this.log = new TickLog(epoch, capacity, references, previous?.log.last ?? new LastValues(references));
    this.hub = new Hub({
      log: this.log,
      clock,
      instruments: instruments.length,
      delivery: { batchRate, slowLimitMs },
      ...(tapeBacklog !== undefined && { maxTapeBacklog: tapeBacklog }),
    });
    this.requests = new Requests(this.hub, this.log, instruments);
  }

  /** Appends a tick of any kind; `Hub.published` notifies the readers. */
  tick(dice: Dice, id: number): void {
    const time = this.#clock.now();
    const price = 9_000 + dice.below(2_000);
    const roll = dice.next();
    if (roll < 0.5) this.trade(id, price, dice.below(1_000));
    else if (roll < 0.95) this.#quote(id, time, price, dice.below(100), price + dice.below(5), dice.below(100));
    else this.#status(id, time, dice, dice.chance(0.4) ? price : undefined);
  }

  trade(id: number, price: number, size: number): void {
    const time = this.#clock.now();
    this.log.trade(id, time, price, size);
    this.oracle.trade(id, time, price, size);
    this.hub.touch(id, BOARD | TAPE);
  }

  #quote(...quote: Parameters<TickLog['quote']>): void {
    this.log.quote(...quote);
    this.oracle.quote(...quote);
    this.hub.touch(quote[0], BOARD);
  }

  #status(id: number, time: number, dice: Dice, reference: number | undefined): void {
    const [session, reason] = [dice.pick(SESSIONS), dice.pick(REASONS)];
    this.log.status(id, time, session, reason, reference);
    this.oracle.status(id, time, session, reason, reference);
    this.hub.touch(id, BOARD);
  }
}
