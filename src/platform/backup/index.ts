/**
 * Backup: a folder that holds everything of an installation — database, files and keys — taken while it runs, with a
 * manifest of the SHA-256 of each file; and the way back into an empty data folder.
 */
export type { BackupRefusal } from "./backup-refusal.ts";
export { lastBackupAt, noteBackup } from "./last-backup.ts";
export { type BackupReport, makeBackup } from "./make-backup.ts";
export { verifyBackup } from "./manifest.ts";
export { restoreBackup, restoreIsCutOff } from "./restore-backup.ts";
