import path from "node:path";
import { CLIENT_ROUTES } from "../../../web/src/routes.shared.ts";
import { holdingFor, roleActed, writtenMoment } from "../../identity/index.ts";
import {
  addPeopleRoutes,
  companyTeller,
  type Demonstration,
  endMembership,
  endMembershipsOf,
  insertMembership,
  officersWho,
  openSessionGate,
  passwordResetMailer,
  peopleTeller,
  proposeAuthority,
  RESET_EFFECT,
  secondFactorSpender,
} from "../../identity/wire.ts";
import { present } from "../../kernel/index.ts";
import { licenceForTest, licenceStatusLookup, openLicences } from "../../licensing/applications/wire.ts";
import { openDashboard } from "../../licensing/dashboard/wire.ts";
import { addImportRoutes } from "../../licensing/imports/wire.ts";
import { openIssuing, type ProposeMandate, proposedMandates, seedMandates } from "../../licensing/issuing/wire.ts";
import { openLicenceRecords } from "../../licensing/licence-records/wire.ts";
import {
  addDemoCodes,
  countCodes,
  importCodes,
  openNumbering,
  operatorsWithCodes,
  seedInventory,
  switchCodesOfHolder,
  undoImportedCodes,
} from "../../licensing/numbering/wire.ts";
import { openTests, testCalendar } from "../../licensing/operational-tests/wire.ts";
import {
  addAccountRoutes,
  addDemoOperators,
  addOrganisationRoutes,
  addVerificationRoutes,
  caseOfFile,
  insertImported,
  keepHolder,
  removeImported,
  rewriteImported,
  saveOssStatus,
} from "../../licensing/organisations/wire.ts";
import {
  addOssRoutes,
  openHandoverWatch,
  openReconciliation,
  openReportSender,
  reportCase,
} from "../../licensing/oss-sync/wire.ts";
import { addRegister } from "../../licensing/register/wire.ts";
import { addDeviceSpreadsheetRoutes, addLicenceRulesRoutes } from "../../licensing/requirements/wire.ts";
import { addRulesRoutes } from "../../licensing/rulebook/wire.ts";
import { openSealer } from "../../platform/audit/index.ts";
import { addAuditRoutes } from "../../platform/audit/wire.ts";
import type { StoredFileRow } from "../../platform/files/index.ts";
import { addFileRoutes, folderRemoval, openUploadSweeper } from "../../platform/files/wire.ts";
import { type Caller, type Http, openHttp } from "../../platform/http/index.ts";
import type { Kit } from "../../platform/kit/index.ts";
import { mailSender, type NotifyCompany } from "../../platform/mail/index.ts";
import { addDeliveryRoutes, addMailRoutes } from "../../platform/mail/wire.ts";
import { createOssClient } from "../../platform/oss-client/index.ts";
import { openOutboxWorker } from "../../platform/outbox/index.ts";
import type { DocumentPool } from "../../platform/pdf/index.ts";
import { followPurge } from "../../platform/purge/index.ts";
import { keyFromFile } from "../../platform/sealing/index.ts";
import { localSigner, openLocalAuthority } from "../../platform/signing/index.ts";
import {
  currentRuleset,
  officeDate,
  openRulebook,
  readActingRules,
  readCallRules,
  readCredentialRules,
  readFileRules,
  readNumberingPlan,
  readPasswordRules,
  readPurgeRules,
} from "../../regulation/index.ts";
import { forgetAwaitedAgent, queueNames, tieAwaitedAgent, untieAgent } from "../../service/acd/queues/wire.ts";
import { followTickets } from "../../service/acd/tickets/wire.ts";
import { followOldVisits } from "../../service/acd/widgets/wire.ts";
import { followOldOrders } from "../../service/cpaas/twilio-api/wire.ts";
import { nameOfOnlyCentre } from "../../service/tenancy/branding/wire.ts";
import { followBreaches } from "../../service/tenancy/personal-data/wire.ts";
import { defaultTenant, tenantIds, tieFirstTenant } from "../../service/tenancy/tenants/wire.ts";
import { currentWebFolder } from "../supervisor/web-build.ts";
import { AUTHORITY_NAMES, authorityFolder } from "./authority.ts";
import { openCampaignWork } from "./campaigns.ts";
import { dashboardDependencies } from "./dashboard-dependencies.ts";
import { openDocumentReading } from "./document-reading.ts";
import { openThreadWork } from "./message-threads.ts";
import { addServiceRooms, openTelling } from "./service-rooms.ts";
import { openPortalMessaging, openSmsInvoices, openSmsTallies, openTextRemoval } from "./short-messages.ts";
import { openSmsQuestions } from "./sms-questions.ts";
import { addSystemRoutes } from "./system-routes.ts";

const DAY_MS = 86_400_000;

