/** The same text as others save it: the name of the form, and the bytes. */
export function inEveryForm(text: string): readonly (readonly [form: string, bytes: Buffer])[] {
  const crlf = text.replaceAll('\n', '\r\n');
  const little = (said: string) => Buffer.from(`\uFEFF${said}`, 'utf16le');
  return [
    ['UTF-8', Buffer.from(text)],
    ['UTF-8 with CRLF', Buffer.from(crlf)],
    ['UTF-8 with a mark', Buffer.from(`\uFEFF${text}`)],
    ['UTF-8 with a mark and CRLF', Buffer.from(`\uFEFF${crlf}`)],
    ['UTF-16 LE', little(text)],
    ['UTF-16 LE with CRLF', little(crlf)],
    ['UTF-16 BE', little(text).swap16()],
    ['UTF-16 BE with CRLF', little(crlf).swap16()],
  ];
}
