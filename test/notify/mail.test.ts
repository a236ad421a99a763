import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import type { SMTPServerOptions } from 'smtp-server';
import type { Instant } from '../../src/core/day.js';
import { mailNotifier, type MailOptions } from '../../src/notify/mail.js';
import { parseSmtpUrl, type SmtpServer } from '../../src/notify/smtp-server.js';
import { selfSigned } from './certificate.js';
import { headersOf, mailServer, partsOf, type MailServer } from './mail-server.js';
import { message } from './samples.js';

const NOW = '2027-11-07T12:00:00.000Z' as Instant;
const PASSWORD = 'p@ss/word';
const closing: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function served(...options: Parameters<typeof mailServer>): Promise<MailServer> {
  const server = await mailServer(...options);
  closing.unshift(() => server.close());
  return server;
}

function notifier(server: string | SmtpServer, options: Partial<MailOptions> = {}) {
  const parsed = typeof server === 'string' ? parseSmtpUrl(server) : server;
  if (!parsed) throw new Error('that is no address');
  const made = mailNotifier({
    server: parsed,
    from: 'partner@contoso.example',
    now: () => NOW,
    patienceMs: 400,
    ...options,
  });
  closing.unshift(() => made.close());
  return made;
}

const at = (port: number, login = '') => `smtp://${login}127.0.0.1:${port}`;

test('P5 a reminder arrives as text and as HTML, in its language', async () => {
  const server = await served();
  expect(await notifier(at(server.port)).send(message())).toEqual({ kind: 'sent' });
  const [mail] = server.received;
  expect([mail?.from, mail?.to]).toEqual(['partner@contoso.example', ['admin@contoso.example']]);
  const headers = headersOf(mail?.raw ?? '');
  expect(headers.get('subject')).toBe(message().subject);
  expect(headers.get('content-language')).toBe('fr');
  expect(headers.get('auto-submitted')).toBe('auto-generated');
  expect(headers.get('message-id')).toBe('<sub_1.0.-15.mail@contoso.example>');
  expect(new Date(headers.get('date') ?? '').toISOString()).toBe(NOW);
  const [text, html] = partsOf(mail?.raw ?? '');
  expect(text?.type).toContain('text/plain; charset=utf-8');
  expect(text?.text.replaceAll('\r\n', '\n')).toContain(
    'Société « <Éléphant> & Cie » : payé.\n\nBac à sable.\n\nSociété : <b>Contoso</b>\nMontant : 475,00 €\n',
  );
  expect(html?.type).toContain('text/html; charset=utf-8');
  expect(html?.text).toContain('<html lang="fr">');
  expect(html?.text).toContain('« &lt;Éléphant&gt; &amp; Cie »');
  expect(html?.text).toMatch(/<td [^>]*>&lt;b&gt;Contoso&lt;\/b&gt;<\/td>/);
});

test('P5 a mail goes to each of its readers; who was refused is told, and nobody else goes without', async () => {
  const server = await served({
    onRcptTo: ({ address }, _, done) => done(address.startsWith('gone') ? new Error('no such user') : undefined),
  });
  const mail = notifier(at(server.port));
  const both = ['one@contoso.example', 'two@contoso.example'];
  expect(await mail.send(message({ to: both }))).toEqual({ kind: 'sent' });
  expect(server.received[0]?.to).toEqual(both);
  expect(headersOf(server.received[0]?.raw ?? '').get('to')).toBe(both.join(', '));
  const some = ['one@contoso.example', 'gone@contoso.example'];
  expect(await mail.send(message({ to: some }))).toEqual({ kind: 'sent', refused: ['gone@contoso.example'] });
  expect(server.received[1]?.to).toEqual(['one@contoso.example']);
  expect(await mail.send(message({ to: ['gone@contoso.example'] }))).toMatchObject({ kind: 'not-sent' });
});

test('P5 texts from outside make no header and no recipient of their own', async () => {
  const server = await served();
  const evil = message({ subject: 'Hello\r\nBcc: other@example.org', to: ['a,b@contoso.example'] });
  await notifier(at(server.port)).send(evil);
  const [mail] = server.received;
  expect(headersOf(mail?.raw ?? '').has('bcc')).toBe(false);
  expect(mail?.to).toEqual(['a,b@contoso.example']);
});

test('P5 several mails go over one conversation, and over a new one where the server ended it', async () => {
  const server = await served({ socketTimeout: 150 });
  const mails = notifier(at(server.port));
  expect(await mails.send(message())).toEqual({ kind: 'sent' });
  expect(await mails.send(message())).toEqual({ kind: 'sent' });
  expect(server.connections()).toBe(1);
  await new Promise((passed) => setTimeout(passed, 500));
  expect(await mails.send(message())).toEqual({ kind: 'sent' });
  expect([server.connections(), server.received.length]).toEqual([2, 3]);
});

