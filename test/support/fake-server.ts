import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** What a server says: to whoever knocks, or, once somebody is in, to the first question about the ledger. */
export interface Saying {
  readonly atTheDoor?: string;
  readonly inside?: string;
  /** As `server_version_num`. */
  readonly version?: number;
  /** That whoever asks has in the ledger. */
  readonly role?: string;
  /** The schema holds a ledger of the first version. */
  readonly isOlder?: boolean;
}

const INTEGER = 23;
const TEXT = 25;

/** A server that lets people in, names its version, and then says one thing: what a real one could hardly be brought to. */
export async function fakeServer(saying: Saying): Promise<{ readonly port: number; close(): void }> {
  const open = new Set<Socket>();
  const server: Server = createServer((socket) => {
    open.add(socket);
    socket.on('error', () => undefined);
    socket.on('data', (data) => socket.write(answerTo(data, saying)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    close() {
      server.close();
      for (const socket of open) socket.destroy();
    },
  };
}

function answerTo(
  data: Buffer,
  { atTheDoor, inside = '42501', version = 150_000, role, isOlder = false }: Saying,
): Buffer {
  // Before anything else a client may ask for encryption, which there is none of.
  if (data.length === 8 && data.readInt32BE(4) === 80_877_103) return Buffer.from('N');
  if (data[0] === 0)
    return atTheDoor === undefined ? Buffer.concat([message('R', int32(0)), READY]) : failure(atTheDoor);
  const text = data.toString('latin1');
  if (text.includes('set_config'))
    return Buffer.concat([message('1'), message('2'), ...rowOf('version', version), READY]);
  // The schema holds a ledger, of which it says no more than that.
  if ((role !== undefined || isOlder) && text.includes('pg_class'))
    return Buffer.concat([message('1'), message('2'), ...rowOf('marks', 1), READY]);
  if (isOlder && text.includes('FROM migrations')) return Buffer.concat([...rowOf('version', 1), READY]);
  if (role !== undefined && text.includes('my_roles'))
    return Buffer.concat([message('1'), message('2'), ...rowOf('role', role), READY]);
  if (text.includes('ROLLBACK')) return Buffer.concat([message('C', Buffer.from('ROLLBACK\0')), READY]);
  return text.startsWith('X') ? Buffer.alloc(0) : Buffer.concat([failure(inside), READY]);
}

function rowOf(name: string, value: number | string): readonly Buffer[] {
  const column = [
    Buffer.from(`${name}\0`),
    int32(0),
    int16(0),
    int32(typeof value === 'number' ? INTEGER : TEXT),
    int16(-1),
    int32(-1),
    int16(0),
  ];
  const text = Buffer.from(String(value));
  return [
    message('T', int16(1), ...column),
    message('D', int16(1), int32(text.length), text),
    message('C', Buffer.from('SELECT 1\0')),
  ];
}

function failure(code: string): Buffer {
  return message('E', Buffer.from(`SFATAL\0VFATAL\0C${code}\0Mthe server's own words\0\0`));
}

function message(kind: string, ...parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  return Buffer.concat([Buffer.from(kind), int32(body.length + 4), body]);
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
}

function int16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeInt16BE(value);
  return bytes;
}

const READY = message('Z', Buffer.from('I'));
