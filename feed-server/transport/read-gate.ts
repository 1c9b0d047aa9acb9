// Pauses reading from many sockets at once. Data from their clients then waits in the operating system's buffers.

/** Node's internal handle of a socket. `net.Socket` cannot stop at once: after pause() it still reads another chunk. */
interface ReadHandle {
  reading: boolean;
  readStop(): unknown;
  readStart(): unknown;
}

/** The part of a socket that is used here. */
export interface GatedSocket {
  /** Null once the socket has ended. */
  readonly _handle?: ReadHandle | null | undefined;
}

/** How long reading stops: enough for V8 to free the chunks that were already read. */
export const PAUSE_MS = 100;

export class ReadGate {
  #paused: GatedSocket[] = [];

  /** Stops reading from these sockets at once. Resumes them after PAUSE_MS, in order. */
  pause(sockets: Iterable<GatedSocket>): void {
    const wasEmpty = this.#paused.length === 0;
    for (const socket of sockets) {
      const { _handle: handle } = socket;
      // Skip sockets that their owner has paused and will resume.
      if (!handle?.reading) continue;
      handle.reading = false;
      handle.readStop();
      this.#paused.push(socket);
    }
    if (wasEmpty && this.#paused.length > 0) setTimeout(() => this.#resume(), PAUSE_MS);
  }

  #resume(): void {
    const paused = this.#paused;
    this.#paused = [];
    for (const { _handle: handle } of paused) {
      if (!handle || handle.reading) continue;
      handle.reading = true;
      handle.readStart();
    }
  }
}