describe('P5 letters outside ASCII', () => {
  const rcptTo = async (address: string, options: SMTPServerOptions = { hideSMTPUTF8: true }) => {
    const server = await served(options);
    const sent = await notifier(at(server.port)).send(message({ to: [address] }));
    return [sent.kind === 'not-sent' ? sent.reason : sent.kind, server.received[0]?.to];
  };

  test('P5 letters before the @ take a server that knows them, and none that does not gets any', async () => {
    expect(await rcptTo('élodie@contoso.example')).toEqual(['address-not-ascii', undefined]);
    const [sent, to] = await rcptTo('élodie@contoso.example', { hideSMTPUTF8: false });
    expect([sent, to]).toEqual(['sent', ['élodie@contoso.example']]);
    const server = await served({ hideSMTPUTF8: true });
    const both = message({ to: ['élodie@contoso.example', 'admin@contoso.example'] });
    const refused = ['élodie@contoso.example'];
    expect(await notifier(at(server.port)).send(both)).toEqual({ kind: 'sent', refused });
    expect(server.received[0]?.to).toEqual(['admin@contoso.example']);
  });
});

describe('P5 who is let in', () => {
  const onAuth: NonNullable<SMTPServerOptions['onAuth']> = (auth, _, done) =>
    auth.username === 'user' && auth.password === PASSWORD
      ? done(null, { user: 'user' })
      : done(new Error(`no, ${auth.password}`));

  test('P5 a password with its special letters signs in', async () => {
    const server = await served({ authOptional: false, allowInsecureAuth: true, onAuth });
    const login = `user:${encodeURIComponent(PASSWORD)}@`;
    expect(await notifier(at(server.port, login)).send(message())).toEqual({ kind: 'sent' });
    expect(server.received[0]?.user).toBe('user');
  });

  test('P5 a wrong one says so, without a word of it', async () => {
    const server = await served({ authOptional: false, allowInsecureAuth: true, onAuth });
    const sent = await notifier(at(server.port, 'user:wrong-word@')).send(message());
    expect(sent).toEqual({ kind: 'not-sent', reason: 'not-authorised', status: 535 });
    expect(JSON.stringify(sent)).not.toContain('wrong-word');
  });

  test('P5 a server that wants a login and gets none', async () => {
    const server = await served({ authOptional: false, allowInsecureAuth: true, onAuth });
    expect(await notifier(at(server.port)).send(message())).toEqual({
      kind: 'not-sent',
      reason: 'not-authorised',
      status: 530,
    });
  });
});

describe('P5 encryption', () => {
  const { key, cert } = selfSigned();
  const remote = (url: string): SmtpServer => ({ ...(parseSmtpUrl(url) as SmtpServer), local: false });

  test('P5 STARTTLS is used where it is offered, and TLS from the start with smtps', async () => {
    const starting = await served({ key, cert });
    expect(await notifier(remote(at(starting.port)), { tls: { ca: cert } }).send(message())).toEqual({ kind: 'sent' });
    const first = await served({ key, cert, secure: true });
    expect(await notifier(remote(`smtps://127.0.0.1:${first.port}`), { tls: { ca: cert } }).send(message())).toEqual({
      kind: 'sent',
    });
    expect([starting.received[0]?.secure, first.received[0]?.secure]).toEqual([true, true]);
  });

  test('P5 a certificate that nobody vouches for is refused, but for this machine', async () => {
    const starting = await served({ key, cert });
    const first = await served({ key, cert, secure: true });
    const refused = { kind: 'not-sent', reason: 'not-secure', status: null };
    expect(await notifier(remote(at(starting.port))).send(message())).toEqual(refused);
    expect(await notifier(remote(`smtps://127.0.0.1:${first.port}`)).send(message())).toEqual(refused);
    expect(await notifier(at(starting.port)).send(message())).toEqual({ kind: 'sent' });
  });

  test('P5 no password crosses a network in clear', async () => {
    const server = await served({
      authOptional: false,
      allowInsecureAuth: true,
      onAuth: (_auth, _session, done) => done(null, { user: 'user' }),
    });
    const wanted: SmtpServer = { ...remote(at(server.port, 'user:secret@')), encryption: 'required' };
    expect(await notifier(wanted).send(message())).toMatchObject({ kind: 'not-sent', reason: 'not-secure' });
    expect(server.received).toEqual([]);
  });
});