/** The portal's application: its server (not listening yet) and the function that closes everything it runs. */
export interface PortalApp {
  readonly http: Http;
  /** Starts sweeps, the sealer and the outbox worker. */
  startWork(): void;
  close(): Promise<void>;
}

/** Dependencies of a portal. */
export interface PortalParts {
  /** Renders and signs documents; the caller closes it. */
  readonly paper: DocumentPool;
  /** Present when the supervisor may turn the portal into a demonstration. */
  readonly demonstration?: Demonstration | undefined;
}

/** Wires the modules together. */
export async function openPortalApp(kit: Kit, { paper, demonstration }: PortalParts): Promise<PortalApp> {
  const made = { id: kit.ids.next(), name: kit.settings.installationName, at: new Date(kit.clock.nowMs()) };
  await defaultTenant(kit.db, made);
  const authority = await localAuthority(kit);
  const reading = openDocumentReading(kit);
  const signer = localSigner(authority, paper.sign);
  const tellCompany = companyTeller(kit);
  const anchors = [authority.anchorPem];
  const issuing = openIssuing(kit, { paper, signer, anchors, tellCompany, propose: mandateProposer(kit) });
  const given = { issuing, tellCompany, readFile: reading.readFile };
  const { numbering, licences, operationalTests, records } = openCases(kit, given);
  const dashboard = openDashboard(dashboardDependencies(kit));
  const [gate, oss] = [openSessionGate(kit), ossClient(kit)];
  const shared = { kit, gate, press: paper };
  const [key, messaging] = [await keyFromFile(kit.settings.dataFolder, "service"), await openPortalMessaging(kit)];
  const http = await openHttp(httpOptions(kit, gate), {
    web: { folder: await currentWebFolder(), routes: CLIENT_ROUTES },
    addRoutes: (app) => {
      if (kit.settings.demo) sendDemonstrationDate(app, kit);
      addRooms(app, { ...shared, oss, tellCompany, records, demonstration });
      addServiceRooms(app, { ...shared, papers: { paper, signer }, key, messaging, queueNames, ...serviceRules(kit) });
      numbering.addRoutes(app);
      licences.addRoutes(app);
      records.addRoutes(app);
      operationalTests.addRoutes(app);
      dashboard.addRoutes(app);
      addDeviceSpreadsheetRoutes(app, { kit, press: paper, formFor: licences.formFor });
      reading.addRoutes(app, { press: paper, viewing: viewingOptions(kit) });
      issuing.addRoutes(app);
      const isDemonstration = signer.standing !== "state";
      addRegister(app, { ...registerOptions(kit, demonstration), demonstration: isDemonstration, press: paper });
    },
  });
  const work: { close(): Promise<void> }[] = [];
  return {
    http,
    startWork: () => {
      work.push(openSealer(kit));
      numbering.startWork();
      licences.startWork();
      operationalTests.startWork();
      dashboard.startWork();
      const route = { smtpUrl: kit.settings.smtpUrl, from: kit.settings.mailFrom };
      const handlers = {
        ...numbering.effects,
        ...licences.effects,
        ...operationalTests.effects,
        ...issuing.effects,
        "mail.send": mailSender({ ...kit, route }),
        [RESET_EFFECT]: passwordResetMailer(kit, readCredentialRules(rulebookOfToday(kit))),
      };
      work.push(openOutboxWorker({ ...kit, handlers }));
      work.push(...openOssWork(kit, oss, { records, tellCompany }));
      work.push(openUploadSweeping(kit), openBreachReminders(kit), openTicketEscalation(kit), ...openTelling(kit, key));
      work.push(openTextRemoval(kit, key), openSmsTallies(kit), openSmsInvoices(kit), openForgetting(kit));
      work.push(openThreadWork(kit, messaging), openCampaignWork(kit), openSmsQuestions(kit, messaging, key));
    },
    close: async () => {
      kit.live.close();
      await http.close();
      numbering.close();
      licences.close();
      operationalTests.close();
      dashboard.close();
      oss.close();
      await Promise.all(work.map((part) => part.close()));
      await Promise.all([reading.close(), messaging.close()]);
    },
  };
}

/** Browsers read the time of a demonstration from the Date header (RFC 9110 §6.6.1), because it may differ from the real time. */
function sendDemonstrationDate(app: Http, { clock }: Kit): void {
  app.addHook("onSend", async (_request, reply) => {
    reply.header("date", new Date(clock.nowMs()).toUTCString());
  });
}

function localAuthority({ settings, clock }: Kit) {
  return openLocalAuthority(authorityFolder(settings.dataFolder), AUTHORITY_NAMES, clock.nowMs());
}

