// The maximum number of idle clients stays within the memory of a process. By default, this test connects only some clients and
// measures the memory per client; docs/decisions/number-of-clients.md has the command that connects all of them.
import { expect, it } from 'vitest';
import { MAX_CLIENTS, MAX_WAITING_BYTES } from '../../feed-server/transport/admission.ts';
import { AttackedFeed } from '../support/attacks/attacker.ts';
import { openAll } from '../support/attacks/floods.ts';
import { connectedSocket } from '../support/attacks/raw-socket.ts';
import { addCleanup } from '../support/time/cleanup.ts';

/** Memory left for each client when the write backlog is full, KB. */
const MAX_KB_PER_CLIENT = (256 * 2 ** 20 - MAX_WAITING_BYTES) / MAX_CLIENTS / 1_024;
const CLIENTS = Number(process.env.IDLE_CLIENTS ?? 3_000);
/** Not measured: the first clients make the server load and compile code. */
const WARM_UP_CLIENTS = 1_000;

async function connect(port: number, count: number): Promise<void> {
  const sockets = await openAll(port, count, connectedSocket);
  addCleanup(() => {
    for (const socket of sockets) socket.destroy();
  });
}

// The limits apply to a process, whether it is the only one or a worker.
it('an idle client takes no more than its share of memory', async () => {
  const attacked = await AttackedFeed.start();
  await connect(attacked.feed.port, WARM_UP_CLIENTS);
  const before = attacked.growthMb;
  await connect(attacked.feed.port, CLIENTS - WARM_UP_CLIENTS);
  expect(((attacked.growthMb - before) * 1_024) / (CLIENTS - WARM_UP_CLIENTS)).toBeLessThan(MAX_KB_PER_CLIENT);
});
