// What the operating system says that a process has used: CPU time of all its threads, and resident memory.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

export interface Usage {
  /** User and system time of all threads, milliseconds. */
  readonly cpuMs: number;
  readonly rssBytes: number;
}

/** What keeps this machine from telling, undefined where it does. */
export function whyNoUsage(): string | undefined {
  return existsSync('/proc/self/stat')
    ? undefined
    : 'CPU time and memory of processes are read from /proc, which this machine does not have: run it on Linux';
}

let units: { readonly tickMs: number; readonly pageBytes: number } | undefined;

/** @throws where there is no such process, or no /proc */
export function usageOf(pid: number): Usage {
  units ??= { tickMs: 1_000 / systemValue('CLK_TCK'), pageBytes: systemValue('PAGESIZE') };
  return parseStat(readFileSync(`/proc/${pid}/stat`, 'latin1'), units);
}

/** The line of /proc/PID/stat, as proc(5) describes it: utime and stime are its fields 14 and 15, rss is 24. */
export function parseStat(line: string, { tickMs, pageBytes }: { tickMs: number; pageBytes: number }): Usage {
  // Field 2, the command in brackets, may hold spaces and brackets itself.
  const fields = line.slice(line.lastIndexOf(')') + 2).split(' ');
  const field = (n: number): number => Number(fields[n - 3]);
  return { cpuMs: (field(14) + field(15)) * tickMs, rssBytes: field(24) * pageBytes };
}

function systemValue(name: string): number {
  return Number(execFileSync('getconf', [name], { encoding: 'utf8' }));
}
