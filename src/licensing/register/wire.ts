/** The working door of the register, for processes. */
export { addPublicPages } from "./pages.routes.ts";
