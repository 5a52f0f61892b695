import { Temporal } from "temporal-polyfill";
import { html, readableDate, type SafeHtml } from "../issuing/index.ts";
import { type PublicSite, pageHeading, publicPage, say } from "./public-page.ts";

/** The public test calendar. */
export interface PublicTestCalendar {
  readonly earliestDate: string;
  readonly days: readonly {
    readonly date: string;
    readonly closed: "too-early" | "weekend" | "holiday" | "full" | null;
    readonly isProvisional: boolean;
    readonly holiday: { readonly id: string; readonly en: string } | null;
    readonly teams: number;
    readonly taken: number;
  }[];
}

/** Number of displayed days, from today. */
const DAYS_SHOWN = 62;

/** The last displayed day if the first is `from`. */
export function calendarEnd(from: string): string {
  return Temporal.PlainDate.from(from).add({ days: DAYS_SHOWN }).toString();
}

/** Days with a free team, the nearest first in the summary. The companies of booked tests are not disclosed. */
export function testCalendarPage(site: PublicSite, { earliestDate, days }: PublicTestCalendar): string {
  const nearest = days.find(({ closed }) => closed === null);
  const lead =
    nearest === undefined
      ? say(site, "testCalendar.none")
      : say(site, "testCalendar.lead", { day: dayOf(site, nearest.date), free: nearest.teams - nearest.taken });
  const shown = days.filter(({ date, closed }) => date >= earliestDate && closed !== "weekend");
  const rows = shown.map((day) => html`<tr><td>${dayOf(site, day.date)}</td><td>${stateOf(site, day)}</td></tr>`);
  const content = html`${pageHeading(say(site, "testCalendar.documentTitle"), lead)}
<p>${say(site, "testCalendar.how")}</p>
${shown.length === 0 ? null : calendarTable(site, rows)}`;
  return publicPage(site, "testCalendar", content);
}

function calendarTable(site: PublicSite, rows: readonly SafeHtml[]): SafeHtml {
  return html`<section class="panel"><table><caption>${say(site, "testCalendar.caption")}</caption>
<thead><tr><th scope="col">${say(site, "testCalendar.day")}</th><th scope="col">${say(site, "testCalendar.state")}</th></tr></thead>
<tbody>${rows}</tbody></table></section>`;
}

function stateOf(site: PublicSite, day: PublicTestCalendar["days"][number]): string {
  if (day.holiday !== null) return site.locale === "en" ? day.holiday.en : day.holiday.id;
  if (day.closed !== null) return say(site, `testCalendar.closed.${day.closed}`);
  const free = say(site, "testCalendar.free", { free: day.teams - day.taken, teams: day.teams });
  return day.isProvisional ? `${free}; ${say(site, "testCalendar.provisional")}` : free;
}

function dayOf(site: PublicSite, date: string): string {
  const weekday = Temporal.PlainDate.from(date).toLocaleString(site.locale === "en" ? "en-GB" : "id-ID", {
    weekday: "long",
  });
  return `${weekday}, ${readableDate(date, site.texts)}`;
}
