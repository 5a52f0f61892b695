/** Routes of the SMS screens. */
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { root } from "./root-route.tsx";
import { needs, pick, type Raw, withWords } from "./route-parts.ts";

const messages = createRoute({
  getParentRoute: () => root,
  path: "/layanan/pesan",
  beforeLoad: needs("queue.manage"),
  validateSearch: (raw: Raw) => pick(raw, ["to", "state", "after"]),
  component: lazyRouteComponent(
    withWords(["shortMessages"], () => import("./areas/short-messages/short-messages-screen.tsx")),
    "ShortMessagesScreen",
  ),
});

const message = createRoute({
  getParentRoute: () => root,
  path: "/layanan/pesan/$id",
  beforeLoad: needs("queue.manage"),
  component: lazyRouteComponent(
    withWords(["shortMessages"], () => import("./areas/short-messages/short-message-screen.tsx")),
    "ShortMessageScreen",
  ),
});

const senders = createRoute({
  getParentRoute: () => root,
  path: "/layanan/pengirim",
  beforeLoad: needs("service.manage"),
  component: lazyRouteComponent(
    withWords(["smsSettings"], () => import("./areas/short-messages/senders-screen.tsx")),
    "SendersScreen",
  ),
});

const programs = createRoute({
  getParentRoute: () => root,
  path: "/layanan/pengirim/program",
  beforeLoad: needs("service.manage"),
  component: lazyRouteComponent(
    // The copy button uses messages of the second factor.
    withWords(["smsSettings", "secondFactor"], () => import("./areas/short-messages/programs-screen.tsx")),
    "ProgramsScreen",
  ),
});

const optOuts = createRoute({
  getParentRoute: () => root,
  path: "/layanan/pengirim/penolak",
  beforeLoad: needs("service.manage"),
  validateSearch: (raw: Raw) => pick(raw, ["to"]),
  component: lazyRouteComponent(
    withWords(["smsSettings"], () => import("./areas/short-messages/opt-outs-screen.tsx")),
    "OptOutsScreen",
  ),
});

const writing = createRoute({
  getParentRoute: () => root,
  path: "/layanan/pesan/baru",
  beforeLoad: needs("queue.manage"),
  component: lazyRouteComponent(
    withWords(["smsWriting", "shortMessages"], () => import("./areas/short-messages/write-message-screen.tsx")),
    "WriteMessageScreen",
  ),
});

const templates = createRoute({
  getParentRoute: () => root,
  path: "/layanan/pesan/templat",
  beforeLoad: needs("queue.manage"),
  component: lazyRouteComponent(
    withWords(["smsTemplates", "shortMessages"], () => import("./areas/sms-templates/templates-screen.tsx")),
    "TemplatesScreen",
  ),
});

const newTemplate = createRoute({
  getParentRoute: () => root,
  path: "/layanan/pesan/templat/baru",
  beforeLoad: needs("queue.manage"),
  component: lazyRouteComponent(
    withWords(
      ["smsTemplates", "shortMessages", "smsWriting"],
      () => import("./areas/sms-templates/template-form-screen.tsx"),
    ),
    "NewTemplateScreen",
  ),
});

const template = createRoute({
  getParentRoute: () => root,
  path: "/layanan/pesan/templat/$id",
  beforeLoad: needs("queue.manage"),
  component: lazyRouteComponent(
    withWords(
      ["smsTemplates", "shortMessages", "smsWriting"],
      () => import("./areas/sms-templates/template-screen.tsx"),
    ),
    "TemplateScreen",
  ),
});

const campaigns = createRoute({
  getParentRoute: () => root,
  path: "/layanan/pesan/kampanye",
  beforeLoad: needs("queue.manage"),
  validateSearch: (raw: Raw) => pick(raw, ["after"]),
  component: lazyRouteComponent(
    withWords(["smsCampaigns", "shortMessages"], () => import("./areas/sms-campaigns/campaigns-screen.tsx")),
    "CampaignsScreen",
  ),
});

const newCampaign = createRoute({
  getParentRoute: () => root,
  path: "/layanan/pesan/kampanye/baru",
  beforeLoad: needs("queue.manage"),
  component: lazyRouteComponent(
    withWords(["smsCampaigns", "smsWriting"], () => import("./areas/sms-campaigns/campaign-form-screen.tsx")),
    "NewCampaignScreen",
  ),
});

const campaign = createRoute({
  getParentRoute: () => root,
  path: "/layanan/pesan/kampanye/$id",
  beforeLoad: needs("queue.manage"),
  component: lazyRouteComponent(
    withWords(["smsCampaigns"], () => import("./areas/sms-campaigns/campaign-screen.tsx")),
    "CampaignScreen",
  ),
});

const threads = createRoute({
  getParentRoute: () => root,
  path: "/layanan/pesan/percakapan",
  beforeLoad: needs("queue.manage"),
  validateSearch: (raw: Raw) => pick(raw, ["to", "open", "before"]),
  component: lazyRouteComponent(
    withWords(["smsThreads", "shortMessages"], () => import("./areas/sms-threads/threads-screen.tsx")),
    "ThreadsScreen",
  ),
});

const keywords = createRoute({
  getParentRoute: () => root,
  path: "/layanan/pengirim/kata",
  beforeLoad: needs("service.manage"),
  component: lazyRouteComponent(
    withWords(["smsSettings", "smsWriting"], () => import("./areas/short-messages/keywords-screen.tsx")),
    "KeywordsScreen",
  ),
});

const counting = createRoute({
  getParentRoute: () => root,
  path: "/operator-sms/nomor",
  beforeLoad: needs("people.manage"),
  component: lazyRouteComponent(
    withWords(["smsCarriers"], () => import("./areas/sms-carriers/numbers-screen.tsx")),
    "CarrierNumbersScreen",
  ),
});

