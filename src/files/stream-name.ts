/** As many programs call standard input or output: nobody who writes that wants a file of this name, which `./-` is. */
export function isStandardStream(path: string): boolean {
  return path === '-';
}
