import type { FastifyReply } from "fastify";
import { type Problem, sendProblem } from "../../platform/http/index.ts";
import type { Kit } from "../../platform/kit/index.ts";
import { citeRule, type RuleId, rulesetVersion } from "../../regulation/index.ts";
import { registrationAnswers } from "./refusal-answers.ts";
import type { RegistrationRefusals } from "./refusals.ts";
import { registrationRulebook } from "./registration/registration-promise.ts";

/** Sends all refusals of one attempt: the first as the problem, each at its field. */
export function sendRefusals(kit: Kit, reply: FastifyReply, refusals: RegistrationRefusals): FastifyReply {
  const [{ code }] = refusals;
  const { status, ruleId } = registrationAnswers[code];
  const fields = refusals.flatMap((refusal) =>
    refusal.path === null ? [] : [{ path: refusal.path, code: refusal.code }],
  );
  return sendProblem(reply, kit.texts, status, { code, fields, rule: ruleOf(kit, ruleId) });
}

/** Sends one refusal about a letter of authority or a dispute, at its field if it has one. */
export function sendRoomRefusal(
  kit: Kit,
  reply: FastifyReply,
  refusal: {
    readonly code: string;
    readonly status: number;
    readonly ruleId: RuleId | null;
    readonly path: string | null;
  },
): FastifyReply {
  const { code, status, ruleId, path } = refusal;
  const fields = path === null ? [] : [{ path, code }];
  return sendProblem(reply, kit.texts, status, { code, fields, rule: ruleOf(kit, ruleId) });
}

function ruleOf(kit: Kit, ruleId: RuleId | null): Problem["rule"] {
  if (ruleId === null) return undefined;
  const rulebook = registrationRulebook({ ruleVersion: rulesetVersion, beganMs: kit.clock.nowMs() });
  return citeRule(rulebook.rules[ruleId]);
}
