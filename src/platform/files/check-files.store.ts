import type { Database } from "../database/index.ts";
import type { FileStore } from "./file-store.ts";

const PAGE = 500;

/** Reads every file that a row names and compares its content with its hash; returns the first fault as text, or null. */
export async function findDamagedFile(db: Database, store: FileStore): Promise<string | null> {
  let after = "";
  for (;;) {
    const rows = await db
      .selectFrom("storedFile")
      .select("sha256")
      .distinct()
      .where("sha256", ">", after)
      .orderBy("sha256")
      .limit(PAGE)
      .execute();
    for (const { sha256 } of rows) {
      const fault = await store.read(sha256).then(
        () => null,
        (error: unknown) => `${sha256}: ${error instanceof Error ? error.message : String(error)}`,
      );
      if (fault !== null) return fault;
    }
    const last = rows.at(-1);
    if (last === undefined) return null;
    after = last.sha256;
  }
}
