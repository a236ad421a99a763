import type { Ledger } from '../ledger.js';
import type { Session } from '../sql/session.js';
import { type Member, type Rights, LedgerError, type Defect } from '../store.js';
import { brokenRights, FUNCTIONS } from './check-rights.js';
import type { Connection } from './connect.js';

/** The ledger's own roles (`data/postgres/0007-members.sql`): rows that say who has them, and the privileges that follow. */
export class PostgresRights implements Rights {
  constructor(
    private readonly ledger: Pick<Ledger, 'look' | 'alone'>,
    private readonly schema: string,
  ) {}

  members(): Promise<readonly Member[]> {
    return this.ledger.look(async (session) => {
      const { owns } = (await session.get<{ owns: string }>('SELECT is_owner()::text AS owns')) ?? { owns: 'false' };
      return membersIn(session, owns === 'true' ? 'members' : 'my_roles()');
    });
  }

  seesAll(): Promise<boolean> {
    const sql = 'SELECT 1 AS seen WHERE is_owner() OR sees_all()';
    return this.ledger.look(async (session) => (await session.get(sql)) !== undefined);
  }

  knows(login: string): Promise<boolean> {
    const sql = 'SELECT 1 AS known FROM pg_catalog.pg_roles WHERE rolname = ?';
    return this.ledger.look(async (session) => (await session.get(sql, login)) !== undefined);
  }

  change(how: 'grant' | 'revoke', member: Member): Promise<readonly string[]> {
    return this.ledger.look(async (session) => {
      const { login } = member;
      const rest = (await membersIn(session, 'members')).filter(
        (other) => other.login === login && !(other.role === member.role && other.accountId === member.accountId),
      );
      if (how === 'grant') {
        const predecessors = rest.length > 0 && !(await this.isGranted(session, login)) ? [this.forgotten(login)] : [];
        return [...predecessors, this.entered(member), ...(await this.privileges(session, login, [member]))];
      }
      return [
        this.takenOut(member),
        ...(await this.withdrawn(session, login)),
        ...(rest.length === 0 ? [] : await this.privileges(session, login, rest)),
      ];
    });
  }

  run(statements: readonly string[]): Promise<void> {
    return this.ledger.alone(async (session) => {
      for (const statement of statements) await session.run(statement);
    });
  }

  differences(login: string): Promise<readonly Defect[]> {
    return this.ledger.look(async (session) =>
      (await brokenRights(session)).filter(({ where }) => where === `rights of ${login}`),
    );
  }

  private entered({ login, role, accountId }: Member): string {
    const values = [login, role, accountId].map(literal).join(', ');
    return `INSERT INTO ${this.named('members')} (login, role, account_id) VALUES (${values}) ON CONFLICT DO NOTHING`;
  }

  private takenOut({ login, role, accountId }: Member): string {
    const [name, kind, account] = [login, role, accountId].map(literal);
    return `DELETE FROM ${this.named('members')} WHERE login = ${name} AND role = ${kind} AND account_id IS NOT DISTINCT FROM ${account}`;
  }

  /**
   * Whether anything was granted to this very login. The server knows its logins by numbers and takes what was granted out
   * with them; rows that tell of a name are of one that was dropped where the login of that name has nothing.
   */
  private async isGranted(session: Session, login: string): Promise<boolean> {
    const sql = `SELECT 1 AS granted FROM pg_catalog.pg_namespace n CROSS JOIN LATERAL pg_catalog.aclexplode(n.nspacl) a
      JOIN pg_catalog.pg_roles r ON r.oid = a.grantee WHERE n.nspname = ? AND r.rolname = ? LIMIT 1`;
    return (await session.get(sql, this.schema, login)) !== undefined;
  }

  private forgotten(login: string): string {
    return `DELETE FROM ${this.named('members')} WHERE login = ${literal(login)}`;
  }

