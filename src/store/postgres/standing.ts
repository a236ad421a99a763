import type { Instant } from '../../core/day.js';
import type { Standing } from '../store.js';
import type { Connection } from './connect.js';

const ASKED = 5;

const instant = (time: string) => `to_char(${time} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** Of others' connections a login without the right to know sees that they are there, and no more. */
const HOW = `SELECT current_setting('server_version') AS version, pg_is_in_recovery()::text AS standby,
    (SELECT count(*) FROM pg_stat_replication) AS followers,
    (SELECT ceil(extract(epoch FROM max(replay_lag)))::integer FROM pg_stat_replication) AS behind,
    (SELECT ${instant('last_archived_time')} FROM pg_stat_archiver) AS archived,
    (SELECT max(version) FROM migrations) AS held`;
const NOW = `SELECT ${instant('clock_timestamp()')} AS now`;

interface How {
  readonly version: string;
  readonly standby: string;
  readonly followers: number;
  readonly behind: number | null;
  readonly archived: Instant | null;
  readonly held: number;
}

/** @param known the newest version of a ledger that this program knows */
export async function standingOf(connection: Connection, known: number): Promise<Standing> {
  const { rows } = await connection.run<How>(HOW);
  const { version = '', standby, followers = 0, behind = null, archived = null, held = 0 } = rows[0] ?? {};
  const answers: { readonly took: number; readonly now: Instant }[] = [];
  for (let count = 0; count < ASKED; count += 1) {
    const asked = performance.now();
    const answer = await connection.run<{ now: Instant }>(NOW);
    answers.push({ took: performance.now() - asked, now: answer.rows[0]?.now as Instant });
  }
  const took = answers.map((answer) => answer.took).sort((left, right) => left - right);
  return {
    engine: 'PostgreSQL',
    // What a distribution adds to it says nothing of the server.
    version: version.split(' ')[0] ?? '',
    format: { held, known },
    server: {
      milliseconds: took[Math.floor(ASKED / 2)] ?? 0,
      now: answers.at(-1)?.now as Instant,
      standby: standby === 'true',
      followers,
      secondsBehind: behind,
      archivedAt: archived,
    },
  };
}
