/** What the machine's own scheduler is asked to do. */
export const schedule = {
  question: 'Write this?',
  write: 'Write it',
  installed: (scheduler: string) =>
    `Renewals run every day from now on, started by ${scheduler}. The job was read back and is in place.`,
  isInstalled: (scheduler: string) => `Renewals run every day, started by ${scheduler}.`,
  loggedIn: 'It runs while you are logged in; a day that was missed is made up for.',
  linger: 'To have it run at any time: loginctl enable-linger',
  removed: (scheduler: string) => `The job was removed from ${scheduler}.`,
  none: 'No job for renewals is installed on this machine.',
  reminders: 'It sends reminders too, where its environment holds PARTNER_SMTP_URL or PARTNER_WEBHOOK_URL.',
  statusHint: 'When it last ran: partner renewals schedule status',
  installHint: 'Install one: partner renewals schedule install',
  lastRun: (at: string, charged: number, declined: number) =>
    `Last run on ${at}: ${charged} charged, ${declined} declined.`,
  neverRan: 'It has not run yet.',
};
