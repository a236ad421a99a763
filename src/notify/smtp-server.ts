/** Where mails are handed over. */
export interface SmtpServer {
  readonly host: string;
  readonly port: number;
  /** `wanted`: encrypted where the server can; `required`: not a word without it; `first`: from the first byte. */
  readonly encryption: 'wanted' | 'required' | 'first';
  /** On this machine nobody is in between, and its certificate is seldom one that could be checked. */
  readonly local: boolean;
  readonly login: { readonly user: string; readonly password: string } | undefined;
}

/**
 * `smtp://[user:password@]host[:587]` (STARTTLS; not optional where a password would cross a network) or
 * `smtps://[user:password@]host[:465]` (TLS from the start). undefined for anything else.
 */
export function parseSmtpUrl(text: string): SmtpServer | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !['smtp:', 'smtps:'].includes(url.protocol) || url.hostname === '') return undefined;
  if (!['', '/'].includes(url.pathname) || url.search !== '' || url.hash !== '') return undefined;
  const login = loginIn(url);
  if (login === 'unreadable') return undefined;
  const first = url.protocol === 'smtps:';
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const local = isLocal(host);
  return {
    host,
    port: url.port === '' ? (first ? 465 : 587) : Number(url.port),
    encryption: first ? 'first' : login && !local ? 'required' : 'wanted',
    local,
    login,
  };
}

/** This machine by one of its usual names. */
export function isLocal(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}

function loginIn({ username, password }: URL): SmtpServer['login'] | 'unreadable' {
  if (username === '' && password === '') return undefined;
  try {
    return { user: decodeURIComponent(username), password: decodeURIComponent(password) };
  } catch {
    return 'unreadable';
  }
}
