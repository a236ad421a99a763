import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import { Client } from 'pg';

/** What a test asks of a server, and waits for with its thread standing still. */
export interface Asked {
  readonly url: string;
  readonly sql: string;
}

/** The rows, or what the server had against it. */
export type Answered = { readonly rows: readonly object[] } | { readonly code: string; readonly message: string };

const NUMBERS = [20, 21, 23];
const types = { getTypeParser: (type: number) => (NUMBERS.includes(type) ? Number : String) };

// A thread of its own, since whoever asks stands still meanwhile.
const { bell, answers } = workerData as { readonly bell: Int32Array; readonly answers: MessagePort };
parentPort?.on('message', ({ url, sql }: Asked) => {
  void answered(url, sql).then((answer) => {
    answers.postMessage(answer);
    Atomics.store(bell, 0, 1);
    Atomics.notify(bell, 0);
  });
});

/** One connection stays: that in which databases are made and dropped. */
let kept: Promise<Client> | undefined;

async function connected(connectionString: string): Promise<Client> {
  const client = new Client({ connectionString, types });
  await client.connect();
  return client;
}

async function answered(url: string, sql: string): Promise<Answered> {
  const isKept = url.endsWith('/postgres');
  const connecting = isKept ? (kept ??= connected(url)) : connected(url);
  try {
    const client = await connecting;
    // Several statements answer with a list.
    const answers: unknown = await client.query<object>(sql);
    const last = (Array.isArray(answers) ? answers.at(-1) : answers) as { readonly rows: readonly object[] };
    return { rows: last.rows };
  } catch (error) {
    const { code, message } = error as { readonly code?: string; readonly message: string };
    return { code: code ?? '', message };
  } finally {
    if (!isKept) await (await connecting).end();
  }
}
