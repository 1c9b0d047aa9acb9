// What the admin API reports about a running feed: its state, its connections and its faults, from all of its processes.
import type { FeedDetails, Gateways } from '../serving/gateways.ts';
import type { TickSource } from '../market/source.ts';
import type { RetentionSettings } from '../options/settings.ts';
import type { Playback } from '../playback/playback.ts';
import { retentionStatus } from '../serving/retention.ts';
import type { FaultInjector } from '../scenarios/fault-injector.ts';
import type { InjectedFault } from '../scenarios/injection.ts';
import type { ConnectionInfo } from '../transport/connection.ts';

export interface Reported {
  readonly url: () => string;
  readonly source: TickSource;
  readonly seed: number;
  readonly retention: RetentionSettings;
  readonly gateways: Gateways;
  readonly playback: Playback;
  readonly injector: FaultInjector | undefined;
}

export class FeedReport {
  readonly #of: Reported;

  constructor(of: Reported) {
    this.#of = of;
  }

  async status(): Promise<Readonly<Record<string, unknown>>> {
    const { url, source, seed, retention, gateways, playback } = this.#of;
    const details = await gateways.details();
    const { marketTime, state, speed, behindMs } = playback;
    const { log, bars, isListening } = gateways;
    return {
      url: url(),
      listening: isListening,
      source: source.description,
      seed,
      position: { epoch: log.epoch, sequence: log.head },
      marketTime: new Date(marketTime).toISOString(),
      session: source.sessionAt(marketTime),
      market: state,
      speed,
      behindMs,
      connections: details.connections.length,
      workers: details.workers,
      faults: this.#faultsIn(details),
      backoffFactor: Math.round(details.backoffFactor * 100) / 100,
      ...retentionStatus(log, bars, retention),
    };
  }

  async connections(): Promise<readonly ConnectionInfo[]> {
    return (await this.#of.gateways.details()).connections;
  }

  async faults(): Promise<readonly InjectedFault[]> {
    return this.#faultsIn(await this.#of.gateways.details());
  }

  #faultsIn({ faults: elsewhere }: FeedDetails): readonly InjectedFault[] {
    const known = this.#of.injector?.list() ?? [];
    return known.map((fault) => elsewhere.filter(({ id }) => id === fault.id).reduce(addFacts, fault));
  }
}

function addFacts(fault: InjectedFault, { strikes, active, hits }: InjectedFault): InjectedFault {
  const sum = { ...fault, strikes: fault.strikes + strikes, active: fault.active || active };
  return hits === undefined ? sum : { ...sum, hits: hits + (fault.hits ?? 0) };
}
