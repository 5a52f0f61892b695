import type { Caller } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { officeDate } from "../../../regulation/index.ts";
import type { CaseDiagram, CaseDocumentData, TemplateFacts } from "../../templates/index.ts";
import { seenLicence } from "../licence.routes.ts";
import type { LicenceRow } from "../licence.store.ts";
import { type CaseDossier as PapersOfCase, readCaseDossier } from "../licence-facts.effects.ts";

/** Reads the documents of a case; `drawDiagram` renders its diagram, or null if there is none. */
export interface CaseDocumentDependencies {
  readonly kit: Pick<Kit, "db" | "clock">;
  readonly drawDiagram: (facts: Pick<TemplateFacts, "form" | "linesPerE1">) => CaseDiagram | null;
}

/** Reads the data for the documents of a case, for callers who may see it. */
export function createCaseDocumentReader({ kit, drawDiagram }: CaseDocumentDependencies) {
  return async (caller: Caller, id: string): Promise<CaseDocumentData | undefined> => {
    const row = await seenLicence(kit, caller, id);
    if (row === undefined) return undefined;
    const papers = await readCaseDossier({ db: kit.db, nowMs: kit.clock.nowMs() }, row);
    const facts = await factsOf(kit, row, papers);
    const requirements = new Map(papers.asked.flatMap(({ key, slots }) => slots.map((slot) => [slot, key] as const)));
    return {
      facts,
      templates: Object.fromEntries(
        papers.asked.flatMap(({ key, template }) => (template === null ? [] : [[key, template] as const])),
      ),
      documents: papers.slots
        .map(({ slot, fileId, sha256, name, bytes }) => {
          const requirement = requirements.get(slot) ?? null;
          return { slot, requirement, fileId, sha256, name, bytes };
        })
        .toSorted((one, other) => (one.requirement ?? "Z").localeCompare(other.requirement ?? "Z")),
      diagram: drawDiagram(facts),
    };
  };
}

async function factsOf(
  kit: CaseDocumentDependencies["kit"],
  row: LicenceRow,
  papers: PapersOfCase,
): Promise<TemplateFacts> {
  const { content } = papers;
  const { linesPerE1, bankFundsPercent } = content.rules.values;
  const { organisation } = row;
  return {
    caseId: row.id,
    number: row.number,
    today: officeDate(kit.clock.nowMs()),
    company: { name: organisation.name, nib: organisation.nib, npwp: organisation.npwp, ...(await officeOf(kit, row)) },
    codes: content.company.codes,
    form: content.form,
    linesPerE1,
    bankFundsPercent,
  };
}

/** Address and person in charge as registered by the company. */
async function officeOf({ db }: CaseDocumentDependencies["kit"], { organisation }: LicenceRow) {
  const own = await db
    .selectFrom("organisation")
    .select(["address", "city", "phone", "personInCharge"])
    .where("id", "=", organisation.id)
    .executeTakeFirstOrThrow();
  const person = own.personInCharge as Readonly<Record<string, unknown>> | null;
  const said = (key: string) => (typeof person?.[key] === "string" ? person[key] : "");
  return {
    address: own.address,
    city: own.city,
    phone: own.phone,
    email: said("email"),
    directorName: said("name"),
    directorPosition: said("position"),
  };
}
