/** The working door of the field's REST shapes. */
import type { Http } from "../../platform/http/index.ts";
import { addAccountRoutes } from "./account.routes.ts";
import { addAccountTokenRoutes } from "./account-token.routes.ts";
import { openRestServer, type RestDoors } from "./rest-server.routes.ts";

export { authTokenOf } from "./account-token.effects.ts";

/** Adds the field's REST shapes for programs, and what an administrator keeps for them. */
export function addCpaasRoutes(app: Http, doors: RestDoors): void {
  addAccountTokenRoutes(app, doors);
  openRestServer(app, doors, (rest) => {
    addAccountRoutes(rest, doors);
  });
}
