import { officeDate, readRevocationRules } from "../../../regulation/index.ts";
import type { ApplicationForm, EarlierDecree } from "../cases/application-form.ts";
import type { CodeEffect } from "../cases/application-kind.ts";
import { citation, rulebookOf } from "../cases/rules-in-force.ts";
import { quarantineEndMs } from "../codes/quarantine.ts";
import { GROUND_RULES, type RevocationGround } from "../codes/revocation-ground.ts";
import { addressLine } from "./pre-check-holder.ts";

/** The legal act of a decree, with the facts that its text states. */
export type DecreeAct =
  | {
      readonly kind: "assignment";
      /** The service that a code holder begins; absent in every other assignment. */
      readonly newService?: string;
    }
  | {
      readonly kind: "change";
      readonly ground: "identity" | "rule";
      readonly before: { readonly name: string; readonly address: string };
      readonly after: { readonly name: string; readonly address: string };
      readonly citation: string;
      /** The earlier decree if it was issued before Sambung, else null. */
      readonly earlier: Pick<EarlierDecree, "number" | "date"> | null;
    }
  | {
      readonly kind: "return";
      readonly reason: string;
      /** Local date. */
      readonly quarantinedUntil: string;
      readonly earlier: Pick<EarlierDecree, "number" | "date"> | null;
    }
  | {
      readonly kind: "revocation";
      readonly ground: RevocationGround;
      readonly clause: string;
      readonly statement: string;
      readonly isAnswered: boolean;
      readonly obeyDays: number;
      readonly quarantinedUntil: string;
      readonly earlier: null;
    };

/** The fields of a case that determine its rules. */
interface RuledCase {
  readonly ruleVersion: string;
  readonly createdAt: { getTime(): number };
}

/** When the code of a case decided at `atMs` becomes available again, by the rules of the case; milliseconds since 1970. */
export function quarantineOfCaseMs(row: RuledCase, atMs: number): number {
  return quarantineEndMs(atMs, rulebookOf(row.ruleVersion, row.createdAt.getTime()));
}

/** The legal act of the decree on an approved case; null if no decree is issued. */
export function decreeActOf(
  row: RuledCase & { readonly form: ApplicationForm },
  decided: { readonly effect: CodeEffect; readonly atMs: number },
): DecreeAct | null {
  const { change, return: giving, revocation, newService } = row.form;
  if (decided.effect === "activate")
    return newService.trim() === "" ? { kind: "assignment" } : { kind: "assignment", newService: newService.trim() };
  if (decided.effect === "rename" && change !== null) {
    const { ground, before, after, citation: cited } = change;
    // A new rule changes the legal basis of the decree, not its holder.
    const values = ground === "rule" ? before : { name: after.name.trim(), address: addressLine(after) };
    return { kind: "change", ground, before, after: values, citation: cited.trim(), earlier: namedIn(change.earlier) };
  }
  const quarantinedUntil = officeDate(quarantineOfCaseMs(row, decided.atMs));
  if (decided.effect === "return" && giving !== null)
    return { kind: "return", reason: giving.reason.trim(), quarantinedUntil, earlier: namedIn(giving.earlier) };
  if (decided.effect !== "revoke" || revocation === null) return null;
  const rulebook = rulebookOf(row.ruleVersion, row.createdAt.getTime());
  const { ground, statement, answer } = revocation;
  const rule = citation(rulebook, GROUND_RULES[ground]);
  return {
    kind: "revocation",
    ground,
    clause: rule?.standing === "confirmed" ? rule.clause : "",
    statement,
    isAnswered: answer !== null,
    obeyDays: readRevocationRules(rulebook).obeyDays,
    quarantinedUntil,
    earlier: null,
  };
}

function namedIn({ number, date }: EarlierDecree): Pick<EarlierDecree, "number" | "date"> | null {
  return number.trim() === "" || date === "" ? null : { number: number.trim(), date };
}
