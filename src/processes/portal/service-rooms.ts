import path from "node:path";
import { enterByHand, isInInventory, leaveByHand } from "../../bridge/wire.ts";
import { writtenMoment } from "../../identity/index.ts";
import { CENTRE_INVITATIONS_MAX, hashPassword, keyShown, peopleTeller, type SessionGate } from "../../identity/wire.ts";
import type { Http } from "../../platform/http/index.ts";
import type { Kit } from "../../platform/kit/index.ts";
import { openSpeech } from "../../platform/speech/index.ts";
import { isEchoThere } from "../../platform/webrtc/index.ts";
import {
  type CredentialRules,
  calendarsInForce,
  type NumberingPlan,
  officeDate,
  type Rulebook,
} from "../../regulation/index.ts";
import { addAlertRoutes, followAlerts } from "../../service/acd/alerts/wire.ts";
import { addInformationRoutes } from "../../service/acd/knowledge/wire.ts";
import { addEvaluationRooms } from "../../service/acd/quality/wire.ts";
import { AGENTS_MAX } from "../../service/acd/queues/index.ts";
import {
  addQueueRoutes,
  callbacksOfNumber,
  callerOf,
  cardOfNumber,
  choicesOf,
  desktopRoutes,
  insertWebCallback,
  isOwnContact,
  notesOfNumber,
  openProgramQueues,
  placeOfCall,
  QUEUE_COMMANDS,
  webCallbackNumberOf,
} from "../../service/acd/queues/wire.ts";
import { addReportRoutes, eventsAfter, firstSequence, type ReportPress } from "../../service/acd/reports/wire.ts";
import { addTicketRooms, ticketsOfNumber } from "../../service/acd/tickets/wire.ts";
import { addWallboardRoutes, createAcdMetricsReader } from "../../service/acd/wallboards/wire.ts";
import { addWidgetRooms, blocksOfNumber } from "../../service/acd/widgets/wire.ts";
import { addCentreAudit } from "../../service/admin/audit/wire.ts";
import { addAnsweringRoutes, addServiceHomeRoutes } from "../../service/admin/overview/wire.ts";
import { addPeopleImportRoutes } from "../../service/admin/people-import/wire.ts";
import { addConsoleRoutes, openRequestWriter } from "../../service/cpaas/console/wire.ts";
import { addProgramApi, apiClientOf } from "../../service/cpaas/native-api/wire.ts";
import {
  type CallRequestContext,
  openRestRateLimit,
  type RequestLogEntry,
  SOUND_LIMITS,
} from "../../service/cpaas/twilio-api/index.ts";
import {
  addCpaasRoutes,
  authTokenOf,
  CLIENT_CONNECTIONS_MAX,
  followCallCallbacks,
  followConferenceCallbacks,
  followRecordingCallbacks,
  openApiOperations,
  openUsage,
} from "../../service/cpaas/twilio-api/wire.ts";
import { openTokenCache } from "../../service/flows/call-documents/wire.ts";
import { daysOffOf } from "../../service/flows/ivr/index.ts";
import {
  addFlowRoutes,
  addFlowVersionRoutes,
  addNamedHoursRoutes,
  isClosedByNamedHours,
  promptUses,
  type QueueNames,
} from "../../service/flows/ivr/wire.ts";
import { addBillingRoutes, type InvoicePress } from "../../service/messaging/billing/wire.ts";
import { addSmsReportRoutes } from "../../service/messaging/reports/wire.ts";
import {
  addMessagesApi,
  addMessagingRoutes,
  openOwnMessages,
  openProgramMessages,
  shortMessagesOfNumber,
} from "../../service/messaging/sms/wire.ts";
import {
  actOnCall,
  actOnConferenceNow,
  addCallActRoutes,
  addSupervisionRoutes,
  addTestCallRoutes,
  endCallNow,
  orderOfProgram,
  takeBackNow,
} from "../../service/telephony/call-control/wire.ts";
import { addCallRoutes } from "../../service/telephony/call-history/wire.ts";
import {
  callsOfNumber,
  eventsOf,
  eventsOfNumber,
  traceOfCall,
  tracesOfNumber,
} from "../../service/telephony/cdr/wire.ts";
import { addNumberRoutes, addTestWindowRoutes } from "../../service/telephony/dial-plan/wire.ts";
import {
  addPhoneRoutes,
  addSipPipe,
  addSoftphoneRoutes,
  openSipPipes,
  PHONES_MAX,
  webSocketPortOf,
} from "../../service/telephony/phones/wire.ts";
import { addPromptRoutes } from "../../service/telephony/prompts/wire.ts";
import {
  addRecordingRoutes,
  messagesOfNumber,
  openCopiedSound,
  openProgramRecordings,
  recordingsOfNumber,
} from "../../service/telephony/recordings/wire.ts";
import { addTrunkAddressRoutes, addTrunkRoutes } from "../../service/telephony/trunks/wire.ts";
import { addBrandingRoutes, findBranding, findLogo } from "../../service/tenancy/branding/wire.ts";
import {
  addBreachRoutes,
  addPersonalRequestRoutes,
  type PersonalOptions,
} from "../../service/tenancy/personal-data/wire.ts";
import { addRetentionRoutes } from "../../service/tenancy/retention/wire.ts";
import { addTenantRoutes, hasRoomForSound, type TenantOptions, tenantIds } from "../../service/tenancy/tenants/wire.ts";
import {
  addWebhookRoutes,
  followWebhooks,
  openOutward,
  publicWay,
  publishStatusCallbacks,
  publishWebhookEvent,
  switchOffBy,
} from "../../service/tenancy/webhooks/wire.ts";
import { addCampaigns } from "./campaigns.ts";
import { addConversations } from "./message-threads.ts";
import { hearOwnRequests } from "./own-requests.ts";
import { peopleWriters } from "./people-writers.ts";
import { plainPages } from "./plain-page.ts";
import { type PortalMessaging, shortMessageRules } from "./short-messages.ts";