  /** What some roles may do, in as few statements as say it. */
  private async privileges(session: Session, login: string, members: readonly Member[]): Promise<readonly string[]> {
    const roles = [...new Set(members.map(({ role }) => role))];
    const to = `TO ${identifier(login)}`;
    const marks = roles.map(() => '?').join(', ');
    const rows = await session.all<{ privileges: string; relations: string }>(
      PRIVILEGES.replace('ROLES', marks),
      ...roles,
    );
    const tables = rows.map(({ privileges, relations }) => {
      const names = relations.split(' ').map((name) => this.named(name));
      return `GRANT ${privileges} ON ${names.join(', ')} ${to}`;
    });
    const functions = FUNCTIONS.map((name) => `${identifier(this.schema)}.${name}`).join(', ');
    const { sandbox } = this;
    const writes = roles.some((role) => role !== 'read');
    const beside = (await this.hasSandbox(session))
      ? [
          `GRANT USAGE ON SCHEMA ${sandbox} ${to}`,
          `GRANT ${writes ? 'SELECT, INSERT, UPDATE, DELETE' : 'SELECT'} ON ALL TABLES IN SCHEMA ${sandbox} ${to}`,
        ]
      : [];
    return [
      `GRANT USAGE ON SCHEMA ${identifier(this.schema)} ${to}`,
      `GRANT EXECUTE ON FUNCTION ${functions} ${to}`,
      ...tables,
      ...beside,
    ];
  }

  private async withdrawn(session: Session, login: string): Promise<readonly string[]> {
    const schemas = [identifier(this.schema), ...((await this.hasSandbox(session)) ? [this.sandbox] : [])];
    return schemas.flatMap((schema) => [
      `REVOKE ALL ON ALL TABLES IN SCHEMA ${schema} FROM ${identifier(login)}`,
      `REVOKE ALL ON ALL FUNCTIONS IN SCHEMA ${schema} FROM ${identifier(login)}`,
      `REVOKE ALL ON SCHEMA ${schema} FROM ${identifier(login)}`,
    ]);
  }

  private get sandbox(): string {
    return identifier(`${this.schema}_sandbox`);
  }

  private async hasSandbox(session: Session): Promise<boolean> {
    const sql = 'SELECT 1 AS there FROM pg_catalog.pg_namespace WHERE nspname = ?';
    return (await session.get(sql, `${this.schema}_sandbox`)) !== undefined;
  }

  private named(relation: string): string {
    return `${identifier(this.schema)}.${identifier(relation)}`;
  }
}

const PRIVILEGES = `WITH may AS (
    SELECT relation, CASE WHEN bool_or("column" IS NULL) THEN privilege
      ELSE privilege || ' (' || string_agg(quote_ident("column"), ', ' ORDER BY "column") || ')' END AS privilege
    FROM (SELECT DISTINCT relation, privilege, "column" FROM role_privileges WHERE role IN (ROLES)) one
    GROUP BY relation, privilege
  ), of_each AS (SELECT relation, string_agg(privilege, ', ' ORDER BY privilege) AS privileges FROM may GROUP BY relation)
  SELECT privileges, string_agg(relation, ' ' ORDER BY relation) AS relations FROM of_each GROUP BY privileges ORDER BY 1`;

async function membersIn(session: Session, where: 'members' | 'my_roles()'): Promise<readonly Member[]> {
  const sql = `SELECT login::text AS login, role, account_id AS "accountId" FROM ${where} ORDER BY login, role, account_id`;
  return session.all<Member>(sql);
}

function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

function literal(text: string | null): string {
  return text === null ? 'NULL' : `'${text.replaceAll(`'`, `''`)}'`;
}

/** What the server refuses to somebody with a role in this ledger is refused to that role; anything else stays as it was. */
export async function roleRefused(
  connection: Connection,
  error: unknown,
  schema = connection.address.schema,
): Promise<unknown> {
  if (!(error instanceof LedgerError) || error.code !== 'SERVER_RIGHTS' || connection.isLost) return error;
  const sql = `SELECT DISTINCT role FROM ${identifier(schema)}.my_roles() ORDER BY role`;
  const { rows } = await connection.query<{ role: string }>(sql).catch(() => ({ rows: [] }));
  if (rows.length === 0) return error;
  const { location, user } = connection.address;
  const roles = rows.map(({ role }) => role).join(', ');
  return new LedgerError('SERVER_ROLE', location, error.detail, { cause: error, user, other: roles });
}
