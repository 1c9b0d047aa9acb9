// A feed server as a process that records its market to a file, from which the oracle of its log is read once it has ended.
import path from 'node:path';
import { decodeHeartbeat, decodeWelcome } from '../../../proto/codec.ts';
import type { Position } from '../../../proto/messages.ts';
import { makeState } from '../wire/builders.ts';
import { FeedProcess } from './feed-process.ts';
import { LogOracle } from '../delivery/log-oracle.ts';
import { RawClient } from '../clients/raw-client.ts';
import { playFile } from '../recordings/recording-files.ts';
import type { Watch } from '../delivery/socket-delivery.ts';
import { playInto } from '../market/ticks.ts';

export class RecordingFeedProcess implements Watch {
  readonly #process: FeedProcess;
  readonly #file: string;
  readonly #watcher: RawClient;

  private constructor(process: FeedProcess, file: string, watcher: RawClient) {
    this.#process = process;
    this.#file = file;
    this.#watcher = watcher;
  }

  /** `name`: of its recording in `folder`. `port`: 0 for any free one. */
  static async start(args: readonly string[], folder: string, name: string, port = 0): Promise<RecordingFeedProcess> {
    const file = path.join(folder, `${name}.twr`);
    const process = await FeedProcess.start([...args, '--record', file], { port });
    const watcher = await RawClient.open(process.url);
    await watcher.until('a heartbeat', () => watcher.payloads('heartbeat').length > 0);
    return new RecordingFeedProcess(process, file, watcher);
  }

  get port(): number {
    return this.#process.port;
  }

  get epoch(): number {
    return decodeWelcome(this.#watcher.received[0]?.payload).head.epoch;
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

  /** Ends it. Returns the oracle of everything that it published. */
  async stop(): Promise<LogOracle> {
    const { epoch } = this;
    await this.#process.stop();
    const { ticks, recording } = await playFile(this.#file);
    const oracle = new LogOracle(
      epoch,
      recording.source.references.map((reference, id) => makeState({ id, reference })),
    );
    playInto(oracle, ticks);
    return oracle;
  }

  get #heartbeat() {
    return decodeHeartbeat(this.#watcher.received.at(-1)?.payload);
  }
}
