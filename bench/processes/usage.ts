// Reads a process's CPU time, over all threads, and its resident memory from the operating system.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

export interface Usage {
  /** User and system time of all threads, milliseconds. */
  readonly cpuMs: number;
  readonly rssBytes: number;
}

/** Why this machine cannot report usage; undefined if it can. */
export function usageUnavailableReason(): string | undefined {
  return existsSync('/proc/self/stat')
    ? undefined
    : 'CPU time and memory are read from /proc, which this machine does not have; run it on Linux';
}

interface Units {
  readonly tickMs: number;
  readonly pageBytes: number;
}

let units: Units | undefined;

function unitsHere(): Units {
  units ??= { tickMs: 1_000 / systemValue('CLK_TCK'), pageBytes: systemValue('PAGESIZE') };
  return units;
}

/** CPU time of all processors together, milliseconds. @throws if there is no /proc */
export function busyMs(): number {
  return parseBusy(readFileSync('/proc/stat', 'latin1')) * unitsHere().tickMs;
}

/**
 * The first line of /proc/stat (see proc(5)), in ticks: everything except idle (the fourth value) and iowait (the
 * fifth).
 */
export function parseBusy(text: string): number {
  const [user = 0, nice = 0, system = 0, , , interrupts = 0, softInterrupts = 0, stolen = 0] = text
    .slice(0, text.indexOf('\n'))
    .split(/ +/)
    .slice(1)
    .map(Number);
  return user + nice + system + interrupts + softInterrupts + stolen;
}

/** @throws if there is no such process, or no /proc */
export function usageOf(pid: number): Usage {
  return parseStat(readFileSync(`/proc/${pid}/stat`, 'latin1'), unitsHere());
}

/** The line of /proc/PID/stat (see proc(5)): utime and stime are fields 14 and 15, rss is 24. */
export function parseStat(line: string, { tickMs, pageBytes }: Units): Usage {
  // Field 2, the command in parentheses, may itself contain spaces and parentheses.
  const fields = line.slice(line.lastIndexOf(')') + 2).split(' ');
  const field = (n: number): number => Number(fields[n - 3]);
  return { cpuMs: (field(14) + field(15)) * tickMs, rssBytes: field(24) * pageBytes };
}

function systemValue(name: string): number {
  return Number(execFileSync('getconf', [name], { encoding: 'utf8' }));
}
