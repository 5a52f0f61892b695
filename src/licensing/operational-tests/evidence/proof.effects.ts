import { randomInt } from "node:crypto";
import { hash, verify } from "@node-rs/argon2";
import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import type { Caller } from "../../../platform/http/index.ts";
import { readTestRules } from "../../../regulation/index.ts";
import { rulesOfTest } from "../deadlines/test-promise.ts";
import { findSigningCode, markSigningCode } from "../report/signatures.store.ts";
import type { TestRow } from "../test.store.ts";
import type { TestCommand } from "../test-decision.ts";
import type { TestDependencies } from "../test-dependencies.effects.ts";
import type { TestFacts } from "../test-facts.ts";

/** A command that may need a proof of identity, with the facts to verify it. */
export interface Proving {
  readonly command: TestCommand;
  readonly caller: Caller;
  readonly facts: TestFacts;
  readonly row: TestRow;
  readonly nowMs: number;
}

/** Verifies the signer's proof; null for a command that needs none, or whose content has changed since. */
export async function proofOf(
  dependencies: TestDependencies,
  trx: DatabaseTransaction,
  { command, caller, facts, row, nowMs }: Proving,
): Promise<TestFacts["proof"]> {
  if (command.command === "sign-sklo") {
    if (command.factsDigest !== facts.skloDigest) return null;
    const { personId } = caller;
    if (command.code === "") return (await isDemoAccount(dependencies, trx, personId)) ? "fits" : "missing";
    return secondFactorFits(dependencies, trx, { personId, code: command.code, nowMs });
  }
  if (command.command !== "sign-report" || command.reportDigest !== row.reportDigest) return null;
  const { kind, code, personId } = command.proof;
  if (kind === "one-time-code")
    return codeFits(trx, { row, personId: personId ?? caller.personId, code, now: new Date(nowMs) });
  // A person's second factor is accepted only from their own account.
  if (personId !== null && personId !== caller.personId) return "wrong";
  if (kind === "demo") return (await isDemoAccount(dependencies, trx, caller.personId)) ? "fits" : "missing";
  return secondFactorFits(dependencies, trx, { personId: caller.personId, code, nowMs });
}

/** A demonstration account has no second factor; it exists on loopback only, and its signatures are marked as such. */
async function isDemoAccount({ kit }: TestDependencies, trx: DatabaseTransaction, personId: string): Promise<boolean> {
  const person = await trx.selectFrom("person").select("isDemo").where("id", "=", personId).executeTakeFirst();
  return kit.settings.demo && person?.isDemo === true;
}

async function secondFactorFits(
  { spendSecondFactor }: TestDependencies,
  trx: DatabaseTransaction,
  asked: { readonly personId: string; readonly code: string; readonly nowMs: number },
): Promise<TestFacts["proof"]> {
  if (asked.code === "") return "missing";
  const found = await spendSecondFactor(trx, asked);
  return found === "not-enrolled" ? "missing" : found;
}

/** Each wrong code counts; after the maximum number of attempts the code is invalid, and another must be mailed. */
async function codeFits(
  trx: DatabaseTransaction,
  asked: { readonly row: TestRow; readonly personId: string; readonly code: string; readonly now: Date },
): Promise<TestFacts["proof"]> {
  const { row, personId, code, now } = asked;
  if (code === "") return "missing";
  const { codeAttemptsMax: attemptsMax } = readTestRules(rulesOfTest(row));
  const known = await findSigningCode(trx, { testId: row.id, personId, attemptsMax, now });
  if (known === undefined || known.reportDigest !== row.reportDigest) return "wrong";
  const fits = /^\d{6}$/.test(code) && (await verify(known.codeHash, code));
  await markSigningCode(trx, { id: known.id, usedAt: fits ? now : null });
  return fits ? "fits" : "wrong";
}

const CODES = 1_000_000;
/** argon2id (2) with the minimum parameters recommended by OWASP: 19 MiB, two passes, one lane. */
const HASHING = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** A new code of six digits, and its stored hash. */
export async function freshSigningCode(): Promise<{ readonly code: string; readonly codeHash: string }> {
  const code = String(randomInt(CODES)).padStart(6, "0");
  return { code, codeHash: await hash(code, HASHING) };
}