/** Opens the three kinds of application with their dependencies: issuing of documents, and notices to companies. */
function openCases(kit: Kit, { issuing, tellCompany, readFile }: CaseNeeds) {
  const tellPeople = peopleTeller(kit);
  const { orderDecree, orderReceipt, orderCommitmentDecree, refusalToSignCommitment } = issuing;
  const common = { tellCompany, tellPeople, officersWho, orderReceipt, reportCase: reportCase(kit) };
  const numbering = openNumbering(kit, {
    ...common,
    orderDecree,
    keepHolder,
    statusOfLicence: licenceStatusLookup(kit),
  });
  const commitment = { orderCommitmentDecree, refusalToSignCommitment };
  const spendSecondFactor = secondFactorSpender(kit);
  const records = openLicenceRecords({ kit, ...common, spendSecondFactor, switchCodes: switchCodesOfHolder });
  const licences = openLicences({ ...common, ...commitment, kit, readFile });
  const { orderTestPaper, papersOfTest, refusalToSignTestPaper, previewTestReport } = issuing;
  const papers = { orderTestPaper, papersOfTest, refusalToSignTestPaper, previewTestReport };
  const operationalTests = openTests({ ...common, ...papers, kit, licenceForTest, readFile, spendSecondFactor });
  return { records, numbering, licences, operationalTests };
}

interface CaseNeeds {
  readonly issuing: ReturnType<typeof openIssuing>;
  readonly tellCompany: ReturnType<typeof companyTeller>;
  readonly readFile: ReturnType<typeof openDocumentReading>["readFile"];
}

function registerOptions(kit: Kit, demonstration: Demonstration | undefined) {
  return { kit, dependencies: registerDependencies(kit), hasStartPage: () => demonstration?.status() !== undefined };
}

function registerDependencies({ db }: Kit) {
  return {
    operators: () => operatorsWithCodes(db),
    countCodes: () => countCodes(db),
    callCentreName: () => nameOfOnlyCentre(db),
    testCalendar: (asked: { readonly from: string; readonly to: string; readonly nowMs: number }) =>
      testCalendar({ db, ...asked }),
  };
}

/** Background work with OSS: sends reports, queries the Izin of each SKLO, and compares statuses with OSS. */
function openOssWork(
  kit: Kit,
  oss: ReturnType<typeof createOssClient>,
  { records, tellCompany }: Pick<ModuleDependencies, "records" | "tellCompany">,
): readonly { close(): Promise<void> }[] {
  const reconciliation = openReconciliation({ kit, oss });
  return [
    openReportSender({ kit, oss, random: Math.random }),
    openHandoverWatch({ kit, oss, activate: records.activate, tellCompany }),
    { close: async () => reconciliation.close() },
  ];
}

function ossClient({ settings, clock }: Kit) {
  const { url: baseUrl, user: username, password } = settings.oss;
  return createOssClient({ baseUrl, username, password, keyType: "1", clock, random: Math.random });
}

function httpOptions(kit: Kit, gate: ReturnType<typeof openSessionGate>) {
  const { publicUrl, isLocal, trustedProxies, tls } = kit.settings;
  const publicOrigin = publicUrl === undefined ? undefined : new URL(publicUrl).origin;
  return { ...kit, publicOrigin, isLocal, trustedProxies, tls, sessions: gate };
}

/** Purges expired API calls, data of website callers, sessions, links, mails and jobs. */
function openForgetting(kit: Kit): { close(): Promise<void> } {
  const periods = () => readPurgeRules(rulebookOfToday(kit));
  const followings = [followOldOrders(kit), followOldVisits(kit), followPurge(kit, { periods, dateOf: officeDate })];
  return {
    close: async () => {
      for (const following of followings) following.close();
    },
  };
}

/** Removes unused uploads, by the rule of the day on which the portal started. */
function openUploadSweeping(kit: Kit): { close(): Promise<void> } {
  const { unclaimedHours } = readFileRules(rulebookOfToday(kit));
  const folder = path.join(path.resolve(kit.settings.dataFolder), "files");
  const sweeper = openUploadSweeper(kit, { unclaimedHours, remove: folderRemoval(folder) });
  return { close: async () => sweeper.close() };
}

/** The role in which a user reads a document: as officer, unless it is a document of their own company. */
function readingRole({ memberships }: Caller, { organisationId }: { readonly organisationId: string | null }): string {
  const own = memberships.find((one) => one.organisationId !== null && one.organisationId === organisationId);
  const holding = own ?? holdingFor(memberships, "verification.read") ?? holdingFor(memberships, "application.read");
  return holding === undefined ? "person" : roleActed(holding);
}

/** Options by which views of files are recorded. */
function viewingOptions(kit: Kit) {
  const { viewFoldMs } = readFileRules(rulebookOfToday(kit));
  return { viewFoldMs, caseOf: (file: StoredFileRow) => caseOfFile(kit.db, file), roleOf: readingRole };
}

