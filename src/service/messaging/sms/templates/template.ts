import { ok, type Result, refuse } from "../../../../kernel/index.ts";
import type { MessageCategory } from "../delivery/gateway-port.ts";
import { spanOf, type TemplateText, type TemplateVariable, variablesIn } from "./template.shared.ts";

/** State of a version of a template. */
export type TemplateState = "draft" | "asked" | "approved" | "refused";

/** A template before an action. */
export interface TemplateStatus {
  readonly edition: number;
  readonly isRetired: boolean;
  readonly latest: { readonly version: number; readonly state: TemplateState; readonly writers: readonly string[] };
}

/** An action on a template. */
export type TemplateAct = "write" | "ask" | "approve" | "refuse";

/** Why an action is refused. */
export type TemplateRefusal =
  | "no-such-sms-template"
  | "sms-template-stale"
  | "sms-template-not-draft"
  | "sms-template-not-asked"
  | "sms-template-own"
  | "sms-template-versions"
  | "sms-template-writers";

/** The latest version afterwards; with another number when it is new. */
export interface TemplateStep {
  readonly version: number;
  readonly isNew: boolean;
  readonly state: TemplateState;
  readonly writers: readonly string[];
}

const VERSIONS_MAX = 1_000;
const WRITERS_MAX = 50;

/**
 * Decides the result of an action on a template. Approved and refused versions never change: writing begins the next version, and the approved one is sent
 * until the next is approved too. Authors never decide on a version to which they contributed any text.
 */
export function decideTemplate(
  { edition, isRetired, latest }: TemplateStatus,
  asked: { readonly act: TemplateAct; readonly expectedEdition: number; readonly personId: string },
): Result<TemplateStep, TemplateRefusal> {
  if (isRetired) return refuse("no-such-sms-template");
  if (edition !== asked.expectedEdition) return refuse("sms-template-stale");
  const { version, state, writers } = latest;
  const { act, personId } = asked;
  if (act === "write") {
    if (state === "approved" || state === "refused") {
      if (version >= VERSIONS_MAX) return refuse("sms-template-versions");
      return ok({ version: version + 1, isNew: true, state: "draft", writers: [personId] });
    }
    const all = [...new Set([...writers, personId])];
    if (all.length > WRITERS_MAX) return refuse("sms-template-writers");
    return ok({ version, isNew: false, state: "draft", writers: all });
  }
  const step = { version, isNew: false, writers };
  if (act === "ask") return state === "draft" ? ok({ ...step, state: "asked" }) : refuse("sms-template-not-draft");
  if (state !== "asked") return refuse("sms-template-not-asked");
  if (writers.includes(personId)) return refuse("sms-template-own");
  return ok({ ...step, state: act === "approve" ? "approved" : "refused" });
}

/** Why the text of a template is refused. */
export type TemplateTextFault = "sms-template-braces" | "sms-template-variables" | "sms-template-too-long";

/** The fault of a text and its variables; undefined without one. */
export function templateTextFault({ body, variables }: TemplateText): TemplateTextFault | undefined {
  const places = variablesIn(body);
  if (places === undefined) return "sms-template-braces";
  const named = variables.map(({ name }) => name);
  const isSame = named.length === places.length && places.every((name) => named.includes(name));
  if (!isSame) return "sms-template-variables";
  const { longest } = spanOf({ body, variables });
  return typeof longest === "string" ? "sms-template-too-long" : undefined;
}

/** An approved version, for making messages. */
export interface ApprovedTemplate {
  readonly id: string;
  readonly version: number;
  readonly category: MessageCategory;
  readonly body: string;
  readonly variables: readonly TemplateVariable[];
  /** Sender ids that it may be sent under; empty for all. */
  readonly senders: readonly string[];
}

/** Whether a template may be sent under a sender id. */
export function isForSender({ senders }: Pick<ApprovedTemplate, "senders">, sender: string): boolean {
  return senders.length === 0 || senders.some((one) => one.toLowerCase() === sender.trim().toLowerCase());
}
