import async_hooks from 'node:async_hooks';
import { createRequire } from 'node:module';

/** jest's own way to run a test file, in an environment of its own. */
type Runner = (
  global: unknown,
  config: unknown,
  environment: Environment,
  ...rest: readonly unknown[]
) => Promise<unknown>;

interface Environment {
  readonly global: { requireOfNode?: NodeJS.Require };
}

const requireOfNode = createRequire(import.meta.url);
const circus = requireOfNode('jest-circus/runner') as { readonly default: Runner };

/**
 * Which test is running, as the runner wants to know it. One test of a file runs at a time, so it is the innermost that
 * was begun. The runner's own way has Node.js follow every promise there is, which takes a tenth of the time of all tests.
 */
class OneAtATime<T> {
  private current: T | undefined;

  getStore(): T | undefined {
    return this.current;
  }

  run<R>(store: T, work: () => Promise<R>): Promise<R> {
    const outer = this.current;
    this.current = store;
    return work().finally(() => {
      if (this.current === store) this.current = outer;
    });
  }
}

/**
 * Runs a test file as jest does, without anything that follows promises. What it loads by `requireOfNode` is loaded once for
 * all files of this process, and not anew for each.
 */
const runner: Runner = (global, config, environment, ...rest) => {
  environment.global.requireOfNode = requireOfNode;
  const { AsyncLocalStorage } = async_hooks;
  async_hooks.AsyncLocalStorage = OneAtATime as unknown as typeof AsyncLocalStorage;
  try {
    // It loads what it needs before it first waits; the test file comes later and has Node.js's own.
    return circus.default(global, config, environment, ...rest);
  } finally {
    async_hooks.AsyncLocalStorage = AsyncLocalStorage;
  }
};

export default runner;