describe('G23 what certainly did not arrive, and what perhaps did', () => {
  const answer = (code: number) => Object.assign(new Error('the server says something'), { responseCode: code });

  test.each([
    [
      'a recipient that is refused',
      { onRcptTo: (_: unknown, __: unknown, done: (error: Error) => void) => done(answer(550)) },
      'refused',
      550,
    ],
    [
      'a recipient that is refused for now',
      { onRcptTo: (_: unknown, __: unknown, done: (error: Error) => void) => done(answer(451)) },
      'not-now',
      451,
    ],
    [
      'a sender that is not welcome',
      { onMailFrom: (_: unknown, __: unknown, done: (error: Error) => void) => done(answer(553)) },
      'not-authorised',
      553,
    ],
    [
      'a server that is not open',
      { onConnect: (_: unknown, done: (error: Error) => void) => done(answer(554)) },
      'unreachable',
      554,
    ],
    [
      'a message that is refused',
      {
        onData: (stream: NodeJS.ReadableStream, _: unknown, done: (error: Error) => void) =>
          stream.resume().on('end', () => done(answer(554))),
      },
      'refused',
      554,
    ],
  ] as const)('G23 %s', async (_, options, reason, status) => {
    const server = await served(options);
    expect(await notifier(at(server.port)).send(message())).toEqual({ kind: 'not-sent', reason, status });
  });

  test('G23 what cannot be written down as begun is not sent, and the message begins after it was', async () => {
    const server = await served();
    const begin = () => Promise.reject(new Error('the ledger is gone'));
    await expect(notifier(at(server.port)).send(message(), begin)).rejects.toThrow('the ledger is gone');
    const seen: number[] = [];
    const look = () => Promise.resolve(void seen.push(server.received.length));
    expect(await notifier(at(server.port)).send(message(), look)).toEqual({ kind: 'sent' });
    expect([seen, server.received.length]).toEqual([[0], 1]);
  });

  test.each([
    ['admin@bücher.example', 'admin@xn--bcher-kva.example'],
    ['admin@例え.example', 'admin@xn--r8jz45g.example'],
    ['admin@contoso.example', 'admin@contoso.example'],
  ])('P5 the domain of %s goes out in punycode', async (address, wired) => {
    const lines: string[] = [];
    const port = await listening((socket) => {
      socket.on('data', (chunk) => void lines.push(chunk.toString()));
      script(socket, () => socket.write('250 taken\r\n'));
    });
    expect(await notifier(at(port)).send(message({ to: [address] }))).toEqual({ kind: 'sent' });
    expect(lines.join('')).toContain(`RCPT TO:<${wired}>\r\n`);
  });

  test('G23 nobody listens', async () => {
    const server = await mailServer();
    await server.close();
    expect(await notifier(at(server.port)).send(message())).toEqual({
      kind: 'not-sent',
      reason: 'unreachable',
      status: null,
    });
  });

  test('G23 somebody listens and says nothing', async () => {
    const port = await listening(() => undefined);
    expect(await notifier(at(port)).send(message())).toEqual({ kind: 'not-sent', reason: 'unreachable', status: null });
  });

  test('G23 a server that takes the whole message and hangs up, or falls silent: perhaps sent', async () => {
    const cut = await listening((socket) => script(socket, () => socket.destroy()));
    expect(await notifier(at(cut)).send(message())).toEqual({ kind: 'unknown' });
    const silent = await listening((socket) => script(socket, () => undefined));
    expect(await notifier(at(silent)).send(message())).toEqual({ kind: 'unknown' });
  });

  /** As much SMTP as it takes to be handed a message. */
  function script(socket: Socket, atEnd: () => void): void {
    socket.write('220 ready\r\n');
    let inMessage = false;
    socket.on('data', (chunk) => {
      const text = chunk.toString();
      if (inMessage) return text.endsWith('\r\n.\r\n') ? atEnd() : undefined;
      inMessage = text.startsWith('DATA');
      socket.write(inMessage ? '354 go on\r\n' : '250 fine\r\n');
    });
  }

  async function listening(greet: (socket: Socket) => void): Promise<number> {
    const sockets = new Set<Socket>();
    const server: Server = createServer((socket) => {
      sockets.add(socket);
      socket.on('error', () => undefined);
      greet(socket);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    closing.push(async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    });
    return (server.address() as AddressInfo).port;
  }
});

describe('P5 where mails are handed over', () => {
  test.each([
    [
      'smtp://mail.example.org',
      { host: 'mail.example.org', port: 587, encryption: 'wanted', local: false, login: undefined },
    ],
    [
      'smtps://mail.example.org/',
      { host: 'mail.example.org', port: 465, encryption: 'first', local: false, login: undefined },
    ],
    [
      'smtp://user:p%40ss@mail.example.org:25',
      {
        host: 'mail.example.org',
        port: 25,
        encryption: 'required',
        local: false,
        login: { user: 'user', password: 'p@ss' },
      },
    ],
    [
      'smtp://user:p@[::1]:25',
      { host: '::1', port: 25, encryption: 'wanted', local: true, login: { user: 'user', password: 'p' } },
    ],
  ])('P5 %s', (url, server) => expect(parseSmtpUrl(url)).toEqual(server));

  test.each([
    '',
    'mail.example.org',
    'http://mail.example.org',
    'smtp://',
    'smtp://host/path',
    'smtp://host?secure=false',
    'smtp://a:%ff@host',
    'smtp://host:99999',
  ])('P5 %s is no mail server', (url) => expect(parseSmtpUrl(url)).toBeUndefined());
});
