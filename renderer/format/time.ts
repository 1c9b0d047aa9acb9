// Instants and durations as text.

const newYorkTime = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'America/New_York',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});

/** Market time (milliseconds since 1970-01-01 UTC) in New York: "10:42:07". */
export function formatMarketTime(time: number): string {
  return newYorkTime.format(time);
}

/** Like formatMarketTime, with milliseconds: "10:42:07.204". */
export function formatTapeTime(time: number): string {
  return `${newYorkTime.format(time)}.${String(Math.floor(time % 1_000)).padStart(3, '0')}`;
}

const newYorkDay = new Intl.DateTimeFormat('en-CA', { timeZone: 'America/New_York', dateStyle: 'short' });

/** The date in New York: "2013-10-08". */
export function formatMarketDay(time: number): string {
  return newYorkDay.format(time);
}

/** A time in the user's time zone: "10:41:56". */
export function formatLocalTime(time: number): string {
  const date = new Date(time);
  return [date.getHours(), date.getMinutes(), date.getSeconds()].map((n) => String(n).padStart(2, '0')).join(':');
}

/** Milliseconds as "0.4 s", "42 s", "2 min 5 s", "3 h 10 min". */
export function formatDuration(ms: number): string {
  if (ms < 950) return `${(Math.max(0, ms) / 1_000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1_000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return seconds % 60 === 0 ? `${minutes} min` : `${minutes} min ${seconds % 60} s`;
  return minutes % 60 === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** An age of a second or more in its largest unit, rounded down: "38 s", "4 min", "17 h", "3 d". */
export function formatAge(ms: number): string {
  const seconds = Math.floor(ms / 1_000);
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3_600)} h`;
  return `${Math.floor(seconds / 86_400)} d`;
}

/** Remaining milliseconds as whole seconds, rounded up: "4 s"; "now" if none are left. */
export function formatCountdown(ms: number): string {
  return ms <= 0 ? 'now' : `${Math.ceil(ms / 1_000)} s`;
}