/** Dependencies of the call-centre modules on the portal. */
export interface ServiceDependencies {
  readonly kit: Kit;
  /** The key of this installation's phone secrets, shared with the switch. */
  readonly key: Buffer;
  readonly plan: NumberingPlan;
  readonly credentialRules: CredentialRules;
  /** The current rules. */
  readonly rules: () => Rulebook["rules"];
  /** The queues to which flows may lead. */
  readonly queueNames: QueueNames;
  /** Renders reports as spreadsheets. */
  readonly press: ReportPress;
  /** Renders and signs SMS invoices. */
  readonly papers: InvoicePress;
  /** Finds the holder of a session. */
  readonly gate: SessionGate;
  /** The intake of SMS. */
  readonly messaging: PortalMessaging;
  /** Retention of a closed tenant's data, and the date of its removal. */
  readonly closing: Pick<TenantOptions, "keepDays" | "removeOn">;
}

const PROMPTS_FOLDER = path.resolve(import.meta.dirname, "../../../prompts");

/** Adds the routes of the call centre. */
export function addServiceRooms(app: Http, dependencies: ServiceDependencies): void {
  const { kit, key, plan, queueNames, press, gate, closing } = dependencies;
  const requests = openRequestWriter({ ...kit, tenantIds });
  app.addHook("onClose", () => requests.close());
  hearOwnRequests(app, kit, (request) => requests.add(request));
  // Open streams were admitted by rights that may be revoked; a client that still has the rights reconnects.
  const forgetCallers = () => {
    gate.forget();
    kit.live.close();
  };
  addTenantRoutes(app, { kit, forgetCallers, ...closing });
  addBrandingRoutes(app, kit);
  addTrunkRoutes(app, kit);
  addTrunkAddressRoutes(app, kit);
  addPhoneRoutes(app, { kit, key, emergency: new Set(plan.emergencyCodes) });
  addPeopleImport(app, dependencies);
  const { ports, bind } = kit.settings.webrtc;
  addSoftphoneRoutes(app, { kit, key, isSoundServed: () => isEchoThere({ port: ports.from, bind }) });
  addSipPipe(app, { kit, key, authenticate: gate.authenticate });
  addNumberRoutes(app, { kit, byHand: { enterByHand, isInInventory, leaveByHand }, patterns: plan.patterns });
  addTestCallRoutes(app, kit);
  addCallActRoutes(app, kit);
  addSupervisionRoutes(app, kit);
  addTestWindowRoutes(app, kit);
  const daysOff = (nowMs: number) => daysOffOf(calendarsInForce(officeDate(nowMs)));
  addQueueRoutes(app, kit, {
    hashSecret: hashPassword,
    actOnCall,
    isClosedAt: (trx, { atMs, nowMs }) => isClosedByNamedHours(trx, { atMs, daysOff: daysOff(nowMs) }),
  });
  addInformationRoutes(app, kit, { desktopRoutes, isOwnContact, press });
  addBillingRoutes(app, kit, dependencies.papers);
  addSmsReportRoutes(app, kit);
  addMessagingRoutes(app, { kit, key, hashPassword, ...dependencies.messaging, ...dependencies.papers });
  addConversations(app, kit, dependencies.messaging);
  addCampaigns(app, kit);
  addReportRoutes(app, kit, press);
  addEvaluationRooms(app, kit, desktopRoutes);
  addTickets(app, kit, press);
  addWidgets(app, dependencies);
  addWallboardRoutes(app, kit, { eventsAfter, firstSequence });
  addAlertRoutes(app, alertTelling(kit));
  addWebhookRoutes(app, { kit, key });
  addServiceHomeRoutes(app, kit);
  addCentreAudit(app, kit, press);
  addAnsweringRoutes(app, kit);
  addFlowRoutes(app, { kit, queueNames });
  addFlowVersionRoutes(app, { kit, queueNames });
  addNamedHoursRoutes(app, { kit, daysOff });
  const speech = openSpeech(kit.settings.speechProgram);
  addPromptRoutes(app, { kit, folder: PROMPTS_FOLDER, usesOf: promptUses, hasRoom: hasRoomForSound, speech });
  addCallRoutes(app, kit, { eventsOf, traceOfCall });
  // The media process stores recordings below the data folder.
  const sound = { folder: path.resolve(kit.settings.dataFolder, "media", "recordings"), key };
  addRecordingRoutes(app, kit, sound);
  addProgramRooms(app, dependencies, { sound, requests });
  const openSound: PersonalOptions["openSound"] = (requestContext, recordingId) =>
    openCopiedSound(kit, sound, { requestContext, recordingId });
  addBreachRoutes(app, { kit, rules: dependencies.rules, tellPeople: peopleTeller(kit) });
  addRetentionRoutes(app, { kit, rules: dependencies.rules });
  addPersonalRequestRoutes(app, { kit, parts: PERSONAL_PARTS, rules: dependencies.rules, openSound });
}

