/**
 * Modules as several scripts, in which each runs when something of it is first used, and not before: what esbuild has made of
 * each as CommonJS becomes a method that gives what the module exports, and `import_day.addDays` in it
 * `($[3]||$(3)).addDays`. That binds once and for all, as it may: no module of ours changes what it exports, or imports
 * itself by way of others. The first script holds the modules of most starts and loads another at the first need of it.
 * @param modules by name, each with all that it imports left outside; a name that begins with `src/` is one of ours
 * @param prelude what all of them see
 * @param entry the name of the module whose exports are those of the first script
 * @param late by the file of each further script, in the folder of the first, which modules belong there: the first that
 *   wants one has it, and one of them has to want it
 * @param often the names of what belongs into the first script: all, where none are given
 * @returns the first script, the late ones by their files, and the names of all that is in them
 * @throws Error where esbuild has written something else than is expected here
 */
export function linked(modules, { prelude, entry, late, often }) {
  const all = reachable(modules, [entry, ...(often ?? [])]);
  const early = new Set(often ? [entry, ...often] : all);
  const files = Object.keys(late);
  const homeOf = (name) => (early.has(name) ? undefined : files.find((file) => late[file](name)));
  const inside = (home) => all.filter((name) => homeOf(name) === home);
  const names = [undefined, ...files].flatMap(inside);
  const places = new Map(names.map((name, place) => [name, place]));
  const use = (name) => `($[${places.get(name)}]||$(${places.get(name)}))`;
  const table = (home) => {
    const methods = inside(home).map(
      (name) => `${JSON.stringify(name)}() {\n${bodyOf(name, modules.get(name), use)}\n}`,
    );
    return `Object.values({${methods.join(',\n')}})`;
  };
  const beginnings = files.map((file) => [places.get(inside(file)[0]), file]).filter(([first]) => first !== undefined);
  const opening = `"use strict";\n${prelude}`;
  return {
    names,
    first: `${opening}
      const modules = ${table()};
      const made = (place) => {
        if (!modules[place]) {
          const [first, file] = ${JSON.stringify(beginnings.reverse())}.find(([first]) => first <= place);
          load(file)($).forEach((module, at) => (modules[first + at] = module));
        }
        return modules[place]();
      };
      const $ = (place) => ($[place] = made(place));
      module.modules = () => Object.keys($);
      module.exports = ${use(entry)};`,
    late: Object.fromEntries(files.map((file) => [file, `${opening}\nmodule.exports = ($) => ${table(file)};`])),
  };
}

/** The names of modules, and of all that they use, each once. */
function reachable(modules, names) {
  const found = new Set(names);
  // Grows while it is gone through.
  for (const name of found) bodyOf(name, modules.get(name), (used) => found.add(used) && '');
  return [...found];
}

function bodyOf(name, text, use) {
  if (name.startsWith('node:')) return `return require(${JSON.stringify(name)});`;
  if (name.endsWith('.cjs')) return asImported(`module.exports = load(${JSON.stringify(name)});`);
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
