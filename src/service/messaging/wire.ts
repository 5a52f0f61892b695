/** The working door of short messages. */
import type { Http } from "../../platform/http/index.ts";
import { addCarrierRoutes, type CarrierRoutes } from "./carrier.routes.ts";
import { addProofRoutes, type ProofRoutes } from "./delivery-proof.routes.ts";
import { addFreePrefixRoutes } from "./free-prefix.routes.ts";
import { addKeywordRoutes } from "./keyword.routes.ts";
import { addMessageRoutes } from "./message.routes.ts";
import { addProgramRoutes, type ProgramRoutes } from "./program.routes.ts";
import { addSenderRoutes } from "./sender.routes.ts";
import { addTemplateRoutes } from "./template.routes.ts";
import { addUnownedRoutes } from "./unowned.routes.ts";
import { addWritingRoutes, type Writing } from "./writing.routes.ts";

export { draftAnswer as answerDraft } from "./draft-message.ts";
export { forgetMessages } from "./forget-messages.store.ts";
export { type GatewayBase, openGatewayMessaging } from "./gateway-messaging.effects.ts";
export { countLiveGateways, isShortMessagingInUse } from "./gateway-run.store.ts";
export { type Intake, openIntake, PARTS_DUE } from "./intake.effects.ts";
export { openMadeMessages } from "./made-messages.effects.ts";
export { addMessagesApi } from "./messages-api.routes.ts";
export { openOwnMessages } from "./own-messages.effects.ts";
export { type PastInbound, type PastMessage, writePastMessages } from "./past-messages.store.ts";
export { eraseShortMessages, shortMessagesOfNumber } from "./personal.store.ts";
export { openProgramMessages } from "./program-messages.effects.ts";
export type { CarrierForm } from "./settings-contract.ts";
export { takeForms } from "./take-forms.effects.ts";
export { followTextRemoval } from "./text-removal.jobs.ts";
export { countUnowned } from "./unowned.store.ts";
export { writableTemplates } from "./writing.routes.ts";

/** Adds the routes of short messages for call centres and for the installation. */
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