/** The Twilio-compatible API, with its dependencies on other modules, and its monitoring. */
function addProgramRooms(
  app: Http,
  { kit, key, plan, messaging }: ServiceDependencies,
  {
    sound,
    requests,
  }: { readonly sound: RecordingStorageOptions; readonly requests: ReturnType<typeof openRequestWriter> },
): void {
  addConsoleRoutes(app, { kit, drawPage: plainPages(kit) });
  const rest = {
    heard: (request: RequestLogEntry) => requests.add(request),
    kit,
    key,
    keyShown: (shown: Parameters<typeof keyShown>[1]) => keyShown(kit, shown),
    door: openRestRateLimit(),
    sounds: openRestRateLimit(SOUND_LIMITS),
    clients: {
      pipes: openSipPipes(key, { perPerson: 1, all: CLIENT_CONNECTIONS_MAX }),
      switchPort: () => webSocketPortOf(kit.db),
    },
    messages: openProgramMessages({ kit, key, ...messaging }),
    recordings: openProgramRecordings(kit, sound),
    queues: openProgramQueues(kit),
    usage: openUsage(kit),
    plan: { emergency: new Set(plan.emergencyCodes), reserved: new Set(plan.reservedCodes) },
    actOnConference: (order: Parameters<typeof actOnConferenceNow>[1]) => actOnConferenceNow(kit, order),
    orderOfCall: (order: Parameters<typeof orderOfProgram>[1]) => orderOfProgram(kit, order),
    hasRoomForSound,
    endCall: ({ callId, ...asking }: CallRequestContext, unlessAnswered: boolean) =>
      (unlessAnswered ? takeBackNow : endCallNow)(kit, { ...asking, personId: null, role: null }, callId),
  };
  addCpaasRoutes(app, rest);
  const { programOf } = messaging;
  const { door, sounds } = rest;
  addProgramApi(app, { kit, programOf, door, sounds, operations: openApiOperations(rest), eventsOf }, (api) =>
    addMessagesApi(api, { kit, ...messaging, programAsking: apiClientOf }),
  );
}

interface RecordingStorageOptions {
  readonly folder: string;
  readonly key: Buffer;
}

