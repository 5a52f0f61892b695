/** Composition of SMS billing. */
import type { Http } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { addBalanceRoutes, addOwnBalanceRoutes } from "./balance.routes.ts";
import { addInvoiceRoutes, type InvoicePress } from "./invoice.routes.ts";
import { addPriceRoutes } from "./price.routes.ts";

export { followInvoices } from "./invoice.jobs.ts";
export type { InvoicePress } from "./invoice.routes.ts";
export { issueInvoices } from "./invoice.store.ts";

/** Registers the routes of prices, balances and invoices, for the installation and for call centres. */
export function addBillingRoutes(app: Http, kit: Kit, press: InvoicePress): void {
  addPriceRoutes(app, kit);
  addBalanceRoutes(app, kit);
  addOwnBalanceRoutes(app, kit);
  addInvoiceRoutes(app, kit, press);
}
