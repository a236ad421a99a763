import type { Context } from '../cli/context.js';
import type { Day } from '../core/day.js';
import type { StatedWorld } from '../wizards/stated.js';

/** What whoever states something on a day may bring as evidence: files of this machine. */
export function statedWorld({ files, ids }: Pick<Context, 'files' | 'ids'>, today: Day): StatedWorld {
  return {
    today,
    typed: (path) => files.typed(path),
    readFile(path) {
      const { name, bytes: content } = files.readEvidence(path);
      return { path, evidence: { sha256: ids.digest(content), name, bytes: content.length }, content };
    },
  };
}
