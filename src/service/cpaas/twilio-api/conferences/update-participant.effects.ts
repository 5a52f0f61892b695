import { ok, type Result, refuse } from "../../../../kernel/index.ts";
import { inTenant } from "../../../../platform/database/index.ts";
import { idOfSid } from "../../../flows/call-documents/index.ts";
import type { ConferenceAct } from "../../../telephony/conferences/index.ts";
import { missingParameter, type RestRefusal } from "../rest/rest-refusal.ts";
import { type ConferenceDependencies, hookOf, refusalOf } from "./conference.routes.ts";
import { findParticipant } from "./conference-resource.store.ts";
import type { ParticipantResource } from "./field-conference.ts";
import type { ParticipantChangeForm } from "./participant-form.ts";

type Change = Extract<ConferenceAct, { readonly act: "change" }>;
type ParticipantUpdate = Omit<Change, "act" | "conferenceId">;

/** Updates a participant; returns the new state. */
export async function updateParticipant(
  dependencies: ConferenceDependencies,
  { tenantId, found }: { readonly tenantId: string; readonly found: ParticipantResource },
  form: ParticipantChangeForm,
): Promise<Result<ParticipantResource, RestRefusal>> {
  const wish = readParticipantUpdate(dependencies, form);
  if (!wish.ok) return wish;
  const { id: callId, conferenceId } = found;
  const { coachedCallId } = wish.value;
  if (coachedCallId != null) {
    const coached = { conferenceId, callId: coachedCallId, label: "" };
    const other = await inTenant(dependencies.kit.db, tenantId, (trx) => findParticipant(trx, coached));
    if (other === undefined || coachedCallId === callId)
      return refuse({ code: 20001, params: { name: "CallSidToCoach" } });
  }
  // A participant can be updated only after joining.
  if (found.joinedAtMs === null) return refuse({ code: 21220 });
  const act: Change = { act: "change", conferenceId, ...wish.value };
  const refusal = refusalOf(await dependencies.actOnConference({ tenantId, callId, conference: act }));
  if (refusal !== undefined) return refuse(refusal);
  const { isMuted = found.isMuted, isHeld = found.isHeld, ends = found.ends } = wish.value;
  return ok({ ...found, isMuted, isHeld, ends, ...(coachedCallId === undefined ? {} : { coachedCallId }) });
}

function readParticipantUpdate(
  dependencies: ConferenceDependencies,
  form: ParticipantChangeForm,
): Result<ParticipantUpdate, RestRefusal> {
  const coaching = coachedBy(form);
  if (!coaching.ok) return coaching;
  const hold =
    form.HoldUrl === undefined || form.HoldUrl === ""
      ? null
      : hookOf(dependencies, { HoldUrl: form.HoldUrl }, form.HoldMethod);
  if (hold?.ok === false) return hold;
  const { AnnounceUrl } = form;
  const announce = AnnounceUrl === undefined ? null : hookOf(dependencies, { AnnounceUrl }, form.AnnounceMethod);
  if (announce?.ok === false) return announce;
  const wish: ParticipantUpdate = {
    ...(form.Muted === undefined ? {} : { isMuted: form.Muted === "true" }),
    ...(form.Hold === undefined ? {} : { isHeld: form.Hold === "true" }),
    ...(hold === null ? {} : { holdHook: hold.value }),
    ...(announce === null ? {} : { announce: announce.value }),
    ...(form.EndConferenceOnExit === undefined ? {} : { ends: form.EndConferenceOnExit === "true" }),
    ...coaching.value,
  };
  const isEmpty = Object.keys(wish).length === 0;
  return isEmpty ? refuse(missingParameter("Muted, Hold, Coaching, AnnounceUrl")) : ok(wish);
}

function coachedBy({
  Coaching,
  CallSidToCoach,
}: ParticipantChangeForm): Result<Pick<ParticipantUpdate, "coachedCallId">, RestRefusal> {
  if (Coaching === "false") return ok({ coachedCallId: null });
  if (CallSidToCoach === undefined) return Coaching === undefined ? ok({}) : refuse(missingParameter("CallSidToCoach"));
  const coachedCallId = idOfSid("call", CallSidToCoach);
  return coachedCallId === null ? refuse({ code: 20001, params: { name: "CallSidToCoach" } }) : ok({ coachedCallId });
}
