// What `typescript` is in tests (package.json): loaded by Node.js itself, once for all test files of a process (runner.ts).
module.exports = globalThis.requireOfNode('typescript');
