import { ok, type Result, refuse } from "../../../../kernel/index.ts";
import type { MessageCategory } from "../delivery/gateway-port.ts";
import { spanOf, type TemplateText, type TemplateVariable, variablesIn } from "./template.shared.ts";

/** Where a version of a template stands. */
export type TemplateState = "draft" | "asked" | "approved" | "refused";

/** A template as it stands before an act. */
export interface TemplateStatus {
  readonly edition: number;
  readonly isRetired: boolean;
  readonly latest: { readonly version: number; readonly state: TemplateState; readonly writers: readonly string[] };
}

/** What somebody does with a template. */
export type TemplateAct = "write" | "ask" | "approve" | "refuse";

/** Why it is not done. */
export type TemplateRefusal =
  | "no-such-sms-template"
  | "sms-template-stale"
  | "sms-template-not-draft"
  | "sms-template-not-asked"
  | "sms-template-own"
  | "sms-template-versions"
  | "sms-template-writers";

/** What the latest version is afterwards; another one where it is new. */
export interface TemplateStep {
  readonly version: number;
  readonly isNew: boolean;
  readonly state: TemplateState;
  readonly writers: readonly string[];
}

const VERSIONS_MAX = 1_000;
const WRITERS_MAX = 50;

/**
 * Decides what an act makes of a template. What was approved or refused is never changed: writing begins the next version, and what was
 * approved is sent until that one is approved too. Nobody decides over what he wrote, not even a word of it.
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

/** Why a text is not kept as a template's. */
export type TemplateTextFault = "sms-template-braces" | "sms-template-variables" | "sms-template-too-long";

/** What is wrong with a text and its variables; undefined when nothing is. */
export function templateTextFault({ body, variables }: TemplateText): TemplateTextFault | undefined {
  const places = variablesIn(body);
  if (places === undefined) return "sms-template-braces";
  const named = variables.map(({ name }) => name);
  const isSame = named.length === places.length && places.every((name) => named.includes(name));
  if (!isSame) return "sms-template-variables";
  const { longest } = spanOf({ body, variables });
  return typeof longest === "string" ? "sms-template-too-long" : undefined;
}

/** An approved version, as messages are made of it. */
export interface ApprovedTemplate {
  readonly id: string;
  readonly version: number;
  readonly category: MessageCategory;
  readonly body: string;
  readonly variables: readonly TemplateVariable[];
  /** Sender ids it may be sent under; none for all. */
  readonly senders: readonly string[];
}

/** Whether a template may be sent under a sender id. */
export function isForSender({ senders }: Pick<ApprovedTemplate, "senders">, sender: string): boolean {
  return senders.length === 0 || senders.some((one) => one.toLowerCase() === sender.trim().toLowerCase());
}
