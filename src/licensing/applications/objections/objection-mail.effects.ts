import type { Permission } from "../../../identity/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { harmlessParams } from "../../../platform/mail/index.ts";
import type { Locale } from "../../../platform/texts/index.ts";
import { dateInWords } from "../../../regulation/index.ts";
import { namesOf, type Reading } from "../licence.store.ts";
import type { LicenceDependencies } from "../licence-dependencies.effects.ts";
import { officersWhoMay } from "../licence-people.effects.ts";
import { judgesOf } from "./objection.store.ts";
import type { KnownObjection } from "./objection-facts.effects.ts";
import { DECIDERS, REVIEWERS } from "./objection-person.ts";
import { readObjectionPromise } from "./objection-promise.ts";

/** Parameters common to all messages about an objection: its number, the application's number, company, party that must act, due date. */
export async function objectionWords(
  kit: Pick<Kit, "texts" | "clock" | "publicUrl">,
  db: Reading,
  { row, licence }: KnownObjection,
): Promise<(locale: Locale) => Readonly<Record<string, string>>> {
  const { reviewerId } = row;
  const officer = reviewerId === null ? undefined : (await namesOf(db, [reviewerId])).get(reviewerId);
  const reading = readObjectionPromise(row, kit.clock.nowMs());
  return (locale) => {
    const words = {
      number: row.number,
      licence: licence.number ?? "",
      company: licence.organisation.name,
      holder: kit.texts.text(locale, `mail.objection.holder.${row.state}`, { officer: officer ?? "–" }),
      due: reading.endedAt === null ? dateInWords(reading.dueDate, locale) : "",
      link: `${kit.publicUrl()}/keberatan/${row.id}`,
    };
    return { ...words, facts: kit.texts.text(locale, "mail.objection.facts", harmlessParams(words)) };
  };
}

/** The officers who may take the next step of an objection and had no part in its subject. */
export async function objectionHolders(
  { officersWho }: Pick<LicenceDependencies, "officersWho">,
  asked: { readonly db: Reading; readonly known: KnownObjection; readonly now: Date },
): Promise<readonly string[]> {
  const { db, known, now } = asked;
  const { row } = known;
  if (row.state === "reviewing") return row.reviewerId === null ? [] : [row.reviewerId];
  if (row.state === "filed") return freeOfficers({ officersWho }, { db, known, now }, [...REVIEWERS, ...DECIDERS]);
  if (row.state !== "reviewed") return [];
  const deciders = await freeOfficers({ officersWho }, { db, known, now }, DECIDERS);
  return deciders.filter((id) => !row.reviewedBy.includes(id));
}

/** Officers of the team who hold one of these permissions and judged nothing in the application. */
export async function freeOfficers(
  { officersWho }: Pick<LicenceDependencies, "officersWho">,
  { db, known, now }: { readonly db: Reading; readonly known: KnownObjection; readonly now: Date },
  permissions: readonly Permission[],
): Promise<readonly string[]> {
  const { row, licence } = known;
  const judges = await judgesOf(db, { row: licence, exceptObjectionId: row.id });
  const asked = { db, row: licence, now };
  const found: string[] = [];
  for (const permission of new Set(permissions)) found.push(...(await officersWhoMay(officersWho, asked, permission)));
  return [...new Set(found)].filter((id) => !judges.includes(id));
}
