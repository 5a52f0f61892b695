import type { FastifyReply } from "fastify";
import { type Problem, sendProblem } from "../../platform/http/index.ts";
import type { Kit } from "../../platform/kit/index.ts";
import type { CredentialRules } from "../../regulation/index.ts";
import { isPasswordFit, type PasswordRule } from "../sessions/password.ts";
import type { PasswordAdvice } from "./password-strength.shared.ts";
import type { StrengthEvaluator } from "./strength-evaluator.effects.ts";

/** Dependencies of validating a new password. */
export interface PasswordJudging {
  readonly kit: Kit;
  readonly passwordRule: PasswordRule;
  readonly credentialRules: CredentialRules;
  readonly strength: StrengthEvaluator;
}

/** Why a password is refused. */
export type PasswordRefusal =
  | { readonly code: "password-weak" }
  | { readonly code: "password-guessable"; readonly advice: PasswordAdvice };

/** Validates a new password; `own` are words related to its owner. Undefined if it is accepted. */
export async function judgePassword(
  { passwordRule, credentialRules, strength }: PasswordJudging,
  password: string,
  own: readonly string[],
): Promise<PasswordRefusal | undefined> {
  if (!isPasswordFit(password, passwordRule, own)) return { code: "password-weak" };
  const { score, advice } = await strength.judge(password, own);
  return score < credentialRules.passwordStrengthMin ? { code: "password-guessable", advice } : undefined;
}

/** Sends the refusal of a password at its field, with the advice in the reader's language. */
export function refusePassword(reply: FastifyReply, options: PasswordJudging, refusal: PasswordRefusal): FastifyReply {
  const { kit, passwordRule, credentialRules } = options;
  const { locale } = reply.request;
  const params =
    refusal.code === "password-weak"
      ? { charactersMin: passwordRule.charactersMin }
      : { advice: kit.texts.text(locale, `web.passwordAdvice.${refusal.advice}`) };
  const problem: Problem = {
    code: refusal.code,
    params,
    fields: [{ path: "password", code: refusal.code, params }],
    rule: refusal.code === "password-guessable" ? credentialRules.citations.strength : undefined,
  };
  return sendProblem(reply, kit.texts, 400, problem);
}
