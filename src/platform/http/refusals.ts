import type { FastifyReply } from "fastify";
import { type RefusalAnswer, type RefusalTable, refusalStatus } from "../../kernel/index.ts";
import type { TextParams, Texts } from "../texts/index.ts";
import { type Problem, sendProblem } from "./problem.ts";

/** A refusal code, or one with parameters of its text, its rule, and other members of the response body. */
export type Refused<Code extends string> =
  | Code
  | (Pick<Problem, "fields" | "rule" | "beside"> & { readonly code: Code; readonly params?: TextParams });

/** Sends a refusal as a problem, with the status and the field that the table gives its code. */
export function sendRefusal<Code extends string>(
  { texts }: { readonly texts: Texts },
  reply: FastifyReply,
  table: RefusalTable<Code>,
  refused: Refused<Code>,
): FastifyReply {
  const problem = typeof refused === "string" ? { code: refused } : refused;
  const answer: RefusalAnswer = table[problem.code];
  const field = typeof answer === "string" ? undefined : answer[1];
  const fields = field === undefined ? [] : [{ path: field, code: problem.code, params: problem.params ?? {} }];
  return sendProblem(reply, texts, refusalStatus(answer), { fields, ...problem });
}
