// The enums of the .proto files as words: PRE_MARKET is pre-market. The index of a word is its number on the wire.
import { tapewire as pb } from './gen/feed.js';

type Kebab<Name extends string> = Name extends `${infer First}_${infer Rest}`
  ? `${Lowercase<First>}-${Kebab<Rest>}`
  : Lowercase<Name>;
/** The name of an enum's value without its prefix, as a word; `never` for its zero. */
type Word<Name, Prefix extends string> = Name extends `${Prefix}${infer Rest}`
  ? Rest extends 'UNSPECIFIED'
    ? never
    : Kebab<Rest>
  : never;

export type Mode = Word<keyof typeof pb.Mode, 'MODE_'>;
/** `halted`: trading is stopped, until it is resumed. `paused`: for minutes, by a limit-up/limit-down pause. */
export type MarketSession = 'unknown' | Word<keyof typeof pb.MarketSession, 'MARKET_SESSION_'>;
/** Why an instrument's market session changed. `split` and `dividend` adjust the reference of a new trading day. */
export type StatusReason = 'other' | Word<keyof typeof pb.StatusReason, 'STATUS_REASON_'>;
/** Where prices come from. `delayed`: a real market some minutes ago. `unknown`: a kind that this build does not know. */
export type SourceKind = 'unknown' | Word<keyof typeof pb.SourceKind, 'SOURCE_KIND_'>;
export type ResetReason = Word<keyof typeof pb.ResetReason, 'RESET_REASON_'>;
/** `other`: a reason that this build does not know. */
export type RefusalKind = 'other' | Word<keyof typeof pb.RefusalCode, 'REFUSAL_CODE_'>;
export type CloseKind = Word<keyof typeof pb.CloseCode, 'CLOSE_CODE_'>;

/** The words and numbers of an enum, without its zero. */
function numbersOf<Name extends string, Prefix extends string>(
  values: Readonly<Record<Name, number>>,
  prefix: Prefix,
): [Word<Name, Prefix>, number][] {
  const entries = Object.entries<number>(values).filter(([, number]) => number !== 0);
  const word = (name: string): string => name.slice(prefix.length).toLowerCase().replaceAll('_', '-');
  return entries.map(([name, number]) => [word(name) as Word<Name, Prefix>, number]);
}

/** The words of an enum whose numbers are 0, 1, 2 and so on, in order; `zero` is the word for 0. */
function wordsOf<Zero, Name extends string, Prefix extends string>(
  values: Readonly<Record<Name, number>>,
  prefix: Prefix,
  zero: Zero,
): readonly (Zero | Word<Name, Prefix>)[] {
  return [zero, ...numbersOf(values, prefix).map(([word]) => word)];
}

export const MODES: readonly (Mode | undefined)[] = wordsOf(pb.Mode, 'MODE_', undefined);
export const SESSIONS: readonly MarketSession[] = wordsOf(pb.MarketSession, 'MARKET_SESSION_', 'unknown' as const);
export const REASONS: readonly StatusReason[] = wordsOf(pb.StatusReason, 'STATUS_REASON_', 'other' as const);
export const SOURCE_KINDS: readonly SourceKind[] = wordsOf(pb.SourceKind, 'SOURCE_KIND_', 'unknown' as const);
export const RESET_REASONS: readonly (ResetReason | undefined)[] = wordsOf(pb.ResetReason, 'RESET_REASON_', undefined);
export const REFUSALS: readonly RefusalKind[] = wordsOf(pb.RefusalCode, 'REFUSAL_CODE_', 'other' as const);

/** Close codes by name. The range of a code alone tells a client whether to reconnect. */
export const CLOSE_CODES = Object.fromEntries(numbersOf(pb.CloseCode, 'CLOSE_CODE_')) as Readonly<
  Record<CloseKind, number>
>;

/** A newer server may send values that this build does not know. */
export function sessionOf(index: number): MarketSession {
  return SESSIONS[index] ?? 'unknown';
}

export function reasonOf(index: number): StatusReason {
  return REASONS[index] ?? 'other';
}

export function sourceKindOf(index: number): SourceKind {
  return SOURCE_KINDS[index] ?? 'unknown';
}
