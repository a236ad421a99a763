import type { OwnPlace } from '../cli/context.js';
import type { SettingOrigin } from '../core/checkup.js';
import { finding, type Check, type Finding } from './check.js';

/** What runs the program. */
export const runtime: Check = {
  id: 'runtime',
  look: async ({ line }) => [finding('ok', { code: 'RUNTIME', ...line.runtime })],
};

/** Of a setting that may hold a name, only where it comes from is told; the language shows by itself. */
const TOLD = ['color', 'csv', 'gateway', 'output', 'prompts', 'reminder-days', 'webhook-format'];

/** What is set, and where: a value that nobody set is none. */
export const settings: Check = {
  id: 'settings',
  look: async ({ files }) => {
    const preferences = await files.preferences();
    const set = preferences.list().flatMap(({ key, value, origin }) => {
      if (origin === 'default' || value === undefined) return [];
      const told = TOLD.includes(key) ? value : null;
      return [finding('note', { code: 'SETTING', setting: key, origin: origin satisfies SettingOrigin, value: told })];
    });
    const { length: count } = preferences.unknown();
    return count === 0 ? set : [...set, finding('warning', { code: 'SETTINGS_UNKNOWN', count })];
  },
};

/** What others may not read; the settings are no secret, and are not to be changed. */
const SECRET: readonly OwnPlace['what'][] = ['ledger', 'books', 'evidence'];

/** Files are for their owner alone. What is open is closed by whatever command uses it next. */
export const ownFiles: Check = {
  id: 'files',
  look: async ({ files }) => {
    const open = (await files.places()).flatMap(({ what, there }): readonly Finding[] => {
      if (!there || there.others === 'closed' || (there.others === 'may-read' && !SECRET.includes(what))) return [];
      return [finding('warning', { code: 'FILE_OPEN', file: what, others: there.others })];
    });
    return open.length > 0 ? open : [finding('ok', { code: 'FILES_CLOSED' })];
  },
};

const MEGABYTE = 1024 * 1024;

/** A migration and a backup each put a copy of the ledger beside it. */
const LEAST_FREE_MB = 100;

export const disk: Check = {
  id: 'disk',
  look: async ({ files }) => {
    const free = await files.freeBytes();
    if (free === undefined) return [];
    const held = (await files.places()).find(({ what }) => what === 'ledger')?.there?.bytes ?? 0;
    const megabytes = Math.floor(free / MEGABYTE);
    const isEnough = free >= 2 * held && megabytes >= LEAST_FREE_MB;
    return [
      isEnough ? finding('ok', { code: 'DISK_FREE' }) : finding('warning', { code: 'DISK_NEARLY_FULL', megabytes }),
    ];
  },
};
