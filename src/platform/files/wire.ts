/** Composition of the files module for processes. */

export { folderRemoval } from "./file-removal.effects.ts";
export { addFileRoutes } from "./files.routes.ts";
export { openUploadSweeper } from "./sweep.jobs.ts";
export { openFileViewer } from "./view-file.effects.ts";
