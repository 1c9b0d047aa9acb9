// Clients that do nothing: as many as a process lets in stay within its memory. By default this measures some of them and
// judges what each takes; docs/decisions/number-of-clients.md has the command for all.
import { expect, it } from 'vitest';
import { MAX_CLIENTS, MAX_WAITING_BYTES } from '../../feed-server/transport/admission.ts';
import { AttackedFeed } from '../support/attacks/attacker.ts';
import { openAll } from '../support/attacks/floods.ts';
import { connectedSocket } from '../support/attacks/raw-socket.ts';
import { addCleanup } from '../support/time/cleanup.ts';

/** What the limits leave for each client, KB, once as much waits as may. */
const MAX_EACH_KB = (256 * 2 ** 20 - MAX_WAITING_BYTES) / MAX_CLIENTS / 1_024;
const CLIENTS = Number(process.env.IDLE_CLIENTS ?? 3_000);
/** Their memory is not counted: the first ones make a server load and compile what it needs for them. */
const FIRST = 1_000;

async function connect(port: number, count: number): Promise<void> {
  const sockets = await openAll(port, count, connectedSocket);
  addCleanup(() => {
    for (const socket of sockets) socket.destroy();
  });
}

// The limits are those of a process, whether it is the only one or a worker.
it('idle clients take no more memory than their share', async () => {
  const attacked = await AttackedFeed.start();
  await connect(attacked.feed.port, FIRST);
  const before = attacked.growthMb;
  await connect(attacked.feed.port, CLIENTS - FIRST);
  expect(((attacked.growthMb - before) * 1_024) / (CLIENTS - FIRST)).toBeLessThan(MAX_EACH_KB);
});
