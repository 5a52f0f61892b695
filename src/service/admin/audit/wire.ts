/** Composition of a call centre's audit log: routes. */
import type { Http } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { addCentreAuditRoutes } from "./centre-audit.routes.ts";
import { type AuditPress, addCentreAuditExport } from "./centre-audit-export.routes.ts";

/** Adds the routes of a call centre's audit log. */
export function addCentreAudit(app: Http, kit: Kit, press: AuditPress): void {
  addCentreAuditRoutes(app, kit);
  addCentreAuditExport(app, kit, press);
}
