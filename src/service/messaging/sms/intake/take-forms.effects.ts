import { createHash } from "node:crypto";
import { canonicalJson, ok, type Result, refuse } from "../../../../kernel/index.ts";
import { inTenant } from "../../../../platform/database/index.ts";
import type { Kit } from "../../../../platform/kit/index.ts";
import { approvedTemplates } from "../templates/template.store.ts";
import type { ApprovedTemplate } from "../templates/template.ts";
import type { MessageForm } from "./api-contract.ts";
import { draftWritten } from "./draft-message.ts";
import { earlierAnswer } from "./idempotent-request.store.ts";
import type { Intake, IntakeFault, MessagingBase } from "./intake.effects.ts";
import type { IntakeOrder, Taken, TemplateVersionRef } from "./intake.ts";
import { makeText } from "./make-text.ts";

const MINUTE_MS = 60_000;

/** Dependencies for accepting forms. */
export interface FormTaker {
  readonly kit: Pick<Kit, "clock" | "db" | "ids">;
  readonly intake: Pick<Intake, "take">;
  readonly rules: MessagingBase["rules"];
}

/** Messages of one request, of an API client or a user. */
export interface HandedForms {
  readonly tenantId: string;
  /** Null for a user. */
  readonly keyId: string | null;
  readonly forms: readonly MessageForm[];
  /** Idempotency key: a request with the key of an earlier one gets its answer; null for none. */
  readonly requestKey: string | null;
  /** Status callback URL; optional. */
  readonly toldUrl?: string;
  /** Whether they are held until a release. */
  readonly isHeld?: boolean;
}

/** Results in order, and whether they are the stored answer of an earlier request. */
export interface TakenForms {
  readonly taken: readonly Taken[];
  /** The template variable at fault of each refusal; undefined without one. */
  readonly variables: readonly (string | undefined)[];
  readonly isRepeated: boolean;
}

/** Why a request was refused as a whole. */
export type WholeRefusal = IntakeFault | { readonly code: "request-differs" | "idempotency-key-unfit" };

/** Accepts messages from forms; a request with an earlier idempotency key gets the stored answer, regardless of the present hour. */
export async function takeForms(
  { kit, intake, rules }: FormTaker,
  { tenantId, keyId, forms, requestKey, ...besides }: HandedForms,
): Promise<Result<TakenForms, WholeRefusal>> {
  const nowMs = kit.clock.nowMs();
  const names = [...new Set(forms.flatMap(({ template }) => template ?? []))];
  const templates =
    names.length === 0 ? NONE : await inTenant(kit.db, tenantId, (trx) => approvedTemplates(trx, names));
  const made = forms.map((form) => makeText(form, templates));
  const drafts = made.map((one) => {
    if (!one.ok) return one.refusal.code;
    const ground = { id: kit.ids.next(), nowMs, rules: rules() };
    const drafted = draftWritten(written(one.value.form, nowMs, one.value.template), keyId, ground);
    if (!drafted.ok) return drafted.refusal;
    return { ...drafted.value, ...besides };
  });
  const request = requestKey === null ? null : { key: requestKey, digest: digestOf(forms, besides.toldUrl) };
  const order: IntakeOrder = { tenantId, drafts, request };
  const earlier = request === null ? undefined : await inTenant(kit.db, tenantId, (trx) => earlierAnswer(trx, order));
  const answer = earlier === undefined ? await intake.take(order) : ok(earlier);
  if (!answer.ok) return answer;
  if (answer.value === "request-differs") return refuse({ code: "request-differs" });
  const variables = made.map((one) => (one.ok ? undefined : one.refusal.variable));
  return ok({ taken: answer.value, variables, isRepeated: earlier !== undefined });
}

const NONE: ReadonlyMap<string, ApprovedTemplate | null> = new Map();

function digestOf(forms: readonly MessageForm[], toldUrl: string | undefined): Buffer {
  const said = forms.map(({ template, values, ...form }) => {
    const named = template === undefined ? {} : { template };
    return { ...form, ...named, ...(values === undefined ? {} : { values }) };
  });
  return createHash("sha256")
    .update(canonicalJson(toldUrl === undefined ? said : { said, toldUrl }))
    .digest();
}

function written(
  { from, to, text, plain, sendAt, validMinutes, ...form }: MessageForm,
  nowMs: number,
  template: TemplateVersionRef | undefined,
) {
  const sendAtMs = sendAt === null ? null : Date.parse(sendAt);
  const validUntilMs = Math.max(sendAtMs ?? nowMs, nowMs) + validMinutes * MINUTE_MS;
  const { category, zone, reference: ownReference } = form;
  return {
    sender: from,
    recipient: to,
    text,
    isPlain: plain,
    category,
    zone,
    sendAtMs,
    validUntilMs,
    ownReference,
    template,
  };
}
