import { join } from 'node:path';
import { timeWith, type Job, type Scheduler } from './scheduler.js';
import { escapeXml, installFiles, mustRun, removeFile, textIn, type RunTool } from './tool.js';

const LABEL = 'partner.renewals';

/** A launch agent of the user on macOS; a run that was slept through is made up for at waking. */
export function launchd(run: RunTool, home: string, user: number): Scheduler {
  const file = join(home, 'Library', 'LaunchAgents', `${LABEL}.plist`);
  const domain = `gui/${user}`;
  return {
    name: 'launchd',
    preview: (job) => [{ place: file, text: plist(job) }],
    async install(job) {
      // An earlier job has to go first; that there is none is no failure.
      await run('launchctl', ['bootout', `${domain}/${LABEL}`]);
      await installFiles('launchd', [{ place: file, text: plist(job) }], () =>
        mustRun(run, 'launchd', 'launchctl', ['bootstrap', domain, file]),
      );
    },
    async installed() {
      const text = textIn(file);
      if (text === undefined) return undefined;
      const { code } = await run('launchctl', ['print', `${domain}/${LABEL}`]);
      return code === 0 ? [{ place: file, text }] : undefined;
    },
    timeOf: timeWith(
      /<key>Hour<\/key>\s*<integer>(?<hour>\d+)<\/integer>\s*<key>Minute<\/key>\s*<integer>(?<minute>\d+)</,
    ),
    async remove() {
      await run('launchctl', ['bootout', `${domain}/${LABEL}`]);
      return removeFile(file);
    },
  };
}

function plist({ command, environment, at }: Job): string {
  const text = (value: string) => `<string>${escapeXml(value)}</string>`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
  <key>Label</key>
  ${text(LABEL)}
  <key>ProgramArguments</key>
  <array>
${command.map((word) => `    ${text(word)}`).join('\n')}
  </array>
  <key>EnvironmentVariables</key>
  <dict>
${Object.entries(environment)
  .map(([name, value]) => `    <key>${escapeXml(name)}</key>\n    ${text(value)}`)
  .join('\n')}
  </dict>
  <key>StartCalendarInterval</key>
  <dict>
    <key>Hour</key>
    <integer>${at.hour}</integer>
    <key>Minute</key>
    <integer>${at.minute}</integer>
  </dict>
</dict>
</plist>
`;
}