const carriers = createRoute({
  getParentRoute: () => root,
  path: "/operator-sms",
  beforeLoad: needs("people.manage"),
  component: lazyRouteComponent(
    withWords(["smsCarriers"], () => import("./areas/sms-carriers/carriers-screen.tsx")),
    "CarriersScreen",
  ),
});

const newCarrier = createRoute({
  getParentRoute: () => root,
  path: "/operator-sms/baru",
  beforeLoad: needs("people.manage"),
  component: lazyRouteComponent(
    withWords(["smsCarriers"], () => import("./areas/sms-carriers/carrier-form-screen.tsx")),
    "NewCarrierScreen",
  ),
});

const installationSenders = createRoute({
  getParentRoute: () => root,
  path: "/operator-sms/pengirim",
  beforeLoad: needs("people.manage"),
  component: lazyRouteComponent(
    withWords(["smsCarriers"], () => import("./areas/sms-carriers/installation-senders-screen.tsx")),
    "InstallationSendersScreen",
  ),
});

const prices = createRoute({
  getParentRoute: () => root,
  path: "/operator-sms/harga",
  beforeLoad: needs("people.manage"),
  component: lazyRouteComponent(
    withWords(["smsBilling", "smsCarriers"], () => import("./areas/sms-billing/prices-screen.tsx")),
    "PricesScreen",
  ),
});

const balances = createRoute({
  getParentRoute: () => root,
  path: "/operator-sms/saldo",
  beforeLoad: needs("people.manage"),
  component: lazyRouteComponent(
    withWords(["smsBilling", "smsCarriers"], () => import("./areas/sms-billing/balances-screen.tsx")),
    "BalancesScreen",
  ),
});

const ledgerOfCentre = createRoute({
  getParentRoute: () => root,
  path: "/operator-sms/saldo/$id",
  beforeLoad: needs("people.manage"),
  validateSearch: (raw: Raw) => pick(raw, ["kind", "after"]),
  component: lazyRouteComponent(
    withWords(["smsBilling"], () => import("./areas/sms-billing/centre-ledger-screen.tsx")),
    "CentreLedgerScreen",
  ),
});

const installationReport = createRoute({
  getParentRoute: () => root,
  path: "/operator-sms/laporan",
  beforeLoad: needs("people.manage"),
  validateSearch: (raw: Raw) => pick(raw, ["from", "until", "by"]),
  component: lazyRouteComponent(
    withWords(["smsReport", "smsCarriers"], () => import("./areas/sms-report/installation-report-screen.tsx")),
    "InstallationReportScreen",
  ),
});

const report = createRoute({
  getParentRoute: () => root,
  path: "/layanan/saldo-pesan/laporan",
  beforeLoad: needs("service.manage"),
  validateSearch: (raw: Raw) => pick(raw, ["from", "until", "by"]),
  component: lazyRouteComponent(
    withWords(["smsReport"], () => import("./areas/sms-report/report-screen.tsx")),
    "SmsReportScreen",
  ),
});

const reconciliation = createRoute({
  getParentRoute: () => root,
  path: "/operator-sms/pencocokan",
  beforeLoad: needs("people.manage"),
  validateSearch: (raw: Raw) => pick(raw, ["carrier", "day"]),
  component: lazyRouteComponent(
    withWords(["smsReport", "smsCarriers"], () => import("./areas/sms-report/reconciliation-screen.tsx")),
    "ReconciliationScreen",
  ),
});

const installationInvoices = createRoute({
  getParentRoute: () => root,
  path: "/operator-sms/tagihan",
  beforeLoad: needs("people.manage"),
  validateSearch: (raw: Raw) => pick(raw, ["after", "afterAt"]),
  component: lazyRouteComponent(
    withWords(["smsBilling", "smsCarriers"], () => import("./areas/sms-billing/installation-invoices-screen.tsx")),
    "InstallationInvoicesScreen",
  ),
});

const invoices = createRoute({
  getParentRoute: () => root,
  path: "/layanan/saldo-pesan/tagihan",
  beforeLoad: needs("service.manage"),
  validateSearch: (raw: Raw) => pick(raw, ["before"]),
  component: lazyRouteComponent(
    withWords(["smsBilling", "smsReport"], () => import("./areas/sms-billing/invoices-screen.tsx")),
    "SmsInvoicesScreen",
  ),
});

const ownBalance = createRoute({
  getParentRoute: () => root,
  path: "/layanan/saldo-pesan",
  beforeLoad: needs("service.manage"),
  validateSearch: (raw: Raw) => pick(raw, ["kind", "after"]),
  component: lazyRouteComponent(
    withWords(["smsBilling", "smsReport"], () => import("./areas/sms-billing/own-balance-screen.tsx")),
    "OwnBalanceScreen",
  ),
});

const carrier = createRoute({
  getParentRoute: () => root,
  path: "/operator-sms/$id",
  beforeLoad: needs("people.manage"),
  component: lazyRouteComponent(
    withWords(["smsCarriers"], () => import("./areas/sms-carriers/carrier-form-screen.tsx")),
    "CarrierScreen",
  ),
});

/** The SMS routes, for the route table. */
export const shortMessageRoutes = [
  ...([
    messages,
    writing,
    templates,
    newTemplate,
    template,
    campaigns,
    newCampaign,
    campaign,
    threads,
    message,
    senders,
    programs,
    optOuts,
    keywords,
  ] as const),
  ...([carriers, newCarrier, installationSenders, counting, carrier] as const),
  ...([prices, balances, ledgerOfCentre, installationReport, installationInvoices, reconciliation] as const),
  ...([ownBalance, report, invoices] as const),
] as const;
