import type { Context } from '../cli/context.js';
import type { Channel, NotSent } from '../core/dispatch.js';
import { holdsWhole, ifThere } from '../scheduler/scheduler.js';
import { JOB, jobHere } from '../warnings/job.js';
import { finding, problemCode, type Check, type Finding } from './check.js';

/** The machine's own job, as its scheduler has it, and what its log tells. */
export const job: Check = {
  id: 'job',
  look: async (context) => [...(await asScheduled(context)), ...asLogged(context)],
};

async function asScheduled({ outside }: Context): Promise<readonly Finding[]> {
  try {
    const scheduler = await ifThere(outside.scheduler());
    if (!scheduler) return [finding('note', { code: 'NO_SCHEDULER' })];
    const written = await scheduler.installed();
    if (!written) return [finding('note', { code: 'NO_JOB' })];
    return holdsWhole(written, JOB)
      ? [finding('ok', { code: 'JOB_INSTALLED', scheduler: scheduler.name })]
      : [finding('warning', { code: 'JOB_OUTDATED' })];
  } catch (error) {
    return [finding('warning', { code: 'JOB_NOT_LOOKED_AT', problem: problemCode(error) })];
  }
}

function asLogged(context: Context): readonly Finding[] {
  const { silentSince: since, failed } = jobHere(context);
  const { run, schedule } = context.outside.jobLog();
  if (failed) return [finding('fault', { code: 'JOB_FAILS', ...failed })];
  if (since !== undefined) return [finding('warning', { code: 'JOB_SILENT', since })];
  if (!run) return schedule?.installed ? [finding('note', { code: 'JOB_NEVER_RAN' })] : [];
  const { at, charged, declined } = run;
  return [finding('ok', { code: 'JOB_RAN', at, charged, declined })];
}

/** Each channel is connected to, and signed in to where it asks for that; nothing is sent. */
export const channels: Check = {
  id: 'channels',
  look: async ({ outside }) => {
    const set = outside.channels;
    if (set.length === 0) return [finding('note', { code: 'NO_CHANNEL' })];
    try {
      const notifiers = await outside.notifiers();
      const found: Finding[] = [];
      for (const notifier of notifiers) {
        found.push(reached(notifier.channel, await notifier.reach()));
        await notifier.close();
      }
      return found;
    } catch (error) {
      const problem = problemCode(error);
      return set.map((channel) => finding('fault', { code: 'CHANNEL_NOT_USABLE', channel, problem }));
    }
  },
};

function reached(channel: Channel, reason: NotSent | undefined): Finding {
  return reason === undefined
    ? finding('ok', { code: 'CHANNEL_ANSWERS', channel })
    : finding('fault', { code: 'CHANNEL_FAILS', channel, reason });
}
