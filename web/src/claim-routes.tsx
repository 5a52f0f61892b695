/** Routes of the screens about account ownership: letters of authority, disputes, and views of personal documents. */
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { root } from "./root-route.tsx";
import { anyPerson, listSearch, needs, pick, type Raw, withWords } from "./route-parts.ts";

const letters = createRoute({
  getParentRoute: () => root,
  path: "/surat-kuasa",
  beforeLoad: anyPerson,
  component: lazyRouteComponent(
    withWords(["account"], () => import("./areas/accounts/letters-screen.tsx")),
    "LettersScreen",
  ),
});

const letterOffer = createRoute({
  getParentRoute: () => root,
  path: "/surat-kuasa/baru",
  beforeLoad: anyPerson,
  validateSearch: (raw: Raw) => pick(raw, ["nib"]),
  component: lazyRouteComponent(
    withWords(["account"], () => import("./areas/accounts/letter-offer-screen.tsx")),
    "LetterOfferScreen",
  ),
});

const disputes = createRoute({
  getParentRoute: () => root,
  path: "/sengketa",
  beforeLoad: anyPerson,
  component: lazyRouteComponent(
    withWords(["account"], () => import("./areas/accounts/disputes-screen.tsx")),
    "DisputesScreen",
  ),
});

const disputeClaim = createRoute({
  getParentRoute: () => root,
  path: "/sengketa/baru",
  beforeLoad: anyPerson,
  validateSearch: (raw: Raw) => pick(raw, ["nib"]),
  component: lazyRouteComponent(
    withWords(["account"], () => import("./areas/accounts/dispute-claim-screen.tsx")),
    "DisputeClaimScreen",
  ),
});

const disputeReview = createRoute({
  getParentRoute: () => root,
  path: "/meja-sengketa",
  beforeLoad: needs("verification.read"),
  validateSearch: listSearch,
  component: lazyRouteComponent(
    withWords(["account"], () => import("./areas/accounts/dispute-review-screen.tsx")),
    "DisputeReviewScreen",
  ),
});

const dispute = createRoute({
  getParentRoute: () => root,
  path: "/meja-sengketa/$id",
  beforeLoad: needs("verification.read"),
  component: lazyRouteComponent(
    withWords(["account"], () => import("./areas/accounts/dispute-screen.tsx")),
    "DisputeScreen",
  ),
});

const documentViews = createRoute({
  getParentRoute: () => root,
  path: "/dokumen-dibuka",
  beforeLoad: anyPerson,
  validateSearch: listSearch,
  component: lazyRouteComponent(
    withWords(["account"], () => import("./areas/accounts/document-views-screen.tsx")),
    "DocumentViewsScreen",
  ),
});

/** The account routes, in the order of the table. */
export const claimRoutes = [
  letters,
  letterOffer,
  disputes,
  disputeClaim,
  disputeReview,
  dispute,
  documentViews,
] as const;
