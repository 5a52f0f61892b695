/** The working door of mail, for processes. */
export { addMailRoutes } from "./mail.routes.ts";
