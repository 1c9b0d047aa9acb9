// The actions of the admin API on a running feed.
import type { Playback } from '../playback/playback.ts';
import type { Speed } from '../playback/market-schedule.ts';
import type { FaultInjector } from '../scenarios/fault-injector.ts';
import type { TimedFault } from '../scenarios/faults.ts';
import type { InjectedFault } from '../scenarios/injection.ts';
import type { Gateways } from '../serving/gateways.ts';
import type { AdminTarget } from '../transport/admin.ts';
import type { ConnectionInfo } from '../transport/connection.ts';
import type { FeedReport } from './feed-report.ts';

export interface ControlledFeed {
  readonly gateways: Gateways;
  readonly playback: Playback;
  readonly report: FeedReport;
  /** Undefined if the feed was started without faults and without the admin API. */
  readonly injector: FaultInjector | undefined;
}

export class FeedControl implements AdminTarget {
  readonly #feed: ControlledFeed;

  constructor(feed: ControlledFeed) {
    this.#feed = feed;
  }

  status(): Promise<Readonly<Record<string, unknown>>> {
    return this.#feed.report.status();
  }

  connections(): Promise<readonly ConnectionInfo[]> {
    return this.#feed.report.connections();
  }

  faults(): Promise<readonly InjectedFault[]> {
    return this.#feed.report.faults();
  }

  inject(fault: TimedFault): number {
    const id = this.#feed.injector?.inject(fault) ?? 0;
    this.#feed.gateways.sendInjected?.(id, fault);
    return id;
  }

  clear(id: number): boolean {
    this.#feed.gateways.sendCleared?.(id);
    return this.#feed.injector?.clear(id) ?? false;
  }

  clearAll(): void {
    for (const { id } of this.#feed.injector?.list() ?? []) this.clear(id);
  }

  pause(): void {
    this.#feed.playback.pause();
    this.#feed.gateways.published();
  }

  resume(): void {
    this.#feed.playback.resume();
    this.#feed.gateways.published();
  }

  async step(ms: number): Promise<void> {
    await this.#feed.playback.step(ms);
    this.#feed.gateways.published();
  }

  setSpeed(speed: Speed): void {
    this.#feed.playback.setSpeed(speed);
    this.#feed.gateways.published();
  }
}
