// A feed server process that records its market to a file. Once it has ended, the file becomes the oracle of its log.
import path from 'node:path';
import { decodeHeartbeat, decodeWelcome } from '../../../proto/codec.ts';
import type { Position } from '../../../proto/messages.ts';
import { makeState } from '../wire/builders.ts';
import { FeedProcess } from './feed-process.ts';
import { LogOracle } from '../delivery/log-oracle.ts';
import { RawClient } from '../clients/raw-client.ts';
import { readRecording } from '../recordings/recording-files.ts';
import type { FeedMonitor } from '../delivery/socket-delivery.ts';
import { playInto } from '../market/ticks.ts';

export class RecordingFeedProcess implements FeedMonitor {
  readonly #process: FeedProcess;
  readonly #file: string;
  readonly #client: RawClient;

  private constructor(process: FeedProcess, file: string, client: RawClient) {
    this.#process = process;
    this.#file = file;
    this.#client = client;
  }

  /** `name`: the recording's name in `folder`. `port`: 0 for any free port. */
  static async start(args: readonly string[], folder: string, name: string, port = 0): Promise<RecordingFeedProcess> {
    const file = path.join(folder, `${name}.twr`);
    const process = await FeedProcess.start([...args, '--record', file], { port });
    const client = await RawClient.open(process.url);
    await client.until('a heartbeat', () => client.payloads('heartbeat').length > 0);
    return new RecordingFeedProcess(process, file, client);
  }

  get port(): number {
    return this.#process.port;
  }

  get epoch(): number {
    return decodeWelcome(this.#client.received[0]?.payload).head.epoch;
  }

  head(): Position {
    return { epoch: this.epoch, sequence: this.#heartbeat.head };
  }

  async untilTicks(count: number): Promise<void> {
    const { head } = this.#heartbeat;
    await this.#client.until(`${count} ticks`, () => this.#heartbeat.head >= head + count);
  }

  async untilElapsed(ms: number): Promise<void> {
    const { serverTime } = this.#heartbeat;
    await this.#client.until(`${ms} ms`, () => this.#heartbeat.serverTime >= serverTime + ms);
  }

  /** Ends the process. Returns the oracle of everything it published. */
  async stop(): Promise<LogOracle> {
    const { epoch } = this;
    await this.#process.stop();
    const { ticks, recording } = await readRecording(this.#file);
    const oracle = new LogOracle(
      epoch,
      recording.source.references.map((reference, id) => makeState({ id, reference })),
    );
    playInto(oracle, ticks);
    return oracle;
  }

  get #heartbeat() {
    return decodeHeartbeat(this.#client.received.at(-1)?.payload);
  }
}