/** Mails a tenant's administrators while the notices of a personal data breach are incomplete. */
function openBreachReminders(kit: Kit) {
  const reminders = followBreaches({ kit, tenantIds, writtenMoment, tellPeople: peopleTeller(kit) });
  return { close: async () => reminders.close() };
}

/** Notifies users of a tenant of tickets whose due date approaches. */
function openTicketEscalation(kit: Kit) {
  const following = followTickets({ kit, tenantIds, writtenMoment, tellPeople: peopleTeller(kit) });
  return { close: async () => following.close() };
}

function rulebookOfToday(kit: Kit) {
  const opened = openRulebook({ version: currentRuleset.version, atDate: officeDate(kit.clock.nowMs()) });
  return present(opened.ok ? opened.value : null, "rulebook of today");
}

/** Makes mandates wait for the approval of a second person. */
function mandateProposer(kit: Kit): ProposeMandate {
  const options = { kit, credentialRules: readCredentialRules(rulebookOfToday(kit)) };
  return (trx, proposal) => proposeAuthority(options, trx, proposal);
}

/** The rules of tenants. The data of a closed tenant stay as long as recordings do; then no recorded speech is left. */
function serviceRules(kit: Kit) {
  const rulebook = rulebookOfToday(kit);
  const { recordingDays: keepDays } = readCallRules(rulebook);
  const removeOn = (nowMs: number) => officeDate(nowMs + keepDays * DAY_MS);
  const rules = () => rulebookOfToday(kit).rules;
  const credentialRules = readCredentialRules(rulebook);
  return { plan: readNumberingPlan(rulebook), credentialRules, rules, closing: { keepDays, removeOn } };
}

interface ModuleDependencies {
  readonly kit: Kit;
  readonly gate: ReturnType<typeof openSessionGate>;
  readonly oss: ReturnType<typeof createOssClient>;
  readonly tellCompany: NotifyCompany;
  readonly records: ReturnType<typeof openLicenceRecords>;
  readonly press: DocumentPool;
  readonly demonstration: Demonstration | undefined;
}

function addRooms(app: Http, { kit, gate, oss, tellCompany, records, press, demonstration }: ModuleDependencies): void {
  const rulebook = rulebookOfToday(kit);
  addSystemRoutes(app, kit);
  addPeopleRoutes(app, {
    kit,
    gate,
    passwordRule: readPasswordRules(rulebook),
    actingRules: readActingRules(rulebook),
    credentialRules: readCredentialRules(rulebook),
    untieAgent,
    tieAwaitedAgent,
    forgetAwaitedAgent,
    mandates: proposedMandates(kit),
    demonstration,
  });
  addFileRoutes(app, kit, {
    ...readFileRules(rulebook),
    ...viewingOptions(kit),
  });
  addMailRoutes(app, kit);
  addDeliveryRoutes(app, kit);
  addAuditRoutes(app, kit);
  addRulesRoutes(app, kit);
  addLicenceRulesRoutes(app, kit);
  const isOssConfigured = kit.settings.oss.url !== undefined;
  const people = { insertMembership, endMembership, endMembershipsOf, forgetCallers: gate.forget };
  const organisations = { kit, oss, isOssConfigured, people, tellCompany };
  addOrganisationRoutes(app, organisations);
  addVerificationRoutes(app, organisations);
  addOssRoutes(app, { kit, oss, press, keepOssStanding: createOssStatusSaver(records), activate: records.activate });
  addAccountRoutes(app, organisations);
  const dependencies = { insertImported, rewriteImported, removeImported, importCodes, undoImportedCodes };
  addImportRoutes(app, { kit, dependencies });
}

/** Saves the status of a company at OSS, and applies its effects on the licence by the rules, in one transaction. */
function createOssStatusSaver({ followNib }: Pick<ModuleDependencies["records"], "followNib">): typeof saveOssStatus {
  return async (trx, told) => {
    const organisationId = await saveOssStatus(trx, told);
    if (organisationId !== null) await followNib(trx, { organisationId, nibStatus: told.nibStatus });
    return organisationId;
  };
}

/** Inserts the data that the portal requires into an empty database. */
export async function prepareData(kit: Kit): Promise<void> {
  if (!kit.settings.licensing) return;
  const added = await seedInventory(kit);
  if (added > 0) kit.log.info({ codes: added }, "inventory.seeded");
  const mandates = await seedMandates(kit);
  if (mandates > 0) kit.log.info({ mandates }, "mandates.seeded");
  if (!kit.settings.demo) return;
  const operators = await addDemoOperators(kit);
  await addDemoCodes(kit, operators);
  const [first] = operators;
  if (first !== undefined) await tieFirstTenant(kit.db, first);
}
