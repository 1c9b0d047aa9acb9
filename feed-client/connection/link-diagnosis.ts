// Finds out why tries to connect fail, beside the feed client: never on its way, and less and less often while they go on failing.
import { NO_ANSWER, NO_CONNECTION } from './connection.ts';
import type { Diagnosis } from './diagnosis.ts';
import type { FeedStatus, Link } from '../link.ts';

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 10_000;
/** The close code of a server that does not speak the protocol. */
const UNSUPPORTED_PROTOCOL = 4_500;

export interface Diagnosed {
  /** Local time, milliseconds. */
  readonly now: number;
  readonly status: Pick<FeedStatus, 'link'>;
  onStatus(listener: () => void): () => void;
}

export interface LinkDiagnosisOptions {
  readonly client: Diagnosed;
  /** Undefined where the server is well. */
  readonly diagnose: () => Promise<Diagnosis | undefined>;
  /** Called when `current` is another. */
  readonly changed: () => void;
}

export class LinkDiagnosis {
  readonly #options: LinkDiagnosisOptions;
  #current: Diagnosis | undefined;
  #before: Link = { kind: 'idle' };
  /** One at a time. What was asked for an earlier series of failures is of no use: `series` tells. */
  #asking = false;
  #series = 0;
  #asked = 0;
  #nextAt = 0;
  /** Since when the server has been well in this series of failures, local time. */
  #wellSince: number | undefined;

  constructor(options: LinkDiagnosisOptions) {
    this.#options = options;
    options.client.onStatus(() => this.#look());
  }

  /** Undefined while nothing is wrong, or nothing is known yet. */
  get current(): Diagnosis | undefined {
    return this.#current;
  }

  #look(): void {
    const { link } = this.#options.client.status;
    const before = this.#before;
    if (link === before) return;
    this.#before = link;
    switch (link.kind) {
      case 'connecting':
        return;
      case 'waiting':
        if (before.kind === 'connecting' && isUnmade(link.why)) this.#failed(before.since);
        return;
      case 'refused':
        if (link.code === UNSUPPORTED_PROTOCOL) void this.#ask();
        return;
      case 'idle':
      case 'resuming':
      case 'live':
      case 'stale':
      case 'checking':
        this.#startOver();
    }
  }

  #failed(begun: number): void {
    // Not by what was asked after the try failed: the server may have come in between.
    if (this.#wellSince !== undefined && this.#wellSince <= begun && this.#current === undefined)
      this.#set({ kind: 'websocket-blocked' });
    if (this.#options.client.now >= this.#nextAt) void this.#ask();
  }

  async #ask(): Promise<void> {
    if (this.#asking) return;
    this.#asking = true;
    const { client, diagnose } = this.#options;
    const series = this.#series;
    const found = await diagnose();
    this.#asking = false;
    if (series !== this.#series) return;
    this.#nextAt = client.now + Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** this.#asked++);
    this.#wellSince = found ? undefined : (this.#wellSince ?? client.now);
    if (found || this.#current?.kind !== 'websocket-blocked') this.#set(found);
  }

  #startOver(): void {
    this.#series++;
    this.#asked = 0;
    this.#nextAt = 0;
    this.#wellSince = undefined;
    this.#set(undefined);
  }

  #set(found: Diagnosis | undefined): void {
    if (found === this.#current) return;
    this.#current = found;
    this.#options.changed();
  }
}

/** Whether a connection was lost before there was one; a server that says why it closes is not to be guessed about. */
function isUnmade(why: string): boolean {
  return why === NO_CONNECTION || why.startsWith(NO_ANSWER);
}
