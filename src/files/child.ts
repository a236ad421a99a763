/** What is meant for this program alone, keys and passwords among it: no child gets it (G12). */
const OUR_OWN = /^(?:PARTNER_|PGPASS)/;

type Environment = Readonly<Record<string, string | undefined>>;

/** The environment of a program that is started. */
export function childEnvironment(env: Environment): Environment {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !OUR_OWN.test(name)));
}
