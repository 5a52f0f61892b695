import type { z } from "zod";
import type { Kit } from "../../platform/kit/index.ts";
import type { Locale } from "../../platform/texts/index.ts";
import type { faultsSchema, importSchema, importsSchema } from "./contract.ts";
import {
  actorsOf,
  countFaults,
  type FaultSearch,
  filesOf,
  findImport,
  listFaults,
  listImports,
} from "./import.store.ts";
import { FAULTS_MAX } from "./sheets.ts";

/** One import as displayed; undefined if there is none. */
export async function viewImport(
  kit: Kit,
  asked: { readonly id: string; readonly locale: Locale },
): Promise<z.infer<typeof importSchema> | undefined> {
  const row = await findImport(kit.db, asked.id);
  if (row === undefined) return undefined;
  const { id, state, version, contentSha256, counts, faultCount, undoneReason } = row;
  const kinds = await countFaults(kit.db, id);
  const files = await filesOf(kit.db, id);
  return {
    id,
    state,
    version,
    contentSha256,
    counts,
    faultCount,
    undoneReason,
    ...(await actorsOf(kit.db, id)),
    createdAt: row.createdAt.toISOString(),
    lookedAt: row.lookedAt.toISOString(),
    carriedOutAt: row.carriedOutAt?.toISOString() ?? null,
    undoneAt: row.undoneAt?.toISOString() ?? null,
    faultsKept: Math.min(faultCount, FAULTS_MAX),
    files: files.map(({ place, name, sheet, rowCount, bytes }) => ({ place, name, sheet, rowCount, bytes })) as z.infer<
      typeof importSchema
    >["files"],
    faultKinds: kinds.map(({ code, count }) => ({
      code,
      count,
      rule: kit.texts.text(asked.locale, `imports.faults.${code}.title`),
    })),
  };
}

/** A page of the list of imports. */
export async function viewImports(
  kit: Kit,
  paging: { readonly limit: number; readonly offset: number },
): Promise<z.infer<typeof importsSchema>> {
  const { total, items } = await listImports(kit.db, paging);
  const rows = items.map((row) => ({ ...row, createdAt: row.createdAt.toISOString(), names: row.names ?? "" }));
  return { total, items: rows as unknown as z.infer<typeof importsSchema>["items"] };
}

/** A page of faulty rows, each with its rule and its remedy in the reader's language. */
export async function viewFaults(
  kit: Kit,
  asked: FaultSearch & { readonly locale: Locale },
): Promise<z.infer<typeof faultsSchema>> {
  const { total, items } = await listFaults(kit.db, asked);
  const rows = items.map(({ sequence, fileName, rowNumber, columnName, sheet, code, found, other }) => {
    const say = (part: "rule" | "remedy") =>
      kit.texts.text(asked.locale, `imports.faults.${code}.${part}`, { found, other, column: columnName ?? "" });
    const place = { id: sequence, file: fileName, sheet, row: rowNumber, column: columnName };
    return { ...place, code, found, rule: say("rule"), remedy: say("remedy") };
  });
  return { total, items: rows as z.infer<typeof faultsSchema>["items"] };
}