function addPeopleImport(app: Http, { kit, key, plan, credentialRules, press }: ServiceDependencies): void {
  const emergency = new Set(plan.emergencyCodes);
  const writers = peopleWriters({ kit, credentialRules, key, emergency });
  const limits = { agents: AGENTS_MAX, phones: PHONES_MAX, invitations: CENTRE_INVITATIONS_MAX };
  addPeopleImportRoutes(app, { kit, writers, emergency, limits, press });
}

const daysOff = (nowMs: number) => daysOffOf(calendarsInForce(officeDate(nowMs)));

function alertTelling(kit: Kit) {
  const { clock, ids, changeFeed } = kit;
  const shortMessages = openOwnMessages({ clock, ids, changeFeed, rules: shortMessageRules(clock) });
  return { kit, tellPeople: peopleTeller(kit), tellWebhooks: publishWebhookEvent, writtenMoment, shortMessages };
}

/** Opens the notifications of a tenant's events to users and applications: alerts and webhooks. */
export function openTelling(kit: Kit, key: Buffer): readonly { close(): Promise<void> }[] {
  return [openAlerts(kit), openWebhooks(kit, key)];
}

/** Evaluates alerts by the metrics of wallboards, and sends notifications. */
function openAlerts(kit: Kit): { close(): Promise<void> } {
  const readFigures = createAcdMetricsReader(kit, { eventsAfter, firstSequence });
  const following = followAlerts({ ...alertTelling(kit), readFigures, daysOff });
  return { close: async () => following.close() };
}

/** Sends webhooks of events to the URLs that tenants have configured. */
function openWebhooks(kit: Kit, key: Buffer): { close(): Promise<void> } {
  const outward = openOutward(publicWay(kit.settings.hookHosts));
  const switchOff = switchOffBy({ kit, tellPeople: peopleTeller(kit) });
  const { db, clock } = kit;
  const tokenOf = (tenantId: string) => authTokenOf({ db, clock, key }, tenantId);
  const authTokenOfCentre = openTokenCache({ tokenOf, clock });
  const telling = { kit, changeFeed: kit.changeFeed, key, outward, switchOff, random: Math.random };
  const following = followWebhooks({ ...telling, authTokenOf: authTokenOfCentre });
  const tellings = [followCallCallbacks, followConferenceCallbacks, followRecordingCallbacks].map((tell) =>
    tell({ ...kit, tellCallbacks: publishStatusCallbacks }),
  );
  return {
    close: async () => {
      for (const telling of tellings) telling.close();
      await following.close();
      outward.close();
    },
  };
}

/** Tickets, with data of other modules about agents, contacts and branding. */
function addTickets(app: Http, kit: Kit, press: ReportPress): void {
  addTicketRooms(app, kit, {
    desktopRoutes,
    isOwnContact,
    callerOf,
    choicesOf,
    press,
    brandingOf: findBranding,
    logoOf: findLogo,
    tellPeople: peopleTeller(kit),
  });
}

/** Concurrent website calls from one address: a household or a mobile network shares an address. */
const WEB_CALLER_PIPES_MAX = 5;

/** Website widgets, with data of other modules about branding, callbacks and agents' desktops. */
function addWidgets(app: Http, { kit, key }: ServiceDependencies): void {
  const desk = { desktopRoutes, isOwnContact, callerOf, visitorOf: webCallbackNumberOf };
  const { visitorCallsMax } = kit.settings;
  const pipes = openSipPipes(key, { perPerson: WEB_CALLER_PIPES_MAX, all: visitorCallsMax * 2 });
  const talk = { pipes, switchPort: () => webSocketPortOf(kit.db), placeOf: placeOfCall };
  const news = QUEUE_COMMANDS;
  addWidgetRooms(app, {
    kit,
    key,
    daysOff,
    planForVisitor: insertWebCallback,
    desk,
    talk,
    brandingOf: findBranding,
    news,
  });
}

/** Each module's personal data about a number, in display order. */
const PERSONAL_PARTS = [
  callsOfNumber,
  eventsOfNumber,
  recordingsOfNumber,
  messagesOfNumber,
  notesOfNumber,
  cardOfNumber,
  callbacksOfNumber,
  ticketsOfNumber,
  blocksOfNumber,
  shortMessagesOfNumber,
  tracesOfNumber,
] as const;
