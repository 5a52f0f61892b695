import { createHash } from "node:crypto";
import { canonicalJson, type Json } from "../../../kernel/index.ts";
import type { Database, DatabaseTransaction } from "../../../platform/database/index.ts";
import { findFiles } from "../../../platform/files/index.ts";
import { fieldsOfItem } from "./accepted-fields.ts";
import type { ApplicationForm } from "./application-form.ts";
import { fileIdsOf } from "./form-files.ts";

/**
 * One digest of the form's content for each item; null for an item whose correction does not show in the form. Files
 * are compared by content: the same file uploaded again is no correction.
 */
export async function digestsOfItems(
  db: Database | DatabaseTransaction,
  form: ApplicationForm,
  keys: readonly string[],
): Promise<Readonly<Record<string, string | null>>> {
  const files = new Map((await findFiles(db, fileIdsOf(form))).map(({ id, sha256 }) => [id, sha256]));
  const digestOf = (key: string): string | null => {
    const fields = fieldsOfItem(key);
    if (fields.length === 0) return null;
    const answers = JSON.stringify(
      fields.map((field) => [field, form[field]]),
      (_key, value: unknown) => (typeof value === "string" ? (files.get(value) ?? value) : value),
    );
    return createHash("sha256")
      .update(canonicalJson(JSON.parse(answers) as Json))
      .digest("hex");
  };
  return Object.fromEntries(keys.map((key) => [key, digestOf(key)]));
}
