import { permissionsOf } from "../../../identity/index.ts";
import { ok, type Result, refuse } from "../../../kernel/index.ts";
import type { Caller } from "../../../platform/http/index.ts";
import { queueMail } from "../../../platform/mail/index.ts";
import { readTestRules } from "../../../regulation/index.ts";
import { testWords } from "../deadlines/test-mail-words.effects.ts";
import { rulesOfTest } from "../deadlines/test-promise.ts";
import { freshSigningCode } from "../evidence/proof.effects.ts";
import { rememberTest } from "../evidence/remember-test.effects.ts";
import { teamOf, writersOf } from "../schedule/team.store.ts";
import { findTest } from "../test.store.ts";
import type { TestDependencies } from "../test-dependencies.effects.ts";
import { maySeeTest } from "../test-facts.effects.ts";
import { testPerson } from "../test-person.ts";
import { countSigningCodes, insertSigningCode } from "./signatures.store.ts";

/** Why no code is mailed. */
export type SigningCodeRefusal =
  | "no-such-test"
  | "command-not-now"
  | "not-your-case"
  | "test-signer-unfit"
  | "too-many-attempts";

/** Maximum number of codes mailed to one person for one test per hour. */
const CODES_PER_HOUR_MAX = 5;
const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/**
 * Mails a one-time code to a member of the company, requested by that member or by the team on site. The code is for
 * the present report, and only the newest is valid. The mail names the report, so that the signer knows its subject.
 */
export async function mailSigningCode(
  dependencies: TestDependencies,
  asked: { readonly id: string; readonly personId: string; readonly caller: Caller; readonly requestId: string },
): Promise<Result<null, SigningCodeRefusal>> {
  const { kit } = dependencies;
  const at = new Date(kit.clock.nowMs());
  // Hashing is slow, so it runs before the transaction.
  const { code, codeHash } = await freshSigningCode();
  const done = await kit.db.transaction().execute(async (trx): Promise<Result<null, SigningCodeRefusal>> => {
    const { id: testId, personId, caller, requestId } = asked;
    const row = await findTest(trx, testId, "change");
    const team = row === undefined ? [] : (await teamOf(trx, testId)).map((one) => one.personId);
    if (row === undefined || !maySeeTest(caller, row, team)) return refuse("no-such-test");
    if (row.state !== "reported" || row.reportDigest === null) return refuse("command-not-now");
    const isTeam = testPerson(caller).mayTest && team.includes(caller.personId);
    if (!isTeam && caller.personId !== personId) return refuse("not-your-case");
    const writers = await writersOf(trx, { organisationId: row.organisation.id, now: at });
    const signer = writers.find((one) => one.id === personId && permissionsOf([one]).has("application.write"));
    if (signer === undefined) return refuse("test-signer-unfit");
    const since = new Date(at.getTime() - HOUR_MS);
    if ((await countSigningCodes(trx, { testId, personId, since })) >= CODES_PER_HOUR_MAX)
      return refuse("too-many-attempts");
    const { codeLifeMs } = readTestRules(rulesOfTest(row));
    const id = kit.ids.next();
    const expiresAt = new Date(at.getTime() + codeLifeMs);
    await insertSigningCode(trx, {
      id,
      testId,
      personId,
      reportDigest: row.reportDigest,
      codeHash,
      madeAt: at,
      expiresAt,
    });
    const locale = signer.locale === "en" ? "en" : "id";
    const params = { ...testWords(kit, row)(locale), name: signer.name, code, minutes: codeLifeMs / MINUTE_MS };
    await queueMail(trx, kit, {
      dedupeKey: `test-code ${id}`,
      toPersonId: personId,
      toAddress: signer.email,
      locale,
      organisationId: row.organisation.id,
      subject: kit.texts.text(locale, "mail.test.code.subject", params),
      bodyText: kit.texts.text(locale, "mail.test.code.body", params),
    });
    const act = { caller, requestId, testId, type: "code-mailed", at, deskOnly: false, note: null } as const;
    await rememberTest(kit, trx, { ...act, detail: { to: personId } });
    return ok(null);
  });
  if (done.ok) kit.changeFeed.announce("outbox");
  return done;
}
