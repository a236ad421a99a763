import { hook, type Hook } from '../../notify/hook.js';
import { mailServer, type MailServer } from '../../notify/mail-server.js';

/** Servers that listen for one test. */
const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

export async function mails(...options: Parameters<typeof mailServer>): Promise<MailServer> {
  const server = await mailServer(...options);
  open.push(server);
  return server;
}

export async function hooks(...options: Parameters<typeof hook>): Promise<Hook> {
  const server = await hook(...options);
  open.push(server);
  return server;
}

/** The environment in which reminders go there. */
export const byMail = (server: MailServer) => ({
  PARTNER_SMTP_URL: `smtp://127.0.0.1:${server.port}`,
  PARTNER_SMTP_FROM: 'partner@contoso.example',
});

export const byHook = (server: Hook) => ({ PARTNER_WEBHOOK_URL: `http://127.0.0.1:${server.port}/T0/secret` });
