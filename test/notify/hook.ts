import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';

export interface Posted {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Hook {
  readonly port: number;
  readonly posted: readonly Posted[];
  close(): void;
}

/** A real web server on this machine that answers as it is told. */
export async function hook(
  answer: (response: ServerResponse) => void,
  tls?: { readonly key: string; readonly cert: string },
): Promise<Hook> {
  const posted: Posted[] = [];
  const server = (tls ? createSecureServer(tls) : createServer()).on('request', (request, response: ServerResponse) => {
    let body = '';
    request.setEncoding('utf8').on('data', (text: string) => (body += text));
    request.on('end', () => {
      posted.push({ method: request.method ?? '', path: request.url ?? '', headers: request.headers, body });
      answer(response);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    posted,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

export function answering(
  status: number,
  headers: Readonly<Record<string, string>> = {},
  body = 'said',
): (response: ServerResponse) => void {
  return (response) => response.writeHead(status, headers).end(body);
}
