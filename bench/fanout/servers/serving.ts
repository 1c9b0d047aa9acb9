// What every server process of the benchmark has in common: its task comes as an argument, its start as a message.
import { listenToParent, tellParent } from '../../processes/parent.ts';
import type { ServerReady, Start } from '../messages.ts';
import { scheduleTrades, type Schedule } from '../schedule.ts';
import type { Task } from '../works.ts';

export interface Served {
  readonly port: number;
  readonly version: string;
  /** Where another process is the server: its id, and this one is its publisher. */
  readonly serverPid?: number;
  /** Publishes the schedule from `start` on, milliseconds since 1970-01-01 UTC. */
  readonly begin: (start: number) => void;
}

/** Runs a server until the parent ends. `serve` resolves once it takes connections. */
export async function runServer(serve: (schedule: Schedule) => Promise<Served> | Served): Promise<void> {
  const task = JSON.parse(process.argv[2] ?? '') as Task;
  const { port, version, serverPid, begin } = await serve(scheduleTrades(task));
  listenToParent((message) => begin((message as Start).start));
  const pids =
    serverPid === undefined
      ? { serverPid: process.pid, publisherPid: undefined }
      : { serverPid, publisherPid: process.pid };
  tellParent({ port, version, ...pids } satisfies ServerReady);
}
