/** Composition of the knowledge base: routes. */
import type { Http } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { addArticleRoutes } from "./article.routes.ts";
import { addDesktopInformationRoutes, type DesktopInformationDependencies } from "./desktop-information.routes.ts";
import { addListRoutes } from "./list.routes.ts";
import { addListSpreadsheetRoutes, type ListPress } from "./list-spreadsheet.routes.ts";

/** Adds the routes of the knowledge base, for its editors and for the agent desktop. */
export function addInformationRoutes(
  app: Http,
  kit: Kit,
  doors: DesktopInformationDependencies & { readonly press: ListPress },
): void {
  addArticleRoutes(app, kit);
  addListRoutes(app, kit);
  addListSpreadsheetRoutes(app, kit, doors.press);
  addDesktopInformationRoutes(app, kit, doors);
}

export { insertList, insertListVersion } from "./list.store.ts";
export { openLookupService } from "./lookup.effects.ts";
