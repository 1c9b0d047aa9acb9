// Diagnoses failing attempts to connect in the background, less often the longer they fail.
import { NO_ANSWER, NO_CONNECTION } from '../connection/connection.ts';
import type { Link } from '../status.ts';
import type { Diagnosis } from './diagnosis.ts';

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 10_000;
/** The close code of a server that does not speak the protocol. */
const UNSUPPORTED_PROTOCOL = 4_500;

/** The part of a feed client that is looked at. */
export interface DiagnosedClient {
  /** Local time, milliseconds. */
  readonly now: number;
  readonly link: Link;
  on(name: 'status', listener: () => void): () => void;
}

export interface LinkDiagnosisOptions {
  readonly client: DiagnosedClient;
  /** Undefined if nothing is wrong with the server. */
  readonly diagnose: () => Promise<Diagnosis | undefined>;
  /** Called when `current` has changed. */
  readonly changed: () => void;
}

export class LinkDiagnosis {
  readonly #options: LinkDiagnosisOptions;
  #current: Diagnosis | undefined;
  #before: Link = { kind: 'idle' };
  /** One request at a time. `series` identifies answers for an earlier series of failures, which are ignored. */
  #asking = false;
  #series = 0;
  #asked = 0;
  #nextAt = 0;
  /** Since when the server has been fine in this series of failures, local time. */
  #fineSince: number | undefined;

  constructor(options: LinkDiagnosisOptions) {
    this.#options = options;
    options.client.on('status', () => this.#look());
  }

  /** Undefined while nothing is wrong, or nothing is known yet. */
  get current(): Diagnosis | undefined {
    return this.#current;
  }

  #look(): void {
    const { link } = this.#options.client;
    const before = this.#before;
    if (link === before) return;
    this.#before = link;
    switch (link.kind) {
      case 'connecting':
        return;
      case 'waiting':
        if (before.kind === 'connecting' && neverConnected(link.why)) this.#failed(before.since);
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

  #failed(attemptedAt: number): void {
    // Only an answer from before the attempt counts: otherwise the server may have come up in between.
    if (this.#fineSince !== undefined && this.#fineSince <= attemptedAt && this.#current === undefined)
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
    this.#fineSince = found ? undefined : (this.#fineSince ?? client.now);
    if (found || this.#current?.kind !== 'websocket-blocked') this.#set(found);
  }

  #startOver(): void {
    this.#series++;
    this.#asked = 0;
    this.#nextAt = 0;
    this.#fineSince = undefined;
    this.#set(undefined);
  }

  #set(found: Diagnosis | undefined): void {
    if (isSame(found, this.#current)) return;
    this.#current = found;
    this.#options.changed();
  }
}

/** Every attempt is diagnosed again, usually with the same result. */
function isSame(one: Diagnosis | undefined, other: Diagnosis | undefined): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** Whether a link that was lost for this reason had never been made. */
export function neverConnected(why: string): boolean {
  return why === NO_CONNECTION || why.startsWith(NO_ANSWER);
}
