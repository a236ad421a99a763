/** The shells in which `partner` completes what is typed. */
export const SHELLS = ['bash', 'zsh', 'fish', 'powershell'] as const;

export type Shell = (typeof SHELLS)[number];

/** What a shell reads at its start, as far as completing goes. */
export interface ShellStart {
  /** The file that the shell reads. */
  readonly path: string;
  /** What makes it complete: it holds no name and no secret. */
  readonly script: string;
  /** What is written to that file, between two marks where others write to it, too. */
  readonly written: string;
  /** Whether exactly that stands there. @throws Stop FILE_UNREADABLE */
  readonly installed: () => boolean;
  /** Whether anything of it stands there, as this or another version wrote it. @throws Stop FILE_UNREADABLE */
  readonly there: () => boolean;
  /** The rest of the file stays as it is, byte for byte; a dry run only notes it. @throws Stop FILE_UNREADABLE, FILE_UNWRITABLE */
  readonly write: () => void;
  /** As `write`; a file that is ours alone goes. */
  readonly remove: () => void;
}
