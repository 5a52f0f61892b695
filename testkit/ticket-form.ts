import type { Guest } from "./guests.ts";
import { HOURS_FORM } from "./hours-form.ts";
import { succeeded } from "./numbering-case.ts";

const promise = (answerMinutes: number, solutionMinutes: number) => ({ answerMinutes, solutionMinutes });

/** Response time targets of an ordinary tenant. */
export const PROMISES = {
  urgent: promise(60, 240),
  high: promise(120, 480),
  normal: promise(240, 960),
  low: promise(480, 2_400),
};

/** Creates a ticket category with named opening hours; returns its id. */
export async function addTicketCategory(client: Guest["client"], name: string): Promise<string> {
  const hours = await client.post<{ id: string }>("/api/service/hours", { ...HOURS_FORM, name: `Jam ${name}` });
  const form = { name, hoursId: succeeded(hours, "hours").id, promises: PROMISES };
  return succeeded(await client.post<{ id: string }>("/api/service/ticket-categories", form), "a category").id;
}

/** A ticket as the form submits it. */
export const ticketForm = (id: string, categoryId: string) => ({
  id,
  categoryId,
  priority: "normal",
  subject: "Tagihan dobel",
  description: "Dua kali ditagih bulan ini",
  customerName: "Ibu Rina",
  customerNumber: "0812-3456-789" as string | null,
  customerEmail: null as string | null,
  hasConsent: false,
  locale: "id",
  assigneeId: null as string | null,
  queueId: null as string | null,
});
