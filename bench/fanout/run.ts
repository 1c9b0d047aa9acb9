// One server at one work: its process and the load's, from start to end.
import path from 'node:path';
import { Child } from '../processes/child.ts';
import { now } from '../wire/wall-clock.ts';
import type { LoadReady, LoadTask, Measured, ServerReady, Start } from './messages.ts';
import { serverCommand, type PeerName } from './peers.ts';
import type { Task } from './works.ts';

const LOAD = path.join(import.meta.dirname, 'load.ts');
const READY_LIMIT_MS = 20_000;
const CONNECT_LIMIT_MS = 60_000;
/** What a run may take longer than it should: late updates, and a machine that is busy. */
const SLACK_MS = 30_000;
/** From the word to begin until it begins: both processes have heard it by then. */
const HEAD_START_MS = 500;

export interface Run {
  readonly peer: PeerName;
  readonly task: Task;
  readonly version: string;
  readonly measured: Measured;
}

/** @throws ChildError where a process breaks; none is left running, however it ends */
export async function runPeer(peer: PeerName, task: Task): Promise<Run> {
  const children: Child[] = [];
  const start = (name: string, command: readonly string[]): Child => {
    const child = new Child(name, command);
    children.unshift(child);
    return child;
  };
  try {
    const server = start(`the server of ${peer}`, [...serverCommand(peer), JSON.stringify(task)]);
    const ready = (await server.next('it took connections', READY_LIMIT_MS)) as ServerReady;
    const loadTask: LoadTask = { ...task, peer, server: ready };
    const load = start(`the load on ${peer}`, [process.execPath, LOAD, JSON.stringify(loadTask)]);
    (await load.next('its clients listened', CONNECT_LIMIT_MS)) as LoadReady;
    const begin: Start = { start: Math.ceil(now()) + HEAD_START_MS };
    server.say(begin);
    load.say(begin);
    const limit = (task.warmUpSeconds + task.seconds) * 1_000 + SLACK_MS;
    const measured = (await Promise.race([load.next('its result', limit), server.untilEnded()])) as Measured;
    return { peer, task, version: ready.version, measured };
  } finally {
    for (const child of children) await child.end();
  }
}
