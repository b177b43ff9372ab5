/** Removes the rights of the group and of others. */
const UMASK = 0o077

/**
 * Makes every file that this process creates from now on readable by its owner only, from its first moment:
 * also those of SQLite, and of processes that this one starts. A later chmod would leave a gap.
 */
export function keepFilesPrivate(): void {
  // Windows has no such mode, and Deno throws there.
  if (process.platform !== 'win32') process.umask(UMASK)
}
