/**
 * Backup of an installation while it runs: a folder with database, files and keys, and a manifest with the SHA-256 of each file.
 * Also restores a backup into an empty data folder.
 */
export type { BackupRefusal } from "./backup-refusal.ts";
export { lastBackupAt, noteBackup } from "./last-backup.ts";
export { type BackupReport, makeBackup } from "./make-backup.ts";
export { verifyBackup } from "./manifest.ts";
export { restoreBackup, restoreIsCutOff } from "./restore-backup.ts";
