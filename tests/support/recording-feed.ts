// A feed server as a process that records what it publishes, so that what its clients were told can be held against that.
import path from 'node:path';
import { decodeHeartbeat, decodeWelcome } from '../../proto/codec.ts';
import type { Position } from '../../proto/messages.ts';
import { makeState } from './builders.ts';
import { FeedProcess } from './feed-process.ts';
import { KnownLog } from './known-log.ts';
import { RawClient } from './raw-client.ts';
import { playFile } from './recorded.ts';
import type { Watch } from './socket-delivery.ts';
import { playInto } from './ticks.ts';

export class RecordingFeed implements Watch {
  readonly #process: FeedProcess;
  readonly #file: string;
  readonly #watcher: RawClient;

  private constructor(process: FeedProcess, file: string, watcher: RawClient) {
    this.#process = process;
    this.#file = file;
    this.#watcher = watcher;
  }

  /** `name`: of its recording in `folder`. `port`: 0 for any free one. */
  static async start(args: readonly string[], folder: string, name: string, port = 0): Promise<RecordingFeed> {
    const file = path.join(folder, `${name}.twr`);
    const process = await FeedProcess.start([...args, '--record', file], { port });
    const watcher = await RawClient.welcomed(process.url);
    await watcher.until('a heartbeat', () => watcher.payloads('heartbeat').length > 0);
    return new RecordingFeed(process, file, watcher);
  }

  get port(): number {
    return this.#process.port;
  }

  get epoch(): number {
    return decodeWelcome(this.#watcher.heard[0]?.payload).head.epoch;
  }

  head(): Position {
    return { epoch: this.epoch, sequence: this.#heartbeat.head };
  }

  async ticks(count: number): Promise<void> {
    const { head } = this.#heartbeat;
    await this.#watcher.until(`${count} ticks`, () => this.#heartbeat.head >= head + count);
  }

  async time(ms: number): Promise<void> {
    const { serverTime } = this.#heartbeat;
    await this.#watcher.until(`${ms} ms`, () => this.#heartbeat.serverTime >= serverTime + ms);
  }

  /** Ends it. Returns all that it published. */
  async stop(): Promise<KnownLog> {
    const { epoch } = this;
    await this.#process.stop();
    const { ticks, recording } = await playFile(this.#file);
    const known = new KnownLog(
      epoch,
      recording.source.references.map((reference, id) => makeState({ id, reference })),
    );
    playInto(known, ticks);
    return known;
  }

  get #heartbeat() {
    return decodeHeartbeat(this.#watcher.heard.at(-1)?.payload);
  }
}
