import type { EvaluationView, OwnEvaluationView } from "./evaluation.shared.ts";
import type { EvaluationRow, JudgedRow } from "./evaluation.store.ts";

/** An evaluation as lists return it. */
export function judgedView(row: JudgedRow) {
  const { answeredAt, sentAt, acknowledgedAt, ...rest } = row;
  return {
    ...rest,
    answeredAt: answeredAt.toISOString(),
    sentAt: sentAt?.toISOString() ?? null,
    acknowledgedAt: acknowledgedAt?.toISOString() ?? null,
  };
}

function recordingState({ recordingId, recordingState }: EvaluationRow): EvaluationView["recording"]["state"] {
  if (recordingId === null) return "none";
  // The row of a recording stays when its audio is deleted; a missing row counts as deleted as well.
  return (recordingState ?? "deleted") as EvaluationView["recording"]["state"];
}

/** An evaluation with its details as a supervisor reads it. */
export function evaluationView(row: EvaluationRow, timeZone: string): EvaluationView {
  const { sections, answers, marks, remark, reply, version, callId, formVersion, durationMs, recordingId } = row;
  return {
    ...judgedView(row),
    timeZone,
    formVersion,
    answers,
    remark,
    reply,
    version,
    callId,
    sections: [...sections],
    marks: [...marks],
    recording: { id: recordingId, state: recordingState(row), durationMs },
  };
}

/** An evaluation with its details as its agent reads it. */
export function ownEvaluationView(row: EvaluationRow, timeZone: string): OwnEvaluationView {
  const { callId: _call, agentId: _agent, version: _version, recording, ...view } = evaluationView(row, timeZone);
  return { ...view, recording: { state: recording.state, durationMs: recording.durationMs } };
}
