// The feed client's state machine, driven by a test: it dispatches events at given times and keeps the effects.
import type { Accepted, Mode, Position, Subscription, SubscriptionReply } from '../../../proto/messages.ts';
import { step } from '../../../feed-client/machine/step.ts';
import { deadline, newMachine, type Effect, type FeedEvent, type Machine } from '../../../feed-client/machine/state.ts';
import { makeAccepted, makeBatch, makeHeartbeat, makeReply, makeState, makeWelcome } from '../wire/builders.ts';

export const HEARTBEAT_MS = 1_000;
/** Events that are messages from the server. */
const MESSAGE_TYPES = new Set<FeedEvent['type']>([
  'welcome',
  'resumed',
  'subscribed',
  'instruments',
  'deferred',
  'batch',
  'heartbeat',
  'snapshot',
  'closing',
]);

export class MachineRun {
  machine: Machine = newMachine();
  /** Local clock, milliseconds. */
  now = 0;
  /** The effects of the last event. */
  effects: readonly Effect[] = [];

  /** When the last message arrived. */
  lastMessageAt = 0;

  dispatch(event: FeedEvent): this {
    if (MESSAGE_TYPES.has(event.type)) this.lastMessageAt = this.now;
    const { now, lastMessageAt } = this;
    const { machine, effects } = step(this.machine, event, { now, lastMessageAt, random: () => 0.5 });
    this.machine = machine;
    this.effects = effects;
    return this;
  }

  advance(ms: number): this {
    this.now += ms;
    return this;
  }

  subscribe(symbol: string, mode: Mode = 'board', intervalMs = 0): this {
    return this.dispatch({ type: 'subscribe', subscription: { symbol, mode, intervalMs } });
  }

  unsubscribe(symbol: string, mode: Mode = 'board'): this {
    return this.dispatch({ type: 'unsubscribe', subscription: { symbol, mode } });
  }

  welcome(head: Position): this {
    const welcome = makeWelcome({ head, heartbeatMs: HEARTBEAT_MS, serverTime: this.now });
    return this.dispatch({ type: 'welcome', welcome });
  }

  /** A batch without rows. */
  batch(after: number, through: number, epoch = 1, intervalMs = 0): this {
    return this.dispatch({ type: 'batch', batch: makeBatch({ epoch, after, through, intervalMs }) });
  }

  /** A heartbeat at `sequence` that took `lateMs` to arrive; the clocks of both sides agree. */
  heartbeat(sequence: number, lateMs = 0): this {
    const serverTime = this.now - lateMs;
    return this.dispatch({
      type: 'heartbeat',
      heartbeat: makeHeartbeat({ after: sequence, through: sequence, head: sequence, serverTime }),
      behindMs: lateMs,
    });
  }

  snapshot(sequence: number, ...ids: number[]): this {
    return this.snapshotOn(0, sequence, ...ids);
  }

  /** A snapshot on the lane of `intervalMs`. */
  snapshotOn(intervalMs: number, sequence: number, ...ids: number[]): this {
    const at = { epoch: this.machine.positions?.epoch ?? 1, sequence };
    const states = ids.map((id) => makeState({ id }));
    return this.dispatch({ type: 'snapshot', snapshot: { intervalMs, at, states } });
  }

  /** The reply to `request`, by default the latest one. */
  subscribed(accepted: readonly Accepted[], request = this.machine.lastRequest): this {
    return this.dispatch({ type: 'subscribed', request, reply: makeReply({ accepted }) });
  }

  resumed(reply: Partial<SubscriptionReply>, request = this.machine.lastRequest): this {
    return this.dispatch({ type: 'resumed', request, reply: makeReply(reply) });
  }

  /** Connects at `sequence` of epoch 1 and brings these boards up to date; ids as in "S0", "S1". */
  live(sequence: number, ...boards: number[]): this {
    for (const id of boards) this.subscribe(`S${id}`);
    this.dispatch({ type: 'start' }).welcome({ epoch: 1, sequence });
    if (boards.length === 0) return this;
    return this.subscribed(boards.map((id) => makeAccepted(id))).snapshot(sequence, ...boards);
  }

  /** Drops the link and connects again, up to the welcome. */
  reconnect(head: Position): this {
    return this.dispatch({ type: 'lost', why: 'transport close' }).dispatch({ type: 'retry' }).welcome(head);
  }

  /** When the next timer event is due. */
  get nextDeadline(): number | undefined {
    return deadline(this.machine, this.lastMessageAt);
  }

  /** The names of the last event's effects. */
  get effectNames(): string[] {
    return this.effects.map((e) => e.do);
  }

  /** The subscriptions in the last event's requests of this kind, as "board S0". */
  requested(kind: 'subscribe' | 'unsubscribe' | 'resume'): string[] {
    return this.effects.flatMap((effect) => {
      if (effect.do !== kind) return [];
      const subscriptions = effect.do === 'resume' ? effect.resume.subscriptions : effect.subscriptions;
      return subscriptions.map(({ symbol, mode }: Subscription) => `${mode} ${symbol}`);
    });
  }

  /** The subscriptions that the last event reported as accepted, as "board S0". */
  get accepted(): string[] {
    return this.effects.flatMap((e) =>
      e.do === 'emit-accepted' ? e.accepted.map((a) => `${a.mode} ${a.instrument.symbol}`) : [],
    );
  }

  get phase(): Machine['phase']['kind'] {
    return this.machine.phase.kind;
  }

  /** The position of the lane without an interval. */
  get position(): Position | undefined {
    const { positions } = this.machine;
    return positions && { epoch: positions.epoch, sequence: this.lanes[0] ?? NaN };
  }

  /** The sequence of every lane, by interval. */
  get lanes(): Readonly<Record<number, number>> {
    const lanes = this.machine.positions?.lanes ?? [];
    return Object.fromEntries(lanes.map(({ intervalMs, sequence }) => [intervalMs, sequence]));
  }

  stageOf(symbol: string, mode: Mode = 'board'): string | undefined {
    return this.machine.subscriptions.get(symbol, mode)?.stage;
  }
}
