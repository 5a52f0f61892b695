/** Routes of a user's own screens (links in e-mails, account, messages), and of e-mail delivery, acting officers and the audit trail. */
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { root } from "./root-route.tsx";
import { anyPerson, listSearch, needs, pick, type Raw, withWords } from "./route-parts.ts";

const confirmEmail = createRoute({
  getParentRoute: () => root,
  path: "/konfirmasi-surel/$token",
  component: lazyRouteComponent(
    withWords(["links"], () => import("./areas/account/confirm-email-screen.tsx")),
    "ConfirmEmailScreen",
  ),
});

const forgotPassword = createRoute({
  getParentRoute: () => root,
  path: "/lupa-sandi",
  component: lazyRouteComponent(
    withWords(["people", "links"], () => import("./areas/account/forgot-password-screen.tsx")),
    "ForgotPasswordScreen",
  ),
});

const resetPassword = createRoute({
  getParentRoute: () => root,
  path: "/atur-ulang-sandi/$token",
  component: lazyRouteComponent(
    withWords(["people", "links"], () => import("./areas/account/reset-password-screen.tsx")),
    "ResetPasswordScreen",
  ),
});

const invitation = createRoute({
  getParentRoute: () => root,
  path: "/undangan/$token",
  component: lazyRouteComponent(
    withWords(["people", "links"], () => import("./areas/account/invitation-screen.tsx")),
    "InvitationScreen",
  ),
});

const account = createRoute({
  getParentRoute: () => root,
  path: "/akun",
  beforeLoad: anyPerson,
  component: lazyRouteComponent(
    withWords(["account", "people", "secondFactor"], () => import("./areas/account/account-screen.tsx")),
    "AccountScreen",
  ),
});

const renewSecondFactor = createRoute({
  getParentRoute: () => root,
  path: "/akun/faktor-kedua",
  beforeLoad: anyPerson,
  component: lazyRouteComponent(
    withWords(["account", "secondFactor"], () => import("./areas/account/renew-second-factor-screen.tsx")),
    "RenewSecondFactorScreen",
  ),
});

const messages = createRoute({
  getParentRoute: () => root,
  path: "/pesan",
  beforeLoad: anyPerson,
  validateSearch: (raw: Raw) => pick(raw, ["page"]),
  component: lazyRouteComponent(
    withWords(["account"], () => import("./areas/messages/messages-screen.tsx")),
    "MessagesScreen",
  ),
});

const deliveries = createRoute({
  getParentRoute: () => root,
  path: "/surel",
  beforeLoad: needs("mail.manage"),
  validateSearch: listSearch,
  component: lazyRouteComponent(
    withWords(["offices"], () => import("./areas/messages/deliveries-screen.tsx")),
    "DeliveriesScreen",
  ),
});

const delegations = createRoute({
  getParentRoute: () => root,
  path: "/pelaksana",
  beforeLoad: needs("delegation.write"),
  validateSearch: listSearch,
  component: lazyRouteComponent(
    withWords(["offices"], () => import("./areas/delegations/delegations-screen.tsx")),
    "DelegationsScreen",
  ),
});

const newDelegation = createRoute({
  getParentRoute: () => root,
  path: "/pelaksana/baru",
  beforeLoad: needs("delegation.write"),
  component: lazyRouteComponent(
    withWords(["offices"], () => import("./areas/delegations/new-delegation-screen.tsx")),
    "NewDelegationScreen",
  ),
});

const mailbox = createRoute({
  getParentRoute: () => root,
  path: "/kotak-surat",
  validateSearch: (raw: Raw) => pick(raw, ["page"]),
  component: lazyRouteComponent(
    withWords(["desk"], () => import("./areas/mailbox/mailbox-screen.tsx")),
    "MailboxScreen",
  ),
});

const audit = createRoute({
  getParentRoute: () => root,
  path: "/jejak",
  beforeLoad: needs("audit.read"),
  validateSearch: (raw: Raw) => pick(raw, ["subject", "page"]),
  component: lazyRouteComponent(
    withWords(["desk"], () => import("./areas/audit/audit-screen.tsx")),
    "AuditScreen",
  ),
});

/** The user's own routes, for the route table. */
export const ownRoutes = [
  mailbox,
  audit,
  confirmEmail,
  forgotPassword,
  resetPassword,
  invitation,
  account,
  renewSecondFactor,
  messages,
  deliveries,
  delegations,
  newDelegation,
] as const;
