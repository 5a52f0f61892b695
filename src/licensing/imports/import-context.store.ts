import type { Database, DatabaseTransaction } from "../../platform/database/index.ts";
import { kbliNames, officeDate, type Rulebook, readNumberingPlan, readServiceRules } from "../../regulation/index.ts";
import { anyOf } from "./any-of.store.ts";
import type { ImportContext, KnownCode, KnownLicence, KnownOperator, Needs } from "./import-context.ts";
import type { CodeUsage, ImportedLicenceState } from "./read-line.ts";

/** Looks up everything that an import names; inside its transaction when it is executed. */
export async function readImportContext(
  db: Database | DatabaseTransaction,
  asked: { readonly needs: Needs; readonly rulebook: Rulebook; readonly nowMs: number },
): Promise<ImportContext> {
  const { needs, rulebook, nowMs } = asked;
  const { kbli, kbliSteps } = readServiceRules(rulebook);
  const today = officeDate(nowMs);
  const codes = await knownCodes(db, needs.codes);
  return {
    today,
    kblis: kbliNames(kbliSteps, { code: kbli, date: today }),
    plan: readNumberingPlan(rulebook),
    operators: await knownOperators(db, needs.nibs),
    npwps: await db.selectFrom("organisation").select(["npwp", "nib"]).where("npwp", "=", anyOf(needs.npwps)).execute(),
    licences: await knownLicences(db, needs.licenceNumbers),
    codes,
    taken: (await db.selectFrom("accessCode").select("code").where("state", "!=", "idle").execute()).map(
      ({ code }) => code,
    ),
    decrees: await knownDecrees(db, needs.decreeNumbers),
  };
}

async function knownOperators(
  db: Database | DatabaseTransaction,
  nibs: readonly string[],
): Promise<readonly KnownOperator[]> {
  const rows = await db
    .selectFrom("organisation as o")
    .leftJoin("importedOperator as i", "i.organisationId", "o.id")
    .select((eb) => [
      ...(["o.id", "o.nib", "o.npwp", "o.name", "o.companyKind", "o.address", "o.city", "o.province"] as const),
      "o.version",
      "i.email",
      "o.createdBy",
      eb
        .exists(
          eb
            .selectFrom("licence as l")
            .select("l.id")
            .whereRef("l.organisationId", "=", "o.id")
            .where("l.standing", "=", "active"),
        )
        .as("hasActiveLicence"),
    ])
    .where("o.nib", "=", anyOf(nibs))
    .orderBy("o.nib")
    .execute();
  return rows.map(({ createdBy, email, nib, hasActiveLicence, ...row }) => ({
    ...row,
    nib: nib ?? "",
    email: email ?? "",
    isUnclaimed: email !== null && createdBy === null,
    hasActiveLicence: hasActiveLicence === true,
  }));
}

async function knownLicences(
  db: Database | DatabaseTransaction,
  numbers: readonly string[],
): Promise<readonly KnownLicence[]> {
  const rows = await db
    .selectFrom("licence as l")
    .innerJoin("organisation as o", "o.id", "l.organisationId")
    .select(["l.id", "l.number", "o.nib", "l.grantedOn", "l.kbli", "l.service", "l.standing", "l.version"])
    .select(["l.startYear", "l.increments"])
    .where("l.number", "=", anyOf(numbers))
    .orderBy("l.number")
    .execute();
  return rows.map(({ startYear, increments, standing, grantedOn, ...row }) => ({
    ...row,
    grantedOn: String(grantedOn),
    standing: standing as ImportedLicenceState,
    commitment: startYear === null || increments === null ? null : { startYear, increments },
  }));
}

async function knownCodes(db: Database | DatabaseTransaction, codes: readonly string[]): Promise<readonly KnownCode[]> {
  const rows = await db
    .selectFrom("accessCode as c")
    .leftJoin("organisation as o", "o.id", "c.holderOrganisationId")
    .leftJoin("earlierDecree as d", (join) =>
      join.onRef("d.code", "=", "c.code").onRef("d.organisationId", "=", "c.holderOrganisationId"),
    )
    .select(["c.code", "c.state", "c.version", "o.nib as holderNib"])
    .select(["d.id", "d.number", "d.decidedOn", "d.endUser", "d.usage", "d.version as decreeVersion"])
    .where("c.code", "=", anyOf(codes))
    .orderBy("c.code")
    .execute();
  return rows.map(({ code, state, version, holderNib, ...d }) => ({
    code,
    version,
    holderNib,
    state: state as KnownCode["state"],
    decree:
      d.id === null || d.number === null
        ? null
        : {
            id: d.id,
            number: d.number,
            decidedOn: String(d.decidedOn),
            endUser: d.endUser ?? "",
            usage: d.usage as CodeUsage,
            version: d.decreeVersion ?? 1,
          },
  }));
}

async function knownDecrees(db: Database | DatabaseTransaction, numbers: readonly string[]) {
  const earlier = await db
    .selectFrom("earlierDecree")
    .select(["number", "code"])
    .where("number", "=", anyOf(numbers))
    .execute();
  const ours = await db
    .selectFrom("decree")
    .select(["number", "code"])
    .where("number", "=", anyOf(numbers))
    .where("code", "is not", null)
    .$narrowType<{ code: string }>()
    .execute();
  return [...earlier, ...ours];
}
