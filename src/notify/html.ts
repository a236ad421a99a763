/** A piece of HTML; only `element` makes one, so no text from outside can be taken for one. */
export interface Html {
  readonly html: string;
}

export type Child = string | Html;

/** An element with its attributes and children; texts become text, whatever they hold. */
export function element(name: string, attributes: Readonly<Record<string, string>>, children: readonly Child[]): Html {
  const opening = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(value)}"`);
  const inner = children.map((child) => (typeof child === 'string' ? escaped(child) : child.html));
  return { html: `<${name}${opening.join('')}>${inner.join('')}</${name}>` };
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => ENTITIES[letter] ?? letter);
}
