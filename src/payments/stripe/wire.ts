import { request as plainly, Agent as PlainAgent, type IncomingMessage } from 'node:http';
import { request as securely, Agent } from 'node:https';

/** Why no whole answer came. `unreachable`: not one byte was sent. */
export type WireFault = 'unreachable' | 'timed_out' | 'connection_cut';

/** What the SDK is told of a connection that failed. Its code is none of those after which the SDK sends again by itself. */
export class WireError extends Error {
  constructor(
    readonly fault: WireFault,
    cause: unknown,
  ) {
    super(`WIRE: ${fault}`, { cause });
  }
}

/** An answer, as the SDK reads one. */
interface Answer {
  getStatusCode(): number;
  getHeaders(): Record<string, string>;
  getRawResponse(): unknown;
  toStream(): never;
  toJSON(): Promise<unknown>;
}

/** What the SDK says of this machine, and to whom it says so we cannot tell. */
const SAYS_TOO_MUCH = ['x-stripe-client-user-agent', 'x-stripe-client-telemetry'];
/** What the SDK would print as it came. */
const PRINTED = ['stripe-notice'];

/** One side of HTTP: each request is sent once, and answered whole within its time or not at all. */
export interface Wire {
  getClientName(): string;
  makeRequest(
    host: string,
    port: string,
    path: string,
    method: string,
    headers: Readonly<Record<string, unknown>>,
    body: string,
    protocol: string,
    timeout: number,
  ): Promise<Answer>;
  close(): void;
}

/**
 * The SDK's own client sends again by itself what met a closed connection, be that after the request had arrived, and its
 * time limit begins anew with every byte. Here nothing is sent twice, and the limit is for the whole.
 * @param heard told the `Date` of every answer: what time it is over there
 */
export function wire(heard: (date: string) => void): Wire {
  const agents = { http: new PlainAgent({ keepAlive: true }), https: new Agent({ keepAlive: true }) };
  return {
    getClientName: () => 'node',
    makeRequest(host, port, path, method, headers, body, protocol, timeout) {
      const isPlain = protocol === 'http';
      return new Promise((resolve, reject) => {
        let mayHaveArrived = false;
        let isLate = false;
        const fail = (cause: unknown) => {
          clearTimeout(limit);
          reject(new WireError(!mayHaveArrived ? 'unreachable' : isLate ? 'timed_out' : 'connection_cut', cause));
        };
        const options = { host, port, path, method, headers: without(headers, SAYS_TOO_MUCH) };
        const sent = isPlain
          ? plainly({ ...options, agent: agents.http })
          : securely({ ...options, agent: agents.https });
        const limit = setTimeout(() => {
          isLate = true;
          sent.destroy(new Error('no whole answer in time'));
        }, timeout);
        sent.on('socket', (socket) => {
          const ready = () => (mayHaveArrived = true);
          if (sent.reusedSocket) ready();
          else socket.once(isPlain ? 'connect' : 'secureConnect', ready);
        });
        sent.on('error', fail);
        sent.on('response', (response) => {
          if (response.headers.date) heard(response.headers.date);
          whole(response).then((text) => {
            clearTimeout(limit);
            resolve(answer(response, text));
          }, fail);
        });
        sent.end(body);
      });
    },
    close() {
      agents.http.destroy();
      agents.https.destroy();
    },
  };
}

function without(headers: Readonly<Record<string, unknown>>, names: readonly string[]): Record<string, string> {
  const kept = Object.entries(headers).filter(([name]) => !names.includes(name.toLowerCase()));
  return Object.fromEntries(kept.map(([name, value]) => [name, String(value)]));
}

function whole(response: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    response.on('data', (chunk: Buffer) => chunks.push(chunk));
    response.on('end', () => resolve(Buffer.concat(chunks).toString('utf8')));
    // Whatever has cut it.
    response.on('close', () => {
      if (!response.complete) reject(new Error('the answer ended too soon'));
    });
  });
}

function answer(response: IncomingMessage, text: string): Answer {
  const headers = without(response.headers, PRINTED);
  return {
    getStatusCode: () => response.statusCode ?? 0,
    getHeaders: () => headers,
    getRawResponse: () => response,
    toStream: () => {
      throw new Error('no answer is read as a stream');
    },
    toJSON: async () => JSON.parse(text) as unknown,
  };
}
