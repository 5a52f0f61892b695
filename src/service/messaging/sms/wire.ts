/** Composition of SMS. */
import type { Http } from "../../../platform/http/index.ts";
import { addKeywordRoutes } from "./inbound/keyword.routes.ts";
import { addUnownedRoutes } from "./inbound/unowned.routes.ts";
import { addMessageRoutes } from "./intake/message.routes.ts";
import { addWritingRoutes, type Writing } from "./intake/writing.routes.ts";
import { addProofRoutes, type ProofRoutes } from "./receipts/delivery-proof.routes.ts";
import { addCarrierRoutes, type CarrierRoutes } from "./routing/carrier.routes.ts";
import { addFreePrefixRoutes } from "./routing/free-prefix.routes.ts";
import { addProgramRoutes, type ProgramRoutes } from "./settings/program.routes.ts";
import { addSenderRoutes } from "./settings/sender.routes.ts";
import { addTemplateRoutes } from "./templates/template.routes.ts";

export { type GatewayBase, openGatewayMessaging } from "./delivery/gateway-messaging.effects.ts";
export { countLiveGateways, isShortMessagingInUse } from "./delivery/gateway-run.store.ts";
export { countUnowned } from "./inbound/unowned.store.ts";
export { draftAnswer as answerDraft } from "./intake/draft-message.ts";
export { type Intake, openIntake, PARTS_DUE } from "./intake/intake.effects.ts";
export { addMessagesApi } from "./intake/messages-api.routes.ts";
export { openOwnMessages } from "./intake/own-messages.effects.ts";
export { type PastInbound, type PastMessage, writePastMessages } from "./intake/past-messages.store.ts";
export { openProgramMessages } from "./intake/program-messages.effects.ts";
export { takeForms } from "./intake/take-forms.effects.ts";
export { openTemplatedMessages } from "./intake/templated-messages.effects.ts";
export { writableTemplates } from "./intake/writing.routes.ts";
export { forgetMessages } from "./retention/forget-messages.store.ts";
export { eraseShortMessages, shortMessagesOfNumber } from "./retention/personal.store.ts";
export { followTextRemoval } from "./retention/text-removal.jobs.ts";
export type { CarrierForm } from "./settings/settings-contract.ts";

/** Registers the SMS routes of call centres and of the installation. */
export function addMessagingRoutes(app: Http, doors: CarrierRoutes & ProgramRoutes & ProofRoutes & Writing): void {
  addCarrierRoutes(app, doors);
  addFreePrefixRoutes(app, doors.kit);
  addUnownedRoutes(app, doors.kit);
  addKeywordRoutes(app, doors.kit);
  addTemplateRoutes(app, doors.kit);
  addSenderRoutes(app, doors);
  addProgramRoutes(app, doors);
  addMessageRoutes(app, doors);
  addProofRoutes(app, doors);
  addWritingRoutes(app, doors);
}
