// Loaded before the shipped program: writes down every statement that its engine runs on the ledger, in their order.
import { writeFileSync } from 'node:fs';
import Module from 'node:module';

type Extensions = Record<string, (module: { exports: unknown }, file: string) => void>;
type Engine = { readonly Database: new (...given: unknown[]) => object };

/** Where the engine's constructor takes whom to tell of each statement. */
const TOLD = 6;

const { _extensions: extensions } = Module as unknown as { readonly _extensions: Extensions };
const load = extensions['.node'];
const statements: string[] = [];

extensions['.node'] = (module, file) => {
  load?.(module, file);
  const engine = module.exports as Engine;
  module.exports = { ...engine, Database: new Proxy(engine.Database, { construct: opened }) };
};

function opened(database: Engine['Database'], given: unknown[]): object {
  if (/\/ledger\.db$/.test(String(given[0]))) given[TOLD] = (sql: string) => statements.push(sql);
  return new database(...given);
}

process.once('exit', () => writeFileSync(process.env['STATEMENTS'] ?? '', JSON.stringify(statements)));
