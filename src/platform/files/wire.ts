/** The working door of files, for processes. */
export { addFileRoutes } from "./files.routes.ts";
