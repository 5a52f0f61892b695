/**
 * The field's REST shapes below `/2010-04-01`, so that programs which were written for them run here by changing their base address:
 * accounts and their tokens, calls, messages, numbers and what else programs name by SIDs. What is shown are the facts of other rooms;
 * kept here is only what an application asked for.
 */
import type { Http } from "../../platform/http/index.ts";
import { addAccountRoutes } from "./account.routes.ts";
import { addAccountTokenRoutes } from "./account-token.routes.ts";
import { addErrorPages, type DrawPage } from "./error-page.routes.ts";
import { openRestServer, type RestDoors } from "./rest-server.routes.ts";

export { authTokenOf } from "./account-token.effects.ts";
export type { DrawPage } from "./error-page.routes.ts";

/** Adds the field's REST shapes for programs, and what an administrator keeps for them. */
export function addCpaasRoutes(app: Http, doors: RestDoors & { readonly drawPage: DrawPage }): void {
  addErrorPages(app, doors);
  addAccountTokenRoutes(app, doors);
  openRestServer(app, doors, (rest) => {
    addAccountRoutes(rest, doors);
  });
}
