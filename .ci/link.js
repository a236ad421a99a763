/**
 * Modules as one script, in which each runs when something of it is first used, and not before: what esbuild has made of
 * each as CommonJS becomes a method that gives what the module exports, and `import_day.addDays` in it
 * `($[3]||$(3)).addDays`. That binds once and for all, as it may: no module of ours changes what it exports, or imports
 * itself by way of others.
 * @param modules by name, each with all that it imports left outside; a name that begins with `src/` is one of ours
 * @param prelude what all of them see
 * @param entry the name of the module whose exports are those of the script
 * @throws Error where esbuild has written something else than is expected here
 */
export function linked(modules, prelude, entry) {
  const names = [entry];
  const use = (name) => {
    const place = names.includes(name) ? names.indexOf(name) : names.push(name) - 1;
    return `($[${place}]||$(${place}))`;
  };
  const table = [];
  // Grows while it is gone through.
  for (const name of names) table.push(`${JSON.stringify(name)}() {\n${bodyOf(name, modules.get(name), use)}\n}`);
  return `"use strict";
    ${prelude}
    const modules = {${table.join(',\n')}};
    const names = Object.keys(modules);
    const $ = (place) => ($[place] = modules[names[place]]());
    module.exports = ${use(entry)};`;
}

function bodyOf(name, text, use) {
  if (name.startsWith('node:')) return `return require(${JSON.stringify(name)});`;
  if (!name.startsWith('src/')) return asImported(text ?? `module.exports = require(${JSON.stringify(name)});`);
  const imports = new Map();
  let exported = '';
  const body = text
    .slice(text.indexOf(`// ${name}\n`), text.search(/\n\/\/ Annotate the CommonJS export names|$(?![^])/))
    .replace(
      /^var \w+_exports = \{\};\n(?:__export\(\w+, (\{[^]*?\n\})\);\n)?module\.exports = .*\n/m,
      (_, names = '') => {
        exported = names.replaceAll(': () => ', ': ');
        return '';
      },
    )
    .replace(/^var (import_\w+) = (?:__toESM\()?require\("(.*)"\)(?:, 1\))?;\n/gm, (_, local, path) => {
      imports.set(local, path);
      return '';
    })
    .replace(/\b__toESM\(require\("(.*?)"\), 1\)/g, (_, path) => use(path))
    .replace(/\b(import_\w+)(\.default\b)?/g, (found, local, byDefault = '') => {
      const path = imports.get(local);
      if (path === undefined) return found;
      return use(path) + (path.startsWith('node:') ? '' : byDefault);
    });
  const strange = /\b(?:require\(|__toESM|__export|__toCommonJS|module\.exports).*/.exec(body);
  if (strange) throw new Error(`${name} is not as expected: ${strange[0]}`);
  return `${body}\nreturn ${exported.replace(/\b(import_\w+)\./g, (_, local) => `${use(imports.get(local))}.`)};`;
}

/** As a module of ours sees it: the whole is the default. */
function asImported(text) {
  return `const module = { exports: {} };
    const { exports } = module;
    ${text}
    return { ...module.exports, default: module.exports };`;
}
