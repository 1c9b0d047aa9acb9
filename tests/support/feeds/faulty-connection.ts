// A faulty port on a fake connection, with faults that start and end on command.
import { decodeBatch, decodeHeartbeat, encodeBatch, encodeHeartbeat } from '../../../proto/codec.ts';
import { Random } from '../../../feed-server/market/random.ts';
import { parseFault } from '../../../feed-server/scenarios/fault-text.ts';
import { FaultyPort } from '../../../feed-server/scenarios/faulty-port.ts';
import { Strike } from '../../../feed-server/scenarios/strike.ts';
import { makeBatch, makeHeartbeat } from '../wire/builders.ts';
import { FakeClock } from '../time/fake-clock.ts';
import { FakeOutlet } from './fake-outlet.ts';

export class FaultyConnection {
  readonly clock = new FakeClock();
  readonly start = this.clock.now();
  readonly outlet = new FakeOutlet(() => this.clock.now());
  readonly port: FaultyPort;
  /** Lasting faults in effect, in the order in which they began. */
  lasting: Strike[] = [];

  constructor() {
    const activeFaults = (): Strike[] => this.lasting;
    const faults = {
      get lasting() {
        return activeFaults();
      },
      drawForBatch: () => undefined,
      subscribed: () => undefined,
    };
    this.port = new FaultyPort(this.outlet, 1, this.clock, new Random(7, 'test'), faults);
  }

  begin(text: string): void {
    const { fault, target } = parseFault(text);
    this.lasting.push(new Strike(fault, target, 7, 'test'));
  }

  endFirst(): void {
    this.lasting.shift();
    this.port.ease();
  }

  endAll(): void {
    this.lasting = [];
    this.port.ease();
  }

  strike(text: string): void {
    this.port.strike(parseFault(text).fault);
  }

  batch(after: number, through: number): void {
    this.port.send('batch', encodeBatch(makeBatch({ after, through })));
  }

  heartbeat(sequence: number): void {
    const heartbeat = makeHeartbeat({ after: sequence, through: sequence, head: sequence });
    this.port.send('heartbeat', encodeHeartbeat(heartbeat));
  }

  /** The events sent: "0..5@20" for a batch after 20 ms, "beat 5@20", "snapshot@20". */
  sent(): string[] {
    return this.outlet.sent.map(({ at, event, payload }) => `${nameOf(event, payload)}@${at - this.start}`);
  }
}

function nameOf(event: string, payload: Uint8Array): string {
  if (event === 'heartbeat') return `beat ${decodeHeartbeat(payload).through}`;
  if (event !== 'batch') return event;
  const { after, through } = decodeBatch(payload);
  return `${after}..${through}`;
}
