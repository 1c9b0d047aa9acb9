// Measures one server under one workload: starts and ends its process and the load generator.
import path from 'node:path';
import { Child } from '../processes/child.ts';
import { now } from '../wire/wall-clock.ts';
import type { LoadReady, LoadTask, LoadResult, ServerReady, Start } from './messages.ts';
import { serverCommand, type PeerName } from './peers.ts';
import type { Task } from './workloads.ts';

const LOAD = path.join(import.meta.dirname, 'load.ts');
const READY_LIMIT_MS = 20_000;
const CONNECT_LIMIT_MS = 60_000;
/** How much longer than planned a run may take, because of late updates or a busy machine. */
const SLACK_MS = 30_000;
/** From the start message to the start time: by then both processes have received it. */
const HEAD_START_MS = 500;

export interface Run {
  readonly peer: PeerName;
  readonly task: Task;
  readonly version: string;
  readonly measured: LoadResult;
}

/** @throws ChildError if a process fails; none is left running in any case */
export async function runPeer(peer: PeerName, task: Task): Promise<Run> {
  const children: Child[] = [];
  const start = (name: string, command: readonly string[]): Child => {
    const child = new Child(name, command);
    children.unshift(child);
    return child;
  };
  try {
    const server = start(`the server of ${peer}`, [...serverCommand(peer), JSON.stringify(task)]);
    const ready = (await server.next('its ready message', READY_LIMIT_MS)) as ServerReady;
    const loadTask: LoadTask = { ...task, peer, server: ready };
    const load = start(`the load generator for ${peer}`, [process.execPath, LOAD, JSON.stringify(loadTask)]);
    (await load.next('its ready message', CONNECT_LIMIT_MS)) as LoadReady;
    const begin: Start = { start: Math.ceil(now()) + HEAD_START_MS };
    server.send(begin);
    load.send(begin);
    const limit = (task.warmUpSeconds + task.seconds) * 1_000 + SLACK_MS;
    const measured = (await Promise.race([load.next('its result', limit), server.untilEnded()])) as LoadResult;
    return { peer, task, version: ready.version, measured };
  } finally {
    for (const child of children) await child.end();
  }
}
