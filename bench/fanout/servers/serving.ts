// What all server processes of the benchmark share: they get their task as an argument and their start time as a
// message.
import { onParentMessage, sendToParent } from '../../processes/parent.ts';
import type { ServerReady, Start } from '../messages.ts';
import { scheduleTrades, type Schedule } from '../schedule.ts';
import type { Task } from '../workloads.ts';

export interface RunningServer {
  readonly port: number;
  readonly version: string;
  /** Set if another process is the server and this one its publisher: the server's process id. */
  readonly serverPid?: number;
  /** Publishes the schedule from `start` on, milliseconds since 1970-01-01 UTC. */
  readonly begin: (start: number) => void;
}

/** Runs a server until the parent ends. `serve` resolves once the server accepts connections. */
export async function runServer(serve: (schedule: Schedule) => Promise<RunningServer> | RunningServer): Promise<void> {
  const task = JSON.parse(process.argv[2] ?? '') as Task;
  const { port, version, serverPid, begin } = await serve(scheduleTrades(task));
  onParentMessage((message) => begin((message as Start).start));
  const pids =
    serverPid === undefined
      ? { serverPid: process.pid, publisherPid: undefined }
      : { serverPid, publisherPid: process.pid };
  sendToParent({ port, version, ...pids } satisfies ServerReady);
}
