import { present } from "../src/kernel/index.ts";
import type { Kit } from "../src/platform/kit/index.ts";
import { linkToken } from "../src/platform/mail/index.ts";

/** The token in the newest mail to an address with a link to a screen such as `/undangan/`, as its recipient sees it. */
export async function mailedToken(kit: Pick<Kit, "db" | "settings">, address: string, screen: string): Promise<string> {
  const mail = await kit.db
    .selectFrom("mailMessage")
    .select("id")
    .where("toAddress", "=", address)
    .where("secretLink", "like", `%${screen}`)
    .orderBy("createdAt", "desc")
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
  return linkToken(kit.settings.dataFolder, present(mail?.id, `a mail to ${address} that leads to ${screen}`));
}
