// Loaded before the shipped program: writes down which modules of Node's own it has loaded by its end. With NO_BINDINGS set,
// as on a version that lets nobody look at what stands behind them.
import { writeFileSync } from 'node:fs';

const own = process as unknown as { readonly moduleLoadList: readonly string[]; binding: unknown };
if (process.env['NO_BINDINGS']) own.binding = undefined;

process.once('exit', () => {
  const names = own.moduleLoadList.filter((name) => name.startsWith('NativeModule '));
  writeFileSync(process.env['LOADED'] ?? '', names.map((name) => name.replace('NativeModule ', '')).join('\n'));
});
