/** The working door of what short messages cost. */
import type { Http } from "../../platform/http/index.ts";
import type { Kit } from "../../platform/kit/index.ts";
import { addBalanceRoutes } from "./balance.routes.ts";
import { addOwnBalanceRoutes } from "./own-balance.routes.ts";
import { addPriceRoutes } from "./price.routes.ts";

/** Adds the routes of prices and balances, for the installation and for call centres. */
export function addBillingRoutes(app: Http, kit: Kit): void {
  addPriceRoutes(app, kit);
  addBalanceRoutes(app, kit);
  addOwnBalanceRoutes(app, kit);
}
