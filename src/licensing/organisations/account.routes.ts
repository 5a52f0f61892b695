import type { Http } from "../../platform/http/index.ts";
import { addAuthorityRoutes } from "./authority/authority.routes.ts";
import { addDocumentViewRoutes } from "./authority/document-views.routes.ts";
import { addDisputeRoutes } from "./disputes/dispute.routes.ts";
import { addDisputeReviewRoutes } from "./disputes/dispute-review.routes.ts";
import { addAffairsRoute } from "./organisation-affairs.routes.ts";
import type { OrganisationOptions } from "./organisation-dependencies.effects.ts";

/** Routes of accounts: letters of authority, disputes, and the views of personal documents. */
export function addAccountRoutes(app: Http, options: OrganisationOptions): void {
  addAuthorityRoutes(app, options);
  addDisputeRoutes(app, options);
  addDisputeReviewRoutes(app, options);
  addDocumentViewRoutes(app, options);
  addAffairsRoute(app, options);
}
