/** Files: a content-addressed store behind a port, their rows, and their type by content. */
export { claimFile, findFile, insertFile, type StoredFileRow } from "./file-rows.store.ts";
export { type FileStore, openFolderStore, type StoredBytes } from "./file-store.ts";
