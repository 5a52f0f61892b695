import { inTenant } from "../src/platform/database/index.ts";
import { createRuntimeContext } from "../src/platform/world/index.ts";
import { insertWebCallback } from "../src/service/acd/queues/wire.ts";
import { HOURS_FORM } from "./hours-form.ts";
import type { TestSwitch } from "./switch.ts";

const runtime = createRuntimeContext();

/** Requests a callback by a widget of a switch's call centre, due at once; returns a function that reads its status. */
export async function requestWebCallback(
  { database, tenantId, running }: TestSwitch,
  { queueId, code, number }: { readonly queueId: string; readonly code: string; readonly number: string },
) {
  const { db } = database;
  const [id, hoursId, widgetId, personId, at] = [
    runtime.ids.next(),
    runtime.ids.next(),
    runtime.ids.next(),
    runtime.ids.next(),
    new Date(),
  ];
  const person = { name: "Penata", email: `${personId}@uji.invalid`, emailKey: `${personId}@uji.invalid` };
  await db
    .insertInto("person")
    .values({ ...person, id: personId, passwordHash: "none", createdAt: at })
    .execute();
  await inTenant(db, tenantId, async (trx) => {
    await trx
      .insertInto("namedHours")
      .values({ id: hoursId, tenantId, name: "Jam", version: 1, createdAt: at })
      .execute();
    const version = { hoursId, number: 1, tenantId, name: "Jam", hours: JSON.stringify(HOURS_FORM.hours) };
    await trx
      .insertInto("namedHoursVersion")
      .values({ ...version, savedBy: personId, savedAt: at })
      .execute();
    const offers = { offersNow: true, offersLater: true, daysAhead: 7, hourMax: 60, words: "{}", isOn: true };
    const uses = { queueId, code, hoursId, origins: ["https://toko.contoh.co.id"], name: "Toko", key: "abcdefghijkm" };
    await trx
      .insertInto("widget")
      .values({ id: widgetId, tenantId, ...uses, ...offers, createdAt: at })
      .execute();
    const plan = { id, tenantId, widgetId, number, called: code, queueId, note: "", dueAt: at, at };
    if (!(await insertWebCallback(trx, plan))) throw new Error("the number is waiting already");
  });
  await running.refresh();
  return () =>
    inTenant(db, tenantId, (trx) =>
      trx.selectFrom("plannedCallback").select(["state", "tries"]).where("id", "=", id).executeTakeFirstOrThrow(),
    );
}
