import type { Store, Writer } from '../../src/store/store.js';

/** The same store, whose writers do some things otherwise. */
export function writingWith(store: Store, otherwise: (writer: Writer) => Partial<Writer>): Store {
  return inPlace(store, {
    write: (work) => store.write((writer) => work(inPlace(writer, otherwise(writer)))),
  });
}

/** The same object with other methods in the place of some; the rest stay its own. */
function inPlace<T extends object>(target: T, others: Partial<T>): T {
  return new Proxy(target, {
    get(_, name) {
      if (name in others) return Reflect.get(others, name) as unknown;
      const value: unknown = Reflect.get(target, name);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}
