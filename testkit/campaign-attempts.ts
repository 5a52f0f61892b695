import { inTenant } from "../src/platform/database/index.ts";
import type { Guest } from "./guests.ts";
import type { FixtureContext } from "./users.ts";

type Client = Guest["client"];
type Attempts = Readonly<Record<string, readonly (() => ReturnType<Client["get"]>)[]>>;

const PATH = "/api/service/sms/campaigns";
const LOST = "00000000-0000-7000-8000-00000000c0de";

/** Adds a prepared, unstarted campaign with one recipient to a call centre with this template. */
export async function holdCampaign(
  { db, clock, ids }: FixtureContext,
  own: { readonly tenantId: string; readonly templateId: string; readonly name: string },
): Promise<string> {
  const [id, at] = [ids.next(), new Date(clock.nowMs())];
  await inTenant(db, own.tenantId, async (trx) => {
    const { createdBy } = await trx
      .selectFrom("smsTemplate")
      .select("createdBy")
      .where("id", "=", own.templateId)
      .executeTakeFirstOrThrow();
    const plan = { templateVersion: 1, sender: "RHS-SENDER", zone: null, perHour: 60, validMinutes: 60, sendAt: at };
    const foreseen = { lines: 1, parts: 1, priceRupiah: 0, faulty: 0, doubled: 0, requestKey: ids.next() };
    await trx
      .insertInto("smsCampaign")
      .values({ ...own, id, ...plan, ...foreseen, state: "prepared", pacedAt: at, createdBy, createdAt: at })
      .execute();
    const line = { campaignId: id, tenantId: own.tenantId, line: 2, recipient: "6281234500081" };
    await trx
      .insertInto("smsCampaignLine")
      .values({ ...line, fields: "{}" })
      .execute();
  });
  return id;
}

/** A file of one recipient, as uploaded. */
function fileOf(text: string): RequestInit {
  const body = new FormData();
  body.append("file", new File([text], "penerima.csv"));
  return { method: "POST", body };
}

/** Access cases for a campaign, and for a template, of any owner. */
export function campaignAttempts(
  client: Client,
  { smsCampaign, smsTemplate }: { readonly smsCampaign: string; readonly smsTemplate: string },
): Attempts {
  const path = `${PATH}/${smsCampaign}`;
  const plan = `templateId=${smsTemplate}&templateVersion=1&sender=RHS-SENDER&perHour=60&validMinutes=60`;
  const seen = "name=Curian&expectedLines=1&expectedParts=1&expectedRupiah=0";
  const file = () => fileOf("nomor;kode\r\n081234500082;123456\r\n");
  return {
    "POST /api/service/sms/campaigns/preview": [() => client.send(`${PATH}/preview?${plan}`, file())],
    "POST /api/service/sms/campaigns": [() => client.send(`${PATH}?${plan}&${seen}&requestKey=${LOST}`, file())],
    "GET /api/service/sms/campaigns/:id": [() => client.get(path)],
    "POST /api/service/sms/campaigns/:id/going": [
      () => client.post(`${path}/going`, { act: "start", expectedVersion: 1 }),
    ],
    "POST /api/service/sms/campaigns/:id/holding": [
      () => client.post(`${path}/holding`, { act: "stop", expectedVersion: 1 }),
    ],
    "GET /api/service/sms/campaigns/:id/file": [() => client.get(`${path}/file`)],
  };
}
