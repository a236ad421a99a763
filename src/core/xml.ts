/** An element and what is in it, as it is. */
export function of(name: string, ...inner: readonly string[]): string {
  return `<${name}>${inner.join('')}</${name}>`;
}

export function attributed(name: string, [attribute, value]: readonly [string, string], inner: string): string {
  return `<${name} ${attribute}="${value}">${inner}</${name}>`;
}

/** An element that holds a text, and where it is of a list of identifiers, says which. */
export function scheme(name: string, id: string | undefined, value: string): string {
  return id === undefined ? of(name, text(value)) : attributed(name, ['schemeID', id], text(value));
}

/** As XML holds a text: no sign of its own, and none that it cannot hold. */
export function text(value: string): string {
  return value
    .replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}
