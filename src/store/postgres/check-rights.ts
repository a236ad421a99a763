import type { Session } from '../sql/session.js';
import type { Defect } from '../store.js';

/** What a policy or the program calls as whoever asks. */
export const FUNCTIONS = ['is_owner()', 'my_roles()', 'sees_all()', 'seen()', 'evidence_of(text)'];

/** What everybody may do with each thing of the ledger's schema but the ledger's owner, and what they ought to. */
const DIFFERENCES = `WITH
  ours AS (SELECT c.relnamespace AS schema, c.relowner AS owner FROM pg_class c
    WHERE c.relnamespace = current_schema()::regnamespace AND c.relname = 'audit'),
  given AS (
    SELECT c.relname::text AS thing, a.*, NULL::text AS "column" FROM pg_class c CROSS JOIN LATERAL aclexplode(c.relacl) a
      WHERE c.relnamespace = (SELECT schema FROM ours)
    UNION ALL SELECT c.relname, a.*, t.attname FROM pg_class c JOIN pg_attribute t ON t.attrelid = c.oid
      CROSS JOIN LATERAL aclexplode(t.attacl) a WHERE c.relnamespace = (SELECT schema FROM ours)
    UNION ALL SELECT 'the schema', a.*, NULL FROM pg_namespace n CROSS JOIN LATERAL aclexplode(n.nspacl) a
      WHERE n.oid = (SELECT schema FROM ours) AND a.grantee <> n.nspowner
    UNION ALL SELECT p.oid::regprocedure::text, a.*, NULL FROM pg_proc p
      CROSS JOIN LATERAL aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
      WHERE p.pronamespace = (SELECT schema FROM ours)
  ),
  held AS (
    SELECT coalesce(pg_get_userbyid(nullif(grantee, 0))::text, 'PUBLIC') AS login, thing,
      privilege_type || CASE WHEN is_grantable THEN ' for others' ELSE '' END AS privilege, "column"
    FROM given WHERE grantee <> (SELECT owner FROM ours)
  ),
  wanted AS (
    SELECT m.login::text, p.relation AS thing, p.privilege, p."column" FROM members m JOIN role_privileges p USING (role)
    UNION SELECT login, 'the schema', 'USAGE', NULL FROM members
    UNION SELECT login, f, 'EXECUTE', NULL FROM members, unnest(string_to_array('${FUNCTIONS.join(' ')}', ' ')) f
  )
  SELECT login, 'has' AS how, concat_ws('.', thing, "column") AS thing, privilege FROM (TABLE held EXCEPT TABLE wanted) more
  UNION ALL SELECT login, 'lacks', concat_ws('.', thing, "column"), privilege FROM (TABLE wanted EXCEPT TABLE held) less
  ORDER BY 1, 2, 3, 4`;

interface Difference {
  readonly login: string;
  readonly how: 'has' | 'lacks';
  readonly thing: string;
  readonly privilege: string;
}

/** Privileges that follow from no role, and those that a role lacks: somebody else than `db grant` has been at them. */
export async function brokenRights(session: Session): Promise<readonly Defect[]> {
  const found = await session.all<Difference>(DIFFERENCES);
  return found.map(({ login, how, thing, privilege }) => ({
    where: `rights of ${login}`,
    problem:
      how === 'has'
        ? `It may ${privilege} ${thing}, which follows from no role of its own.`
        : `It may not ${privilege} ${thing}, as its role may.`,
  }));
}
