// Asks a server over HTTP, as a page or as a program of Node: the one file of the feed client that reads what it answers.
import type { Reply } from './diagnosis.ts';

const LIMIT_MS = 4_000;
/** Of an answer; who the server is takes a hundred bytes. */
const MAX_LENGTH = 10_000;

export async function ask(url: string): Promise<Reply> {
  const signal = AbortSignal.timeout(LIMIT_MS);
  const options = { cache: 'no-store', credentials: 'omit', signal } as const;
  try {
    const response = await fetch(url, options);
    const { status, url: from } = response;
    return { kind: 'answered', status, from, body: parsed(await beginning(response)) };
  } catch (error) {
    if (isOver(signal)) return { kind: 'late' };
    const code = codeOf(error);
    if (code !== undefined) return { kind: 'failed', code };
  }
  try {
    // A browser keeps answers of other origins from a page unless they say that it may read them; that they came it does tell.
    await fetch(url, { ...options, mode: 'no-cors' });
    return { kind: 'unreadable' };
  } catch {
    return isOver(signal) ? { kind: 'late' } : { kind: 'failed', code: undefined };
  }
}

function isOver({ aborted }: AbortSignal): boolean {
  return aborted;
}

/** The scheme of the page, "https:"; undefined in Node. */
export function pageScheme(): string | undefined {
  return (globalThis as { location?: { readonly protocol: string } }).location?.protocol;
}

/** No more of it than is worth reading: a server that is another may answer with a film. */
async function beginning({ body }: Response): Promise<string> {
  const reader = body?.getReader();
  const decoder = new TextDecoder();
  let text = '';
  while (reader && text.length < MAX_LENGTH) {
    const { done, value } = await reader.read();
    if (done) return text;
    text += decoder.decode(value, { stream: true });
  }
  await reader?.cancel();
  return text;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Node's error has the system's as its cause. */
function codeOf(error: unknown): string | undefined {
  const { cause } = error as { cause?: { code?: unknown; errors?: readonly { code?: unknown }[] } };
  const code = cause?.code ?? cause?.errors?.[0]?.code;
  return typeof code === 'string' ? code : undefined;
}
