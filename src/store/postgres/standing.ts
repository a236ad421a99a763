import type { Instant } from '../../core/day.js';
import type { Standing } from '../store.js';
import type { Connection } from './connect.js';

const ASKED = 5;

const instant = (time: string) => `to_char(${time} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** Of others' connections a login without the right to know sees that they are there, and no more. */
const HOW = `SELECT current_setting('server_version') AS version, pg_is_in_recovery()::text AS standby,
    (SELECT count(*) FROM pg_stat_replication) AS followers,
    (SELECT count(*) FROM pg_stat_wal_receiver) AS senders,
    CASE WHEN NOT pg_is_in_recovery()
        THEN (SELECT ceil(extract(epoch FROM max(replay_lag)))::integer FROM pg_stat_replication)
      -- Without a sender, what has come is all shown, and what has not is known to nobody here.
      WHEN NOT EXISTS (SELECT 1 FROM pg_stat_wal_receiver) THEN NULL
      WHEN pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn() THEN 0
      ELSE ceil(extract(epoch FROM clock_timestamp() - pg_last_xact_replay_timestamp()))::integer END AS behind,
    (SELECT ${instant('last_archived_time')} FROM pg_stat_archiver) AS archived,
    (SELECT max(version) FROM migrations) AS held`;
const NOW = `SELECT ${instant('clock_timestamp()')} AS now`;

interface How {
  readonly version: string;
  readonly standby: string;
  readonly followers: number;
  readonly senders: number;
  readonly behind: number | null;
  readonly archived: Instant | null;
  readonly held: number;
}

/** @param known the newest version of a ledger that this program knows */
export async function standingOf(connection: Connection, known: number): Promise<Standing> {
  const { rows } = await connection.run<How>(HOW);
  const how = rows[0];
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
    version: how?.version.split(' ')[0] ?? '',
    format: { held: how?.held ?? 0, known },
    server: {
      milliseconds: took[Math.floor(ASKED / 2)] ?? 0,
      now: answers.at(-1)?.now as Instant,
      standby: how?.standby === 'true',
      followers: how?.followers ?? 0,
      follows: (how?.senders ?? 0) > 0,
      secondsBehind: how?.behind ?? null,
      archivedAt: how?.archived ?? null,
    },
  };
}

/** Whether it follows another server, and takes no writes. */
export async function isStandby(connection: Connection): Promise<boolean> {
  const { rows } = await connection.run<{ standby: string }>('SELECT pg_is_in_recovery()::text AS standby');
  return rows[0]?.standby === 'true';
}
