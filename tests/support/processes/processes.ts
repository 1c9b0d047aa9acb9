// Finds processes that a test started.
import { execFileSync } from 'node:child_process';

interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

/** Ids of the descendants of `ancestor` whose command line contains `part`. */
export function descendantsOf(ancestor: number, part: string): number[] {
  const all = listProcesses();
  const descendants = new Set([ancestor]);
  // A child may be listed before its parent after process ids have wrapped around.
  for (let size = 0; size !== descendants.size;) {
    size = descendants.size;
    for (const { pid, parent } of all) if (descendants.has(parent)) descendants.add(pid);
  }
  return all
    .filter(({ pid, command }) => pid !== ancestor && descendants.has(pid) && command.includes(part))
    .map((p) => p.pid);
}

export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

function listProcesses(): Process[] {
  const text = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args=', '-ww'], { encoding: 'utf8' });
  return text.split('\n').flatMap((line) => {
    const [, pid, parent, command] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    return command === undefined ? [] : [{ pid: Number(pid), parent: Number(parent), command }];
  });
}
