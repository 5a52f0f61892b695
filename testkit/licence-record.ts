import { officersWho, secondFactorSpender } from "../src/identity/wire.ts";
import { createTestDocumentOrderer } from "../src/licensing/issuing/wire.ts";
import { openLicenceRecords } from "../src/licensing/licence-records/wire.ts";
import { switchCodesOfHolder } from "../src/licensing/numbering/wire.ts";
import { reportCase } from "../src/licensing/oss-sync/wire.ts";
import type { Kit } from "../src/platform/kit/index.ts";
import { testOfCompany } from "./test-document-order.ts";
import type { FixtureContext, Resident } from "./users.ts";

/** The SKLO of a company's test, decided like a director's decision; ids of its application and decree. */
export async function skloOf(
  fixtureContext: FixtureContext,
  asked: { readonly organisationId: string; readonly signer: Pick<Resident, "id" | "name"> },
): Promise<{ readonly applicationId: string; readonly decreeId: string; readonly testId: string }> {
  const test = await testOfCompany(fixtureContext, asked);
  const orderKit = { clock: fixtureContext.clock, ids: fixtureContext.ids, publicUrl: () => "http://127.0.0.1:8080" };
  const orderPaper = createTestDocumentOrderer(orderKit, { standing: "demonstration" });
  await fixtureContext.db.transaction().execute(async (trx) => {
    await orderPaper(trx, test.order("test-report"));
    await orderPaper(trx, test.order("sklo"));
  });
  const { id: decreeId } = await fixtureContext.db
    .selectFrom("decree")
    .select("id")
    .where("testId", "=", test.testId)
    .where("kind", "=", "sklo")
    .executeTakeFirstOrThrow();
  return { applicationId: test.order("sklo").licenceApplicationId, decreeId, testId: test.testId };
}

/** Licence records with the dependencies of a portal, but without its mails. */
export function licenceRecordsOf(kit: Kit) {
  const quiet = async () => undefined;
  const doors = { tellCompany: quiet, tellPeople: quiet, officersWho, switchCodes: switchCodesOfHolder };
  return openLicenceRecords({
    kit,
    ...doors,
    spendSecondFactor: secondFactorSpender(kit),
    reportCase: reportCase(kit),
  });
}

/** Gives a company a licence as issued by OSS; the id of the licence. */
export async function licenseCompany(
  kit: Kit,
  asked: { readonly organisationId: string; readonly signer: Pick<Resident, "id" | "name">; readonly number: string },
): Promise<string> {
  const { organisationId, number } = asked;
  const { applicationId, decreeId } = await skloOf(kit, asked);
  const [id, fileId, at] = [kit.ids.next(), kit.ids.next(), new Date(kit.clock.nowMs())];
  await kit.db.transaction().execute(async (trx) => {
    await trx
      .insertInto("storedFile")
      .values({
        id: fileId,
        purpose: "izin",
        sha256: "b".repeat(64),
        bytes: 10,
        mediaType: "application/pdf",
        originalName: "izin.pdf",
        uploadedBy: null,
        organisationId,
        uploadedAt: at,
      })
      .execute();
    await licenceRecordsOf(kit).activate(trx, {
      id,
      organisationId,
      applicationId,
      decreeId,
      fileId,
      number,
      grantedOn: "2026-11-25",
      kbli: "82200",
      service: "Jasa Pusat Panggilan Informasi",
      at,
      reason: `Izin ${number} diterbitkan OSS.`,
    });
  });
  return id;
}
