/** Files: a content-addressed store behind a port, their rows, and their type by content. */
export { findDamagedFile } from "./check-files.store.ts";
export { claimFile, FILES_LOCK_KEY, findFile, findFiles, insertFile, type StoredFileRow } from "./file-rows.store.ts";
export { type FileStore, openFolderStore, placeOf, type StoredBytes } from "./file-store.ts";
export { nameUpload } from "./keep-upload.effects.ts";
export { sniffType } from "./sniff.ts";
export type { DocumentCase } from "./views.store.ts";
