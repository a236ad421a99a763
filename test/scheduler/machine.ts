import { join } from 'node:path';
import type { Host } from '../../src/scheduler/choose.js';
import type { Job } from '../../src/scheduler/scheduler.js';
import type { Ran, RunTool } from '../../src/scheduler/tool.js';
import { quickFolder } from '../support/folders.js';

/** Every character that one of the four schedulers gives a meaning of its own. */
export const JOB: Job = {
  command: [
    '/opt/node',
    '/opt/part ner/partner.js',
    'renewals',
    'run',
    '--database',
    '/data/100%/O\'Neil $HOME ${X} \\ & "co" <1>; é日 #.db',
  ],
  environment: { PARTNER_EVENTS_FILE: '/data/renewals %h $HOME "log" <&>.jsonl' },
  at: { hour: 6, minute: 5 },
};

export interface Called {
  readonly program: string;
  readonly words: readonly string[];
  readonly input: string | undefined;
}

/** A machine whose tools are answered by `answer`; every call is kept. */
export function machine(platform: NodeJS.Platform, answer: (call: Called) => Partial<Ran> = () => ({})) {
  const home = quickFolder('schedule');
  const calls: Called[] = [];
  const run: RunTool = async (program, words, input) => {
    calls.push({ program, words, input });
    return { code: 0, stdout: '', stderr: '', ...answer({ program, words, input }) };
  };
  const configuration = join(home, '.config');
  const preferences = join(configuration, 'partner', 'config.json');
  const host: Host = { platform, home, user: 501, configuration, preferences, run };
  return { host, calls, home };
}

/** One whose crontab remembers what it is given, and which has no other scheduler. */
export function withCrontab(before: string | undefined) {
  let table = before;
  const made = machine('linux', ({ program, words, input }) => {
    if (program === 'systemctl') return { code: 1, stderr: 'no bus' };
    if (words[0] === '-l') return table === undefined ? { code: 1, stderr: 'no crontab for root' } : { stdout: table };
    table = input;
    return {};
  });
  return { ...made, table: () => table };
}
