// Collects the state, connections and faults of a running feed from all of its processes, for the admin API.
import type { FeedDetails, Gateways } from '../serving/gateways.ts';
import type { TickSource } from '../market/source.ts';
import type { RetentionSettings } from '../options/settings.ts';
import type { Playback } from '../playback/playback.ts';
import { retentionStatus } from '../serving/retention.ts';
import type { FaultInjector } from '../scenarios/fault-injector.ts';
import type { InjectedFault } from '../scenarios/injection.ts';
import type { ConnectionInfo } from '../transport/connection.ts';

export interface ReportedFeed {
  readonly url: () => string;
  readonly source: TickSource;
  readonly seed: number;
  readonly retention: RetentionSettings;
  readonly gateways: Gateways;
  readonly playback: Playback;
  readonly injector: FaultInjector | undefined;
}

export class FeedReport {
  readonly #feed: ReportedFeed;

  constructor(feed: ReportedFeed) {
    this.#feed = feed;
  }

  async status(): Promise<Readonly<Record<string, unknown>>> {
    const { url, source, seed, retention, gateways, playback } = this.#feed;
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
      faults: this.#combineFaults(details),
      backoffFactor: Math.round(details.backoffFactor * 100) / 100,
      ...retentionStatus(log, bars, retention),
    };
  }

  async connections(): Promise<readonly ConnectionInfo[]> {
    return (await this.#feed.gateways.details()).connections;
  }

  async faults(): Promise<readonly InjectedFault[]> {
    return this.#combineFaults(await this.#feed.gateways.details());
  }

  /** Adds the counts of the worker processes to the faults of this process. */
  #combineFaults({ faults: inWorkers }: FeedDetails): readonly InjectedFault[] {
    const faults = this.#feed.injector?.list() ?? [];
    return faults.map((fault) => inWorkers.filter(({ id }) => id === fault.id).reduce(addCounts, fault));
  }
}

function addCounts(fault: InjectedFault, { strikes, active, hits }: InjectedFault): InjectedFault {
  const sum = { ...fault, strikes: fault.strikes + strikes, active: fault.active || active };
  return hits === undefined ? sum : { ...sum, hits: hits + (fault.hits ?? 0) };
}
